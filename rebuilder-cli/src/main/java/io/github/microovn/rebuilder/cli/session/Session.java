package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.PlainRenderer;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.error.CancelledException;

/** Connects to the hosts and stays in the loop until the user leaves. */
public final class Session {

    private final Streams streams;
    private final Output output;
    private final Interrupts interrupts;

    /**
     * Prepares a session.
     *
     * @param streams where the user is
     * @param output where lines go
     * @param interrupts how the user stops what runs
     */
    public Session(Streams streams, Output output, Interrupts interrupts) {
        this.streams = streams;
        this.output = output;
        this.interrupts = interrupts;
    }

    /**
     * Runs the session until its user leaves, which may be before all hosts are connected.
     *
     * @param options what to work with
     * @param renderer renders what happens
     * @throws io.github.microovn.rebuilder.error.RebuilderException when it cannot start
     */
    public void run(RebuilderOptions options, PlainRenderer renderer) {
        Thread opener = Thread.currentThread();
        Rebuilder opened;
        try {
            opened = interrupts.during(wish -> opener.interrupt(), () -> Rebuilder.open(options, renderer));
        } catch (CancelledException e) {
            Thread.interrupted();
            output.echoed();
            return;
        }
        try (Rebuilder rebuilder = opened) {
            if (!Thread.interrupted()) {
                renderer.order(rebuilder.hosts());
                new Loop(streams, output, interrupts).run(rebuilder);
            }
        }
    }
}
