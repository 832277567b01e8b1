package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the cluster as a whole whether it works: a change of the northbound database has to go through northd and reach every
 * chassis. It is the only question that a northd answers wrongly which spins on a schema it does not know.
 */
public final class ClusterSync {

    private static final Duration SPARE = Duration.ofSeconds(25);
    private static final Pattern FAILED = Pattern.compile("failed (\\d+) ?(.*)");
    private static final Pattern COUNTERS = Pattern.compile("(\\d{1,18}) (\\d{1,18})");
    private static final Pattern CHASSIS = Pattern.compile("(.*),(\\d{1,18})");

    // The alarm with which ovn-nbctl ends itself, as a shell reports it.
    private static final String TIMED_OUT = "142";

    private final Host host;

    /**
     * Asks over one host.
     *
     * @param host a member of the cluster, a central one if there is a choice
     */
    public ClusterSync(Host host) {
        this.host = host;
    }

    /**
     * Makes a change and waits until it has reached every chassis.
     *
     * @param timeout how long that may take; at least a second
     * @return what came of it
     */
    public SyncResult run(Duration timeout) {
        long started = System.nanoTime();
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        CommandResult result = host.run(Command.script(
                        "sync",
                        Scripts.SYNC,
                        List.of(SnapServices.SNAP + ".ovn-nbctl", SnapServices.SNAP + ".ovn-sbctl", seconds))
                .withTimeout(timeout.plus(SPARE)));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        List<String> lines = result.stdout().lines().toList();
        if (lines.equals(List.of("synced"))) {
            return new SyncResult(true, elapsed, "", List.of());
        }
        Matcher failed = FAILED.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!failed.matches()) {
            return new SyncResult(false, elapsed, "it could not be asked: " + result.complaint(), List.of());
        }
        Matcher counters = COUNTERS.matcher(lines.size() > 1 ? lines.get(1).strip() : "");
        if (!failed.group(1).equals(TIMED_OUT) || !counters.matches()) {
            return new SyncResult(false, elapsed, "ovn-nbctl failed: " + failed.group(2), List.of());
        }
        if (!counters.group(1).equals(counters.group(2))) {
            String reason = "no ovn-northd took the change over within " + seconds
                    + " s: none is active, or the active one does not get on ('snap logs microovn.ovn-northd')";
            return new SyncResult(false, elapsed, reason, List.of());
        }
        List<String> lagging = lagging(lines.subList(2, lines.size()), Long.parseLong(counters.group(1)));
        String reason = lagging.isEmpty()
                ? "the chassis needed more than " + seconds + " s"
                : "the change did not reach chassis " + String.join(", ", lagging) + " within " + seconds + " s";
        return new SyncResult(false, elapsed, reason, lagging);
    }

    private static List<String> lagging(List<String> chassis, long wanted) {
        return chassis.stream()
                .map(CHASSIS::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> Long.parseLong(matcher.group(2)) < wanted)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
    }
}
