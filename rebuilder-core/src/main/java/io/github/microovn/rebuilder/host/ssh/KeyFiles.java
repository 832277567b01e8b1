package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.host.ConnectOptions.Asker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** The user's keys, read and decrypted once. Safe for use by several threads. */
final class KeyFiles {

    private static final int TRIES = 3;

    private final Map<Path, Key> keys = new HashMap<>();
    private final Set<Path> asked = new HashSet<>();

    /**
     * A key, or why there is none.
     *
     * @param pair the key; null where it cannot be used
     * @param encrypted whether all that is missing is the passphrase
     * @param problem why it cannot be used, and what to do; empty where it can
     */
    record Key(@Nullable KeyPair pair, boolean encrypted, String problem) {}

    /** Reads a key that may need a passphrase, without asking anybody. */
    synchronized Key get(Path file) {
        return keys.computeIfAbsent(file, path -> read(path, null));
    }

    /** Asks for the passphrase of a key that needs one, and asks again where it is a wrong one; for all hosts together. */
    synchronized void unlock(Path file, Asker asker) {
        if (!asked.add(file)) {
            return;
        }
        String question = "Passphrase of " + file + ": ";
        for (int i = 0; i < TRIES && get(file).encrypted(); i++) {
            Optional<String> passphrase = asker.ask(question);
            if (passphrase.isEmpty()) {
                return;
            }
            keys.put(file, read(file, passphrase.get()));
            question = "That is not it. Passphrase of " + file + ": ";
        }
    }

    private static Key read(Path file, @Nullable String passphrase) {
        boolean[] encrypted = {false};
        FilePasswordProvider provider = (session, resource, retry) -> {
            encrypted[0] = true;
            return passphrase;
        };
        try (InputStream from = Files.newInputStream(file)) {
            Iterable<KeyPair> found =
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), from, provider);
            Iterator<KeyPair> pairs = found == null ? null : found.iterator();
            return pairs != null && pairs.hasNext()
                    ? new Key(pairs.next(), false, "")
                    : new Key(null, false, file + " is not a private key");
        } catch (NoSuchFileException e) {
            return new Key(null, false, file + " does not exist");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (encrypted[0]) {
                return new Key(null, true, passphrase == null ? locked(file) : "wrong passphrase for " + file);
            }
            String reason = e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
            return new Key(null, false, "cannot read the key " + file + ": " + reason);
        }
    }

    private static String locked(Path file) {
        return file + " is encrypted and nobody was there to give its passphrase ('ssh-add " + file
                + "' gives it to the agent)";
    }
}
