package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the user's known_hosts files say of one host; nobody else is believed. */
final class KnownHosts {

    private static final String HASHED = "|1|";

    private final String name;
    private final Path toAddTo;
    private final List<Known> keys = new ArrayList<>();

    private record Known(String place, boolean revoked, String type, String blob) {}

    private KnownHosts(String name, Path toAddTo) {
        this.name = name;
        this.toAddTo = toAddTo;
    }

    /**
     * Reads what is known of a host.
     *
     * @param name the host's name, in brackets and with the port where that is not 22
     * @param files the files; those that are missing are empty
     */
    static KnownHosts read(String name, List<Path> files) throws IOException {
        KnownHosts known = new KnownHosts(name, files.get(0));
        for (Path file : files) {
            known.read(file);
        }
        return known;
    }

    private void read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, ISO_8859_1); // its comments may be anything
        } catch (NoSuchFileException e) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = List.of(lines.get(i).strip().split("\\s+", -1));
            String marker = words.get(0).startsWith("@") ? words.get(0) : "";
            List<String> entry = words.subList(marker.isEmpty() ? 0 : 1, words.size());
            boolean usable = marker.isEmpty() || marker.equals("@revoked");
            if (usable && entry.size() >= 3 && !entry.get(0).startsWith("#") && isOf(entry.get(0))) {
                keys.add(new Known(file + ":" + (i + 1), !marker.isEmpty(), entry.get(1), entry.get(2)));
            }
        }
    }

    private boolean isOf(String hosts) {
        return hosts.startsWith(HASHED) ? isHashOf(hosts) : HostPatterns.match(List.of(hosts.split(",", -1)), name);
    }

    private boolean isHashOf(String entry) {
        String[] parts = entry.split("\\|", -1);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] expected = Base64.getDecoder().decode(parts[3]);
            return MessageDigest.isEqual(mac.doFinal(name.getBytes(UTF_8)), expected);
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** The types of the keys that are known, to ask the host for one of these. */
    List<String> types() {
        return keys.stream()
                .filter(key -> !key.revoked())
                .map(Known::type)
                .distinct()
                .toList();
    }

    /**
     * Why a host with a key is not the one that is known.
     *
     * @param key the key as in known_hosts: type and base64
     * @return one line with what to do; empty where it is the one
     */
    Optional<String> refusal(String key) {
        String type = key.split(" ", -1)[0];
        String blob = key.split(" ", -1)[1];
        String shown = type + " " + fingerprint(blob);
        List<Known> same =
                keys.stream().filter(known -> known.blob().equals(blob)).toList();
        Optional<Known> revoked = same.stream().filter(Known::revoked).findFirst();
        if (revoked.isPresent()) {
            return Optional.of("its host key " + shown + " is revoked in "
                    + revoked.get().place() + ": whoever has it, it is not to be trusted");
        }
        if (!same.isEmpty()) {
            return Optional.empty();
        }
        Optional<Known> other = keys.stream()
                .filter(known -> !known.revoked())
                .min((a, b) -> Boolean.compare(!a.type().equals(type), !b.type().equals(type)));
        String line = "'" + name + " " + key + "'";
        return Optional.of(other.map(known -> "its host key has changed: it shows " + shown + ", but " + known.place()
                        + " has " + known.type() + " " + fingerprint(known.blob())
                        + "; if the host is a new one, put in place of that line: " + line)
                .orElseGet(() -> "its host key is not known: " + shown + "; if that is the host's, add to " + toAddTo
                        + " the line " + line));
    }

    private static String fingerprint(String blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(blob));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "that cannot be read";
        }
    }
}
