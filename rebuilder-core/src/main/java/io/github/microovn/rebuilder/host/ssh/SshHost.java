package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.ShellHost;
import io.github.microovn.rebuilder.host.ssh.RemoteRun.LostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A host that is reached by SSH. It keeps one connection, and opens another where that one is lost. */
final class SshHost extends ShellHost {

    /** How much later than our own deadline the host's is: it counts where we cannot reach what we started. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** A host that was waited for in vain is not waited for again in the same breath. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration BREATH = Duration.ofSeconds(5);

    /** How long a host may take that was there a moment ago and then stood still. */
    private static final Duration REOPENING = Duration.ofSeconds(5);

    private final Function<Duration, SshSession> opener;
    private final Duration timeout;
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable SshSession session;
    private @Nullable HostUnavailableException missed;
    private long missedAt;
    private volatile boolean closed;

    private SshHost(String name, Function<Duration, SshSession> opener, Duration timeout) {
        super(name);
        this.opener = opener;
        this.timeout = timeout;
    }

    /** Connects, and finds out how to be root there. */
    static SshHost open(String name, Function<Duration, SshSession> opener, Duration timeout) {
        SshHost host = new SshHost(name, opener, timeout);
        try {
            host.becomeRoot(timeout);
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return "SSH host " + name();
    }

    @Override
    protected List<String> guard(Duration timeout) {
        return List.of(
                "timeout", "-s", "KILL", String.valueOf(timeout.plus(GRACE).toSeconds()));
    }

    @Override
    protected CommandResult execute(Execution execution) {
        Duration limit = timeout;
        try {
            return new RemoteRun(name(), execution).run(session(timeout).session());
        } catch (LostException e) {
            // What may have run is not run again, but a file can be written twice.
            if (e.begun() && execution.input().isEmpty()) {
                throw broken(execution, e);
            }
            limit = e.stalled() ? min(REOPENING, timeout) : timeout;
        }
        try {
            return new RemoteRun(name(), execution).run(session(limit).session());
        } catch (LostException e) {
            throw broken(execution, e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private HostUnavailableException broken(Execution execution, LostException e) {
        return new HostUnavailableException(
                name(), "the connection broke while '" + execution.title() + "' ran: " + e.getMessage(), e);
    }

    private SshSession session(Duration limit) {
        try {
            connecting.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("connecting to " + name(), e);
        }
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            SshSession current = session;
            if (current == null || !current.isOpen()) {
                if (current != null) {
                    current.close();
                    session = null;
                }
                current = open(limit);
                session = current;
            }
            return current;
        } finally {
            connecting.unlock();
        }
    }

    private SshSession open(Duration limit) {
        HostUnavailableException last = missed;
        if (last != null && System.nanoTime() - missedAt < BREATH.toNanos()) {
            throw new HostUnavailableException(name(), last.reason(), last);
        }
        long started = System.nanoTime();
        try {
            return opener.apply(limit);
        } catch (HostUnavailableException e) {
            missedAt = System.nanoTime();
            missed = missedAt - started > SLOW.toNanos() ? e : null;
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        connecting.lock();
        try {
            if (session != null) {
                session.close();
                session = null;
            }
        } finally {
            connecting.unlock();
        }
    }
}
