package io.github.microovn.rebuilder.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.result.SourceStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What happens on the way to a source tree that is built, as lines. */
final class SourceLines {

    private static final String LOCAL = "[local] ";

    /** So much of its output says why a step failed. */
    private static final int TAIL = 30;

    private SourceLines() {}

    /** The lines of an event; none where they are not wanted. */
    static List<String> of(SourceEvent event, Detail detail) {
        if (event instanceof SourceEvent.StepFailed failed) {
            return failure(failed);
        }
        if (event instanceof SourceEvent.StepInterrupted interrupted) {
            return List.of(LOCAL + words(interrupted.step()) + " was interrupted after "
                    + Durations.precise(interrupted.elapsed()) + "; the same command goes on with it");
        }
        if (detail == Detail.QUIET) {
            return List.of();
        }
        if (event instanceof SourceEvent.Output output) {
            return detail == Detail.VERBOSE ? List.of(LOCAL + "  " + output.line()) : List.of();
        }
        return step(event);
    }

    private static List<String> step(SourceEvent event) {
        if (event instanceof SourceEvent.StepStarted started) {
            return List.of(LOCAL + words(started.step()) + ": " + String.join(" ", started.command()));
        }
        if (event instanceof SourceEvent.StepSkipped skipped) {
            return List.of(LOCAL + words(skipped.step()) + ": nothing to do, " + skipped.reason());
        }
        if (event instanceof SourceEvent.StepFinished finished) {
            return List.of(LOCAL + words(finished.step()) + ": done in " + Durations.precise(finished.elapsed()));
        }
        if (event instanceof SourceEvent.ErrorFound found) {
            String place =
                    found.file().isEmpty() ? "" : found.file() + (found.line() > 0 ? ":" + found.line() : "") + ": ";
            return List.of(LOCAL + words(found.step()) + ": " + place + found.message());
        }
        return about(event);
    }

    private static List<String> about(SourceEvent event) {
        if (event instanceof SourceEvent.BranchFound found) {
            return List.of("[" + found.host() + "] Runs OVN " + found.version() + ": the branch is " + found.branch());
        }
        if (event instanceof SourceEvent.LeftAlone left) {
            return List.of(LOCAL + "Left as it is: " + left.what());
        }
        if (event instanceof SourceEvent.Lacking lacking) {
            return List.of(
                    LOCAL + "Not installed: " + String.join(", ", lacking.what())
                            + ". OVN is built without: no names of hosts in connections, no rights given up",
                    LOCAL + "On Debian and Ubuntu, as root: apt-get install -y "
                            + String.join(" ", lacking.packages()));
        }
        return event instanceof SourceEvent.Ready ready ? ready(ready) : List.of();
    }

    private static List<String> ready(SourceEvent.Ready event) {
        List<String> lines = new ArrayList<>();
        lines.add(LOCAL + "OVN is built, after " + Durations.precise(event.elapsed()) + ". Go on with:");
        lines.add("  microovn-rebuilder -o " + event.directory() + " -H lxd:INSTANCE,...");
        event.buildDirectory()
                .ifPresent(directory ->
                        lines.add("  and this in its configuration (-c): build: {directory: " + directory + "}"));
        return lines;
    }

    private static List<String> failure(SourceEvent.StepFailed event) {
        List<String> lines = new ArrayList<>();
        event.log().ifPresent(log -> lines.addAll(tail(log)));
        String log =
                event.log().map(file -> ". All of its output is in " + file).orElse("");
        lines.add(LOCAL + words(event.step()) + " failed after " + Durations.precise(event.elapsed()) + ": "
                + event.reason() + log);
        lines.add(LOCAL + "When that is corrected, the same command goes on with this step");
        return lines;
    }

    private static List<String> tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), UTF_8)
                    .lines()
                    // What wrote over its own line shows what stood there last.
                    .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        } catch (IOException e) {
            return List.of(LOCAL + "The output cannot be read: " + e);
        }
    }

    /** What a step is called. */
    static String words(SourceStep step) {
        return switch (step) {
            case CLONE_OVN -> "Clone OVN";
            case CLONE_OVS -> "Clone OVS";
            case BOOT_OVS -> "Make OVS' configure";
            case CONFIGURE_OVS -> "Configure OVS";
            case MAKE_OVS -> "Build OVS";
            case BOOT_OVN -> "Make OVN's configure";
            case CONFIGURE_OVN -> "Configure OVN";
            case MAKE_OVN -> "Build OVN";
        };
    }
}
