package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a round ends on a host. Whatever goes wrong in what is run by this stays in here. Used by one thread at a time. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Session session;
    private final Attempts attempts;
    private final String host;
    private final Runnable discard;
    private final Runnable explain;
    private @Nullable Outcome outcome;
    private @Nullable Failure failure;

    /**
     * Not ended yet.
     *
     * @param discard removes what is temporary, when the round ends before its time
     * @param explain adds to a failure what the host can say about it
     */
    Ending(Session session, Attempts attempts, String host, Runnable discard, Runnable explain) {
        this.session = session;
        this.attempts = attempts;
        this.host = host;
        this.discard = discard;
        this.explain = explain;
    }

    boolean reached() {
        return outcome != null;
    }

    /** How it ended; untouched when it has not. */
    Outcome outcome() {
        return outcome == null ? Outcome.UNTOUCHED : outcome;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    void reach(Outcome end) {
        outcome = end;
    }

    /** Ends without having changed anything: the user wants it so. */
    void abandon() {
        discard();
        outcome = Outcome.INTERRUPTED;
    }

    /** Removes what is temporary; once the user wants to end, a host that does not answer is not waited for. */
    private void discard() {
        Interruption late = new Interruption();
        Executor inAMoment = CompletableFuture.delayedExecutor(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            session.interruption()
                    .during(
                            () -> inAMoment.execute(late::request),
                            () -> late.during(Thread.currentThread()::interrupt, discard));
        } finally {
            Thread.interrupted();
        }
    }

    void fail(Step step, String reason) {
        discard();
        failure = new Failure(step, reason);
        session.emit(new HostEvent.Failed(host, step, reason));
        explain.run();
        outcome = Outcome.FAILED;
    }

    /** Runs what may be left at any point: an interruption of the round interrupts this thread, but not its cleaning up. */
    void interruptibly(Runnable action) {
        guarded(() -> {
            try {
                session.interruption().during(Thread.currentThread()::interrupt, action);
            } finally {
                // The pool's thread goes on to clean up, and to other hosts.
                Thread.interrupted();
            }
        });
    }

    void guarded(Runnable action) {
        try {
            action.run();
        } catch (CancelledException e) {
            abandon();
        } catch (HostStepException e) {
            fail(e.step(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("unexpected failure on {}", host, e);
            fail(attempts.step(), "unexpected: " + e);
        }
    }
}
