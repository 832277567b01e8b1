package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.event.SessionEvent;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.event.WatchEvent;
import io.github.microovn.rebuilder.result.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Renders events as lines that stay: {@code [who] sentence}. The sentences are part of the interface. */
public final class PlainRenderer implements Renderer {

    /** What fits into a line where nobody says how wide it is. */
    private static final int COLUMNS = 100;

    private final Output output;
    private final Detail detail;
    private final HostLanes lanes;
    private final LogLines logs = new LogLines(ZoneId.systemDefault());
    private final Set<Event> saidOnce = new HashSet<>();
    private volatile List<String> hosts = List.of();
    private boolean inRound;

    /**
     * Renders for a reader.
     *
     * @param output where lines go
     * @param detail how many
     */
    public PlainRenderer(Output output, Detail detail) {
        this(output, detail, true);
    }

    private PlainRenderer(Output output, Detail detail, boolean live) {
        this.output = output;
        this.detail = detail;
        this.lanes = new HostLanes(output::line, live);
    }

    /** Renders the same lines; those of hosts all at once, at the end of a round. */
    static PlainRenderer ofWholeRounds(Output output, Detail detail) {
        return new PlainRenderer(output, detail, false);
    }

    @Override
    public void order(List<String> names) {
        hosts = List.copyOf(names);
    }

    @Override
    public void answer(Answer answer) {
        int columns =
                output.terminal().map(terminal -> terminal.size().columns()).orElse(COLUMNS);
        answer.lines(detail, columns).forEach(output::line);
    }

    @Override
    public boolean broken() {
        return output.broken();
    }

    @Override
    public void accept(Event event) {
        if (event instanceof BuildEvent build) {
            build(build);
        } else if (event instanceof HostEvent host) {
            host(host);
        } else if (event instanceof HookEvent hook) {
            HookLines.of(hook, detail).ifPresent(line -> hook(hook, line));
        } else if (event instanceof SchemaEvent schema) {
            schema(schema);
        } else if (event instanceof RoundEvent round) {
            round(round);
        } else if (event instanceof CheckEvent check) {
            check(check);
        } else if (event instanceof LogEvent log) {
            logs.of(log).forEach(output::line);
        } else if (event instanceof SourceEvent source) {
            SourceLines.of(source, detail).forEach(output::line);
        } else if (event instanceof SessionEvent session) {
            SessionLines.of(session).forEach(this::normal);
        } else if (event instanceof ClusterEvent cluster) {
            ClusterLines.of(cluster, detail).forEach(output::line);
        } else if (event instanceof WatchEvent watch && (detail != Detail.QUIET || WatchLines.problem(watch))) {
            output.aside(List.of(WatchLines.of(watch)));
        }
    }

    /** What stands in the way of a round is the reason of its failure, too. */
    private void check(CheckEvent event) {
        if (!inRound) {
            CheckLines.of(event, detail).ifPresent(output::line);
        } else if (event instanceof CheckEvent.Checked checked
                && !checked.check().failed()) {
            boolean well = checked.check().verdict() == Check.Verdict.OK;
            if (detail == Detail.VERBOSE || (!well && detail != Detail.QUIET && saidOnce.add(event))) {
                CheckLines.of(event, detail)
                        .ifPresent(line -> lanes.line(checked.check().host(), line));
            }
        }
    }

    /** What runs here at the end of a round comes after the lines of the hosts. */
    private void hook(HookEvent event, String line) {
        boolean early = event.hook().endsWith("_build") || event.hook().startsWith("pre_");
        if (early && event.host().equals(HookLines.LOCAL)) {
            output.line(line);
        } else {
            lanes.line(event.host(), line);
        }
    }

    /** What is left as it is is said before the rest, and what came of it after the lines of the hosts. */
    private void schema(SchemaEvent event) {
        if (detail == Detail.QUIET && !SchemaLines.problem(event)) {
            return;
        }
        if (event instanceof SchemaEvent.Kept) {
            output.line(SchemaLines.of(event));
        } else {
            lanes.line(SchemaLines.host(event), SchemaLines.of(event));
        }
    }

    private void build(BuildEvent event) {
        if (event instanceof BuildEvent.Started started) {
            normal("[local] Rebuilding OVN at " + started.directory());
        } else if (event instanceof BuildEvent.Finished finished) {
            verbose(() -> "[local] Built in " + Durations.precise(finished.elapsed()));
        } else if (event instanceof BuildEvent.Failed failed) {
            buildFailed(failed);
        } else if (event instanceof BuildEvent.SchemaChecksum fix) {
            SchemaLines.of(fix).forEach(output::line);
        } else if (event instanceof BuildEvent.Rejected rejected) {
            rejected.problems().forEach(problem -> output.line("[local] Nothing is deployed: " + problem));
        } else if (event instanceof BuildEvent.Interrupted interrupted) {
            output.line("[local] Build interrupted after %s, nothing is deployed"
                    .formatted(Durations.precise(interrupted.elapsed())));
        }
    }

    private void buildFailed(BuildEvent.Failed event) {
        Path log = event.log();
        if (log == null) {
            output.line("[local] Build failed: " + event.reason());
            return;
        }
        try (var bytes = Files.newInputStream(log)) {
            output.bytes(bytes);
        } catch (IOException e) {
            output.line("[local] The output of the build cannot be read: " + e);
        }
        output.line("[local] Build failed after %s, nothing is deployed: %s. Its output is in %s"
                .formatted(Durations.precise(event.elapsed()), event.reason(), log));
    }

    private void host(HostEvent event) {
        String who = "[" + event.host() + "] ";
        if (event instanceof HostEvent.NamedTwice twice) {
            normal("[local] %s is named more than once and counts once".formatted(twice.specification()));
        } else if (event instanceof HostEvent.Connected connected) {
            verbose(() -> who + "Connected in " + Durations.precise(connected.elapsed()) + ", deploying below "
                    + connected.remotePath());
        } else if (event instanceof HostEvent.Swept swept) {
            normal(who + "Removed what an interrupted upload had left: " + String.join(", ", swept.paths()));
        } else if (event instanceof HostEvent.LedgerRebuilt rebuilt) {
            output.line(who + "Warning: " + rebuilt.reason()
                    + "; what is there now counts as what was there before this program came");
        } else if (event instanceof HostEvent.Finished) {
            lanes.finish(event.host());
        } else if (event instanceof HostEvent.Unhealthy unhealthy) {
            unhealthy(unhealthy, who);
        } else if (event instanceof HostEvent.Failed failed) {
            lanes.line(event.host(), who + failed.reason());
        } else if (detail != Detail.QUIET) {
            progress(event, who);
        }
    }

    /** Also while the user is at the prompt: then the lines begin below it. */
    private void unhealthy(HostEvent.Unhealthy event, String who) {
        var lines = new ArrayList<String>();
        lines.add(who + event.service() + " is not healthy: " + event.reason());
        event.journal().forEach(line -> lines.add(who + "  " + line));
        if (inRound) {
            lines.forEach(line -> lanes.line(event.host(), line));
        } else {
            lines.add(0, "");
            output.aside(lines);
        }
    }

    private void progress(HostEvent event, String who) {
        boolean verbose = detail == Detail.VERBOSE;
        if (event instanceof HostEvent.Uploading uploading) {
            lanes.emptyLine(event.host());
            lanes.line(event.host(), who + "Removing remote file " + uploading.remotePath());
            lanes.line(
                    event.host(),
                    who + "Uploading file " + uploading.localPath() + " to " + uploading.remotePath()
                            + (verbose ? " (" + megabytes(uploading.sizeBytes()) + ")" : ""));
        } else if (event instanceof HostEvent.PuttingBack back) {
            lanes.emptyLine(event.host());
            lanes.line(
                    event.host(),
                    who
                            + (back.sha256().isEmpty() ? "Removing remote file " : "Putting back remote file ")
                            + back.remotePath());
        } else if (event instanceof HostEvent.Restarting restarting) {
            lanes.line(event.host(), who + "Restarting " + restarting.service());
        } else if (event instanceof HostEvent.ServiceSkipped skipped && (verbose || saidOnce.add(skipped))) {
            lanes.line(event.host(), who + "Not restarting " + skipped.service() + ", which is disabled there");
        } else if (event instanceof HostEvent.Staged staged && verbose) {
            lanes.line(
                    event.host(),
                    who
                            + "Uploaded and verified %s in %s, sha256 %s"
                                    .formatted(staged.target(), Durations.precise(staged.elapsed()), staged.sha256()));
        } else if (event instanceof HostEvent.Swapped swapped && verbose) {
            lanes.line(event.host(), who + "Replaced " + swapped.remotePath());
        } else if (event instanceof HostEvent.Restarted restarted && verbose) {
            lanes.line(
                    event.host(),
                    who + "Restarted " + restarted.service() + " in " + Durations.precise(restarted.elapsed()));
        } else if (event instanceof HostEvent.Ready ready && verbose) {
            lanes.line(event.host(), who + ready.service() + " is ready after " + Durations.precise(ready.elapsed()));
        }
    }

    private void round(RoundEvent event) {
        if (event instanceof RoundEvent.Started) {
            inRound = true;
            lanes.begin(hosts);
        } else if (event instanceof RoundEvent.NoChanges) {
            normal("[local] No changes in watched files");
        } else if (event instanceof RoundEvent.NothingToTakeBack nothing) {
            normal("[local] Nothing to " + (nothing.everything() ? "restore" : "undo"));
        } else if (event instanceof RoundEvent.Differing differing) {
            SessionLines.of(differing).forEach(this::normal);
        } else if (event instanceof RoundEvent.LeftOut left) {
            SessionLines.of(left).forEach(this::normal);
        } else if (event instanceof RoundEvent.Verified verified && verified.synced()) {
            normal("[local] Verified: a change of the northbound database reaches every chassis");
        } else if (event instanceof RoundEvent.Verified verified) {
            output.line("[local] The cluster is not in sync: " + verified.reason());
        } else if (event instanceof RoundEvent.Finished finished) {
            inRound = false;
            lanes.end();
            Recap.of(finished.result()).forEach(output::line);
            verbose(() -> "[local] Round " + finished.result().round() + " took "
                    + Durations.precise(finished.result().elapsed()));
        }
    }

    private void normal(String line) {
        if (detail != Detail.QUIET) {
            output.line(line);
        }
    }

    /** Without a wish for them such lines are not even made: the first formatted number costs a start. */
    private void verbose(Supplier<String> line) {
        if (detail == Detail.VERBOSE) {
            output.line(line.get());
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
