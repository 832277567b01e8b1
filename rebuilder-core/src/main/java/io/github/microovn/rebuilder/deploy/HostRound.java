package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round on one host, in two halves: {@link #stage} changes nothing that anybody uses, {@link #apply} does the rest once
 * every host has staged. Whatever goes wrong stays in here. Used by one thread at a time.
 */
final class HostRound {

    private static final Logger LOG = LoggerFactory.getLogger(HostRound.class);

    private final Member member;
    private final Session session;
    private final HostSteps steps;
    private Plan.Work work = Plan.Work.NONE;
    private @Nullable Outcome outcome;
    private @Nullable Failure failure;

    HostRound(Member member, Session session) {
        this.member = member;
        this.session = session;
        this.steps = new HostSteps(member, session);
    }

    String host() {
        return member.name();
    }

    /** Whether it is over and had something to do. */
    boolean ended() {
        return outcome != null;
    }

    /** Finds out what the host has of the targets that were being swapped when it was lost. */
    void observe() {
        interruptibly(steps::settleDoubts);
    }

    /** Gives it its work. */
    void assign(Plan.Work assigned) {
        work = assigned;
    }

    /** Brings everything there and verifies it. */
    void stage() {
        interruptibly(() -> steps.stage(work));
    }

    /** Puts what was staged in place and restarts what is owed. */
    void apply() {
        guarded(() -> {
            steps.swap();
            work.restarts().forEach(steps::restart);
            outcome = Outcome.OK;
        });
    }

    /** Ends without having changed anything: the user wants it so. */
    void abandon() {
        steps.discard();
        outcome = Outcome.INTERRUPTED;
    }

    /** Ends without a word to the host, which is closed: what was staged there is swept at the next connection. */
    void forsake() {
        outcome = Outcome.INTERRUPTED;
    }

    /** What became of it; what stays pending is computed against what is there locally. */
    HostResult result(Fingerprints now) {
        return session.result(
                host(),
                outcome == null ? Outcome.UNTOUCHED : outcome,
                steps.deployed(),
                steps.restarted(),
                failure,
                now);
    }

    /** Runs what may be left at any point: an interruption of the round interrupts this thread, but not its cleaning up. */
    private void interruptibly(Runnable action) {
        guarded(() -> {
            try {
                session.interruption().during(Thread.currentThread()::interrupt, action);
            } finally {
                // The pool's thread goes on to clean up, and to other hosts.
                Thread.interrupted();
            }
        });
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (CancelledException e) {
            abandon();
        } catch (HostStepException e) {
            fail(e.step(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("unexpected failure on {}", host(), e);
            fail(steps.step(), "unexpected: " + e);
        }
    }

    private void fail(Step step, String reason) {
        steps.discard();
        failure = new Failure(step, reason);
        session.emit(new HostEvent.Failed(host(), step, reason));
        outcome = Outcome.FAILED;
    }
}
