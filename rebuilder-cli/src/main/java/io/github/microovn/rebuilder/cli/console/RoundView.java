package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SourceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is going on in a round: what its events so far come to. Times are those of one clock, in nanoseconds. */
final class RoundView {

    private static final String LOCAL = "local";

    private final List<String> order = new ArrayList<>();
    private final Map<String, HostView> hosts = new LinkedHashMap<>();
    private Optional<Task> task = Optional.empty();
    private Optional<BuildEvent.ErrorFound> error = Optional.empty();
    private String lastLine = "";
    private List<String> next = List.of();

    /**
     * What runs on this machine.
     *
     * @param what what it is
     * @param since when it began
     */
    record Task(String what, long since) {}

    /** Tells the order that hosts are shown in. */
    void order(List<String> names) {
        order.clear();
        order.addAll(names);
    }

    /** Tells what comes after this round. */
    void next(List<String> words) {
        next = List.copyOf(words);
    }

    /** Takes notice of something that has happened. */
    void apply(Event event, long now) {
        if (event instanceof RoundEvent.Started || event instanceof RoundEvent.Finished) {
            hosts.clear();
            end();
        } else if (event instanceof RoundEvent.Verifying verifying) {
            task = Optional.of(new Task("verifying, at most " + Durations.whole(verifying.limit()), now));
        } else if (event instanceof RoundEvent.Verified) {
            end();
        } else if (event instanceof BuildEvent build) {
            build(build, now);
        } else if (event instanceof HookEvent hook) {
            hook(hook, now);
        } else if (event instanceof SourceEvent source) {
            source(source, now);
        } else if (event instanceof ConnectEvent host) {
            hosts.put(host.host(), host(host.host(), now).after(host, now));
        } else if (event instanceof HostEvent host && !(event instanceof HostEvent.NamedTwice)) {
            hosts.put(host.host(), host(host.host(), now).after(host, now));
        }
    }

    private void build(BuildEvent event, long now) {
        if (event instanceof BuildEvent.Started started) {
            end();
            task = Optional.of(new Task(String.join(" ", started.command()), now));
        } else if (event instanceof BuildEvent.Output output) {
            lastLine = Cells.printable(output.line());
        } else if (event instanceof BuildEvent.ErrorFound found) {
            error = Optional.of(found);
        } else {
            end();
        }
    }

    private void source(SourceEvent event, long now) {
        if (event instanceof SourceEvent.StepStarted started) {
            end();
            task = Optional.of(new Task(Cells.printable(String.join(" ", started.command())), now));
        } else if (event instanceof SourceEvent.Output output) {
            lastLine = Cells.printable(output.line());
        } else if (event instanceof SourceEvent.ErrorFound found) {
            error = Optional.of(new BuildEvent.ErrorFound(found.file(), found.line(), found.message()));
        } else if (ends(event)) {
            end();
        }
    }

    /** Whether a step on the way to a source tree ends with an event. */
    static boolean ends(Event event) {
        return event instanceof SourceEvent.StepFinished
                || event instanceof SourceEvent.StepFailed
                || event instanceof SourceEvent.StepInterrupted
                || event instanceof SourceEvent.StepSkipped;
    }

    private void hook(HookEvent event, long now) {
        if (!event.host().equals(LOCAL)) {
            hosts.put(event.host(), host(event.host(), now).after(event, now));
        } else if (event instanceof HookEvent.Started started) {
            end();
            task = Optional.of(new Task(started.hook() + ": " + Cells.printable(started.command()), now));
        } else if (event instanceof HookEvent.Output output) {
            lastLine = Cells.printable(output.line());
        } else {
            end();
        }
    }

    private void end() {
        task = Optional.empty();
        error = Optional.empty();
        lastLine = "";
    }

    private HostView host(String name, long now) {
        HostView known = hosts.get(name);
        return known == null ? new HostView(name, now) : known;
    }

    /** What runs on this machine, if anything does. */
    Optional<Task> task() {
        return task;
    }

    /** What it wrote last; may be empty. */
    String lastLine() {
        return lastLine;
    }

    /** Its first error. */
    Optional<BuildEvent.ErrorFound> error() {
        return error;
    }

    /** The hosts that do or did something in this round, in the order they were named. */
    List<HostView> hosts() {
        List<HostView> result = new ArrayList<>();
        order.stream().filter(hosts::containsKey).forEach(name -> result.add(hosts.get(name)));
        hosts.values().stream().filter(host -> !order.contains(host.name())).forEach(result::add);
        return result;
    }

    /** What comes after this round. */
    List<String> next() {
        return next;
    }
}
