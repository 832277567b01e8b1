package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cluster.ClusterReport;
import io.github.microovn.rebuilder.cluster.ClusterReport.Database;
import io.github.microovn.rebuilder.cluster.ClusterReport.Member;
import io.github.microovn.rebuilder.cluster.ClusterReport.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Clusters as lines. */
final class ClusterTable {

    private ClusterTable() {}

    static List<String> of(List<ClusterReport> clusters) {
        if (clusters.isEmpty()) {
            return List.of("There is no cluster here that 'cluster up' has made.");
        }
        List<String> lines = new ArrayList<>();
        for (ClusterReport cluster : clusters) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            int count = cluster.nodes().size();
            lines.add("Cluster " + cluster.prefix() + ", " + count + (count == 1 ? " node:" : " nodes:"));
            int name = width(cluster.nodes().stream().map(Member::name).toList());
            int address = width(cluster.nodes().stream().map(Member::address).toList());
            cluster.nodes()
                    .forEach(node -> lines.add("  " + Cells.pad(node.name(), name) + "  "
                            + Cells.pad(node.address(), address) + "  " + state(node)));
            cluster.databases().forEach(database -> lines.addAll(lines(database)));
        }
        return lines;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(Cells::width).max().orElse(0);
    }

    private static String state(Member node) {
        if (!node.problem().isEmpty()) {
            return node.status() + ", cannot be asked: " + node.problem();
        }
        return node.services().isEmpty()
                ? node.status() + ", not a member as far as is known"
                : node.status() + ", " + String.join(" ", node.services());
    }

    private static List<String> lines(Database database) {
        String begin = "  " + database.name() + ": schema " + text(database.active());
        if (database.outdated().isEmpty()) {
            return List.of(begin + ", as in the snap of every node");
        }
        return List.of(begin
                + database.outdated().stream()
                        .map(other -> "; in the snap of " + other.host() + " " + text(other.file()))
                        .collect(Collectors.joining()));
    }

    private static String text(Schema schema) {
        return schema.version() + " (" + schema.checksum() + ")";
    }
}
