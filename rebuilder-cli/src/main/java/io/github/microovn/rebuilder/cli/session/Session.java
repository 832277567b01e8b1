package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.console.Seat;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.console.Terminal;
import io.github.microovn.rebuilder.cli.console.Terminal.Mode;
import io.github.microovn.rebuilder.cli.session.Interruptible.Task;
import io.github.microovn.rebuilder.error.CancelledException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Connects to the hosts and stays in the loop until the user leaves. */
public final class Session {

    private final Streams streams;
    private final Output output;
    private final Interrupts interrupts;

    /**
     * Prepares a session.
     *
     * @param streams where the user is
     * @param output where questions and remarks go
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
     * @param watch whether sources are watched from the start
     * @throws io.github.microovn.rebuilder.error.RebuilderException when it cannot start
     */
    public void run(RebuilderOptions options, Renderer renderer, boolean watch) {
        var desk = new WishDesk();
        Registration registration = interrupts.deliverTo(desk::accept);
        output.terminal().ifPresent(Terminal::prepare);
        try {
            Rebuilder opened = open(options, renderer, desk);
            if (opened == null) {
                return;
            }
            try (Rebuilder rebuilder = opened) {
                renderer.order(rebuilder.hosts());
                seated(renderer, Mode.KEYS, () -> {
                    new Loop(options, renderer, streams, output, desk, watch).run(rebuilder);
                    restore(options, rebuilder, desk);
                });
            }
        } finally {
            registration.close();
        }
    }

    /**
     * Does one thing and ends; a wish to stop ends it safely, a second one at once.
     *
     * @param options what to work with
     * @param renderer renders what happens
     * @param work what to do
     * @return how it ended; {@link ExitCode#INTERRUPTED} when the user did not wait for that
     * @throws io.github.microovn.rebuilder.error.RebuilderException when it cannot start
     */
    public ExitCode once(RebuilderOptions options, Renderer renderer, Function<Rebuilder, ExitCode> work) {
        var desk = new WishDesk();
        Registration registration = interrupts.deliverTo(desk::accept);
        output.terminal().ifPresent(Terminal::prepare);
        try {
            Rebuilder opened = open(options, renderer, desk);
            if (opened == null) {
                return ExitCode.INTERRUPTED;
            }
            var ended = new ArrayList<ExitCode>();
            try (Rebuilder rebuilder = opened) {
                renderer.order(rebuilder.hosts());
                Runnable task = () -> ended.add(work.apply(rebuilder));
                seated(renderer, Mode.UNSEEN, () -> {
                    new Interruptible(new Task("round", task, rebuilder::interrupt), output, desk).run();
                    if (ended.isEmpty()) {
                        ended.add(ExitCode.INTERRUPTED);
                    }
                    restore(options, rebuilder, desk).ifPresent(ended::add);
                });
            }
            return ended.stream()
                    .filter(code -> code != ExitCode.OK)
                    .findFirst()
                    .orElse(ExitCode.OK);
        } finally {
            registration.close();
        }
    }

    /**
     * Does something without hosts; a wish to stop ends it safely, a second one at once.
     *
     * @param renderer renders what happens
     * @param name what it is called
     * @param work what to do
     * @param ending has it end safely and soon; returns at once
     * @throws io.github.microovn.rebuilder.error.CancelledException when it was interrupted and not by the user
     */
    public void alone(Renderer renderer, String name, Runnable work, Runnable ending) {
        output.terminal().ifPresent(Terminal::prepare);
        seated(renderer, Mode.UNSEEN, () -> new Interruptible(new Task(name, work, ending), output, interrupts).run());
    }

    /** Closes a session that puts everything back at its end, which can be stopped; present when it has to be said how that ended. */
    private Optional<ExitCode> restore(RebuilderOptions options, Rebuilder rebuilder, WishDesk desk) {
        if (!options.restoreOnClose()) {
            return Optional.empty();
        }
        new Interruptible(new Task("restore", rebuilder::close, rebuilder::interrupt), output, desk).run();
        return Optional.of(rebuilder.restored().map(ExitCode::of).orElse(ExitCode.INTERRUPTED));
    }

    /** Does something while the terminal is ours, where there is one. */
    private void seated(Renderer renderer, Mode mode, Runnable work) {
        Optional<Seat> seat = streams.device().isPresent() ? Seat.take(output, renderer, mode) : Optional.empty();
        try {
            work.run();
        } finally {
            renderer.end();
            seat.ifPresent(Seat::close);
        }
    }

    /** Returns nothing when the user leaves before all hosts are connected. */
    private @Nullable Rebuilder open(RebuilderOptions options, Renderer renderer, WishDesk desk) {
        Thread opener = Thread.currentThread();
        try (var waiting =
                new Waiting(options, output, renderer, streams.device().isPresent())) {
            try {
                Rebuilder opened = desk.during(wish -> opener.interrupt(), () -> Rebuilder.open(options, waiting));
                if (!Thread.interrupted()) {
                    return opened;
                }
                opened.close();
            } catch (CancelledException e) {
                Thread.interrupted();
            }
            output.echoed();
            return null;
        }
    }
}
