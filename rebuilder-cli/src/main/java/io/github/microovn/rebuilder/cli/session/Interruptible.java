package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Interrupts.Wish;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.error.CancelledException;

/** Something that runs: the first wish to stop ends it safely, the second one at once. */
final class Interruptible {

    private final Task task;
    private final Output output;
    private final Interrupts interrupts;
    private final Thread runner = Thread.currentThread();
    private int wishes;
    private boolean over;
    private boolean leaving;

    /**
     * What runs.
     *
     * @param name what it is called
     * @param work does it
     * @param ending has it end safely and soon; returns at once
     */
    record Task(String name, Runnable work, Runnable ending) {}

    Interruptible(Task task, Output output, Interrupts interrupts) {
        this.task = task;
        this.output = output;
        this.interrupts = interrupts;
    }

    /** Runs it; returns whether the user stays. */
    boolean run() {
        try {
            interrupts.during(this::wish, () -> {
                task.work().run();
                return task;
            });
        } catch (CancelledException e) {
            if (!isLeaving()) {
                throw e;
            }
        }
        return !finish();
    }

    private synchronized void wish(Wish wish) {
        if (over) {
            return;
        }
        wishes++;
        leaving |= wish == Wish.LEAVE || wishes > 1;
        if (wish == Wish.STOP) {
            output.echoed();
        }
        if (wishes == 1) {
            output.line("[local] Ending this " + task.name() + (leaving ? "" : "; Ctrl-C again to exit"));
            task.ending().run();
        } else {
            runner.interrupt();
        }
    }

    private synchronized boolean isLeaving() {
        return leaving;
    }

    /** From here on a late wish must not interrupt what comes after the round. */
    private synchronized boolean finish() {
        over = true;
        if (leaving) {
            Thread.interrupted();
        }
        return leaving;
    }
}
