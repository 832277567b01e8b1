package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shells on an instance: one for each command that runs at the same time, and a few that wait for the next. Thread-safe. */
public final class ShellPool implements AutoCloseable {
    private static final int KEPT = 2;

    private final Api api;
    private final String instance;
    private final Commands commands;
    private final Deque<Shell> idle = new ArrayDeque<>();
    private boolean unfit;
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param api asks the daemon
     * @param instance the instance's name
     */
    public ShellPool(Api api, String instance) {
        this.api = api;
        this.instance = instance;
        this.commands = new Commands(api, instance);
    }

    /** Runs a command in a shell, or without one where that cannot be. */
    public ExecResult run(ExecRequest request) {
        Attempt attempt = commands.attempt(request);
        if (Thread.currentThread().isInterrupted()) {
            throw new LxdCancelledException(attempt, "interrupted; the command was not started", null);
        }
        if (isUnfit() || !ShellLine.fits(request)) {
            return commands.run(request);
        }
        Shell shell = take();
        try {
            ExecResult result = shell.run(request, attempt);
            giveBack(shell);
            return result;
        } catch (Shell.UnfitException e) {
            setUnfit();
            return commands.run(request);
        }
    }

    private synchronized boolean isUnfit() {
        return unfit || closed;
    }

    private synchronized void setUnfit() {
        unfit = true;
    }

    private Shell take() {
        for (Shell next = idle(); next != null; next = idle()) {
            if (!next.isOver()) {
                return next;
            }
            next.end();
        }
        return new Shell(commands, this::look);
    }

    private synchronized @Nullable Shell idle() {
        return idle.poll();
    }

    private void giveBack(Shell shell) {
        synchronized (this) {
            if (!closed && idle.size() < KEPT) {
                idle.push(shell);
                return;
            }
        }
        shell.end();
    }

    private void look(Consumer<String> standing) {
        api.http().threads().execute(() -> {
            try {
                InstanceStatus status = api.get(
                                api.request("GET", "look at instance " + instance, "instances", instance),
                                InstanceInfo.class)
                        .status();
                if (!status.isRunning()) {
                    standing.accept("the instance is " + status.name().toLowerCase(Locale.ROOT));
                }
            } catch (LxdException e) {
                // Then the deadline of the command has to do.
            }
        });
    }

    /** Ends the shells that wait; one that runs a command is ended after it. */
    @Override
    public void close() {
        List<Shell> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(Shell::end);
    }
}
