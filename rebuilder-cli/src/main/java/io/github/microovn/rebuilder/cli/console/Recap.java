package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader has to know after a round that did not do everything: which hosts failed and what is still owed. */
final class Recap {

    private Recap() {}

    /** The lines, none after a round that did everything. */
    static List<String> of(RoundResult result) {
        var lines = new ArrayList<String>();
        if (result.status() == Status.HOST_FAILED) {
            lines.add("");
            lines.add(failures(result.hosts()));
        }
        if (result.hosts().stream().anyMatch(host -> !host.unwell().isEmpty()) && result.status() == Status.UNHEALTHY) {
            lines.add("");
            lines.add(unwell(result.hosts()));
        }
        if (result.status() == Status.INTERRUPTED && deploymentBegan(result)) {
            lines.add("");
            lines.add("[local] Deployment interrupted; " + upToDate(result.hosts()));
        }
        lines.addAll(pending(result.hosts()));
        return lines;
    }

    private static String failures(List<HostResult> hosts) {
        String failed = hosts.stream()
                .filter(host -> host.failure() != null)
                .map(host -> host.host() + " (" + host.failure().step().label() + ")")
                .collect(Collectors.joining(", "));
        return "[local] Failed on " + failed + "; " + upToDate(hosts);
    }

    private static String unwell(List<HostResult> hosts) {
        String unwell = hosts.stream()
                .filter(host -> !host.unwell().isEmpty())
                .map(host -> host.host() + " ("
                        + host.unwell().stream().map(HostResult.Unwell::service).collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
        return "[local] Deployed, but not healthy on " + unwell;
    }

    private static String upToDate(List<HostResult> hosts) {
        long done = hosts.stream().filter(host -> !host.pending()).count();
        return done + " of " + hosts.size() + " hosts up to date";
    }

    private static boolean deploymentBegan(RoundResult result) {
        return result.hosts().stream().anyMatch(host -> host.outcome() != Outcome.UNTOUCHED);
    }

    /** One line per group of hosts that are owed the same. */
    private static List<String> pending(List<HostResult> hosts) {
        Map<String, List<String>> hostsByDebt = new LinkedHashMap<>();
        for (HostResult host : hosts) {
            if (host.pending()) {
                hostsByDebt
                        .computeIfAbsent(debt(host), debt -> new ArrayList<>())
                        .add(host.host());
            }
        }
        return hostsByDebt.entrySet().stream()
                .map(entry -> "[local] Pending on " + String.join(", ", entry.getValue()) + " for the next round: "
                        + entry.getKey())
                .toList();
    }

    private static String debt(HostResult host) {
        var owed = new ArrayList<>(host.pendingTargets());
        host.pendingRestarts().forEach(service -> owed.add("restart of " + service));
        owed.addAll(host.pendingHooks());
        host.pendingConversions().forEach(schema -> owed.add("conversion of the database of " + schema));
        return String.join(", ", owed);
    }
}
