package io.github.microovn.lxd.internal.config;

import io.github.microovn.lxd.internal.tls.Certificates;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration of a user, to be added to. What is written can be used by the command {@code lxc} as well. */
public final class UserConfig {
    private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");

    private final Path directory;

    /**
     * Names a configuration.
     *
     * @param directory where it is, or is to be
     */
    public UserConfig(Path directory) {
        this.directory = directory;
    }

    /**
     * Checks that a remote can get a name.
     *
     * @param name the name
     * @param addresses where the remote will be
     * @throws IOException if the name is of no use, or another server has it; the message says so
     */
    public void requireFree(String name, List<String> addresses) throws IOException {
        if (!NAME.matcher(name).matches() || name.equals("local")) {
            throw new IOException("'" + name + "' cannot be the name of a remote");
        }
        Path file = directory.resolve("config.yml");
        List<String> there =
                ConfigFile.read(file).remote(name).map(Remote::addresses).orElse(addresses);
        if (there.stream().noneMatch(addresses::contains)) {
            throw new IOException("there is a remote '" + name + "' at " + String.join(", ", there) + " in " + file
                    + "; choose another name, or run `lxc remote remove " + name + "`");
        }
    }

    /**
     * Returns the key of the user with its certificate, which are made if there are none.
     *
     * @throws IOException if there is only one of them or they are of no use; the message says so
     */
    public Identity identity() throws IOException {
        Path certificate = directory.resolve("client.crt");
        Path key = directory.resolve("client.key");
        if (Files.exists(certificate) || Files.exists(key)) {
            return Identity.read(certificate, key);
        }
        Identity made = SelfSigned.client(System.getProperty("user.name") + "@" + hostName(), Instant.now());
        PrivateFiles.replace(key, made.keyPem(), true);
        PrivateFiles.replace(certificate, Certificates.pem(made.certificate()), false);
        return made;
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost"; // it only is there for people to read
        }
    }

    /**
     * Adds a remote and pins its certificate.
     *
     * @param name the name of the remote
     * @param address where it is
     * @param certificate the certificate it has to show from now on
     * @throws IOException if that cannot be written
     */
    public void add(String name, String address, X509Certificate certificate) throws IOException {
        PrivateFiles.replace(Remotes.pin(directory, name), Certificates.pem(certificate), false);
        ConfigFile.read(directory.resolve("config.yml")).add(name, address);
    }
}
