package io.github.microovn.lxd.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Starts embedded servers as only tests need them. */
public final class EmbeddedLxds {
    private EmbeddedLxds() {}

    /** Starts a server whose operations expire by a clock, and which waits for websockets no longer than told. */
    public static EmbeddedLxd start(Path directory, Clock clock, Duration attachTimeout) {
        return EmbeddedLxd.start(directory, clock, attachTimeout);
    }
}
