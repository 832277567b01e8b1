package io.github.microovn.rebuilder.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.hook.RemoteHooks;
import io.github.microovn.rebuilder.host.RemoteScripts;
import io.github.microovn.rebuilder.service.Restarts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The shell scripts of a deployment; each says in its head what it takes and what it writes. One run of one is one call. */
final class HostScripts {

    /** Where a host keeps what the tool has to know of it. */
    static final String HOME = "/var/lib/microovn-rebuilder";

    private static final String COMMON = read("common.sh");

    /** Everything a deployment has to know. */
    static final String OBSERVE = COMMON + RemoteScripts.DIGEST + RemoteHooks.FUNCTIONS + read("observe.sh");

    /** Makes staged files ready for their place. */
    static final String PREPARE = COMMON + RemoteScripts.DIGEST + Restarts.FUNCTIONS + read("prepare.sh");

    /** Puts them there and restarts. */
    static final String APPLY = COMMON + Restarts.FUNCTIONS + read("apply.sh");

    /** Keeps the lock. */
    static final String LOCK = COMMON + read("lock.sh");

    /** Gives the lock up. */
    static final String UNLOCK = COMMON + read("unlock.sh");

    /** A shell function, {@code record HOME TEXT}, and a call of it with the script's arguments. */
    static final String RECORD = COMMON + "record \"$1\" \"$2\"\n";

    /** The same where the lock is still ID's, with the arguments HOME ID TEXT. */
    static final String OWE = COMMON + "keep \"$1\" \"$2\" || { echo lost; exit; }\nrecord \"$1\" \"$3\"\n";

    private HostScripts() {}

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(HostScripts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
