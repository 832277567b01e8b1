package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shell that stays on an instance and starts one command after another, each a process of its own, whose end it tells by a
 * line on each output that no command can know. When it is killed, which the daemon does when the connection is gone, the
 * kernel kills the command. Used by one thread at a time.
 */
final class Shell {
    /** What the shell exits with where it cannot do that. */
    private static final int UNFIT = 99;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    // The shell that reads has a standard error of its own: it would say "Killed" there.
    private static final String OPEN = """
            exec 3>&1 4>&2 2>/dev/null
            setpriv --pdeathsig KILL true </dev/null || exit %d
            exec sh -s lxd-client
            """.formatted(UNFIT);

    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    /** When a silent instance is looked at first; then each time after twice as long. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    private final Object monitor = new Object();
    private final MarkedOutput stdout = new MarkedOutput(monitor);
    private final MarkedOutput stderr = new MarkedOutput(monitor);
    private final String token = token();
    private final ExecSession session;
    private final Look look;
    private int commands;
    private @Nullable String standing;

    /** Looks at the instance, since one that is frozen keeps the connection and says nothing. */
    @FunctionalInterface
    interface Look {
        /** Begins to look, and says what the instance does unless it runs. */
        void begin(Consumer<String> standing);
    }

    /** There can be no such shell there; nothing was run. */
    @SuppressWarnings("serial") // never serialised
    static final class UnfitException extends Exception {}

    /** Opens one. */
    Shell(Commands commands, Look look) {
        this.look = look;
        this.session = commands.start(ExecRequest.of("sh", "-c", OPEN), stdout, stderr);
    }

    private static String token() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Tells whether it has ended, as far as the daemon has told. */
    boolean isOver() {
        return stdout.isOver() || stderr.isOver();
    }

    /** Runs a command and waits for its end. When that fails, the shell is gone. */
    ExecResult run(ExecRequest request, Attempt attempt) throws UnfitException {
        commands++;
        String mark = token + ":" + commands + ":";
        stdout.begin(mark);
        stderr.begin(mark);
        boolean ended = false;
        try {
            send(ShellLine.of(request, mark));
            await(request.timeout(), attempt);
            ended = true;
            return new ExecResult(Integer.parseInt(stdout.word()), stdout.take(), stderr.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(attempt, "interrupted; the command was killed", e);
        } finally {
            if (!ended) {
                session.close();
            }
        }
    }

    private void send(String text) throws InterruptedException {
        try {
            session.stdin().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // What there is to say about it the outputs know.
        }
    }

    private void await(@Nullable Duration timeout, Attempt attempt) throws InterruptedException, UnfitException {
        long limit = timeout == null ? Long.MAX_VALUE : timeout.toNanos();
        long begin = System.nanoTime();
        long nextLook = FIRST_LOOK.toNanos();
        synchronized (monitor) {
            while (!(stdout.isMarked() && stderr.isMarked())) {
                long passed = System.nanoTime() - begin;
                if (standing != null) {
                    throw new LxdOperationException(attempt, session.operationId(), 0, standing);
                }
                if (isOver()) {
                    break;
                }
                if (passed >= limit) {
                    throw session.killed(attempt, limit);
                }
                if (passed >= nextLook) {
                    nextLook *= 2;
                    look.begin(this::stands);
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, Math.max(1, Math.min(limit, nextLook) - passed));
            }
        }
        if (!(stdout.isMarked() && stderr.isMarked())) {
            throw lost(attempt);
        }
    }

    private void stands(String now) {
        synchronized (monitor) {
            standing = now;
            monitor.notifyAll();
        }
    }

    /** What to say when it has ended instead of the command. */
    private LxdException lost(Attempt attempt) throws UnfitException {
        session.checkAttached();
        RuntimeException loss = stdout.loss() == null ? stderr.loss() : stdout.loss();
        if (loss != null) {
            throw loss;
        }
        int code = session.await(LAST_ANSWER);
        if (commands == 1 && (code == UNFIT || code == NOT_EXECUTABLE || code == NOT_FOUND)) {
            throw new UnfitException();
        }
        return new LxdOperationException(
                attempt, session.operationId(), 0, "the shell that ran it has ended with exit code " + code);
    }

    /** Ends it, without waiting for that. Does nothing to a command: none runs. */
    void end() {
        session.abandon();
    }
}
