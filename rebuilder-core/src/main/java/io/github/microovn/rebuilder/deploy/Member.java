package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.host.Host;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host of the session that was found fit. Thread-safe. */
final class Member {

    private static final Logger LOG = LoggerFactory.getLogger(Member.class);

    private final Host host;
    private final String directory;
    private final Observer observer;
    private @Nullable Future<Observation> firstLook;

    /**
     * A fit host.
     *
     * @param host the host
     * @param directory the directory on it that targets are relative to
     * @param observer looks at it
     */
    Member(Host host, String directory, Observer observer) {
        this.host = host;
        this.directory = directory;
        this.observer = observer;
    }

    Host host() {
        return host;
    }

    String directory() {
        return directory;
    }

    Observer observer() {
        return observer;
    }

    String name() {
        return host.name();
    }

    /** The files there are being hashed, while the user reads the prompt. */
    synchronized void lookingAt(Future<Observation> look) {
        firstLook = look;
    }

    /** The first look takes too long for the user. */
    synchronized void endFirstLook() {
        if (firstLook != null) {
            firstLook.cancel(true);
        }
    }

    /** What the first look found, once; nothing where it failed. */
    Optional<Observation> firstLook() {
        Future<Observation> look;
        synchronized (this) {
            look = firstLook;
        }
        if (look == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(look.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("looking at " + name(), e);
        } catch (ExecutionException | CancellationException e) {
            LOG.debug("the first look at {} failed", name(), e);
            return Optional.empty();
        } finally {
            synchronized (this) {
                firstLook = null;
            }
        }
    }
}
