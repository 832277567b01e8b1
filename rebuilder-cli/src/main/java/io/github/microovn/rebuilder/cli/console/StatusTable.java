package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.FileStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.HostStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.ServiceStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The status of hosts as a table: a line for each target and service, a column for each host. Where not all columns fit beside
 * each other, names lose their directories, and what still does not fit is another table below.
 */
public final class StatusTable {

    /** Blanks between two columns. */
    private static final int GAP = 2;

    private StatusTable() {}

    /**
     * The table.
     *
     * @param status the status
     * @param columns how many characters fit into a line
     * @return its lines, and below them what is wrong with services and hosts
     */
    public static List<String> lines(ClusterStatus status, int columns) {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        for (HostStatus host : status.hosts()) {
            String who = "[" + host.host() + "] ";
            if (!host.problem().isEmpty()) {
                remarks.add(who + host.problem());
            }
            host.files().forEach(file -> put(rows, file.target(), host.host(), cell(file)));
            for (ServiceStatus service : host.services()) {
                put(rows, service.service(), host.host(), cell(service));
                if (!service.healthy()) {
                    remarks.add(who + service.service() + " is not healthy: " + service.reason());
                }
            }
        }
        List<List<String>> table = new ArrayList<>();
        table.add(column("", rows.keySet()));
        for (HostStatus host : status.hosts()) {
            table.add(column(
                    host.host(),
                    rows.values().stream()
                            .map(row -> row.getOrDefault(host.host(), "unknown"))
                            .toList()));
        }
        List<String> lines = fitting(table, columns);
        lines.addAll(remarks);
        return lines;
    }

    private static List<String> column(String head, Collection<String> cells) {
        List<String> column = new ArrayList<>(List.of(head));
        column.addAll(cells);
        return column;
    }

    private static List<String> fitting(List<List<String>> table, int columns) {
        List<String> names = table.get(0);
        if (table.stream().mapToInt(StatusTable::width).sum() - GAP > columns) {
            List<String> last = names.stream()
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .toList();
            names = last.stream().distinct().count() == last.size() ? last : names;
        }
        List<String> lines = new ArrayList<>();
        List<List<String>> beside = new ArrayList<>(List.of(names));
        int room = columns + GAP - width(names);
        for (List<String> host : table.subList(1, table.size())) {
            if (width(host) > room && beside.size() > 1) {
                lines.addAll(aligned(beside));
                lines.add("");
                beside = new ArrayList<>(List.of(names));
                room = columns + GAP - width(names);
            }
            beside.add(host);
            room -= width(host);
        }
        lines.addAll(aligned(beside));
        return lines;
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(String::length).max().orElse(0) + GAP;
    }

    private static void put(Map<String, Map<String, String>> rows, String row, String host, String cell) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(host, cell);
    }

    private static String cell(FileStatus file) {
        String name = file.state().name().toLowerCase(Locale.ROOT);
        String round = file.round().isPresent() ? " (round " + file.round().getAsInt() + ")" : "";
        return name
                + round
                + (file.conversionOwed() ? ", conversion owed" : "")
                + (file.pending() || file.conversionOwed() ? " *" : "");
    }

    private static String cell(ServiceStatus service) {
        if (!service.wanted()) {
            return "disabled";
        }
        return (service.healthy() ? "healthy" : "NOT HEALTHY") + (service.restartOwed() ? ", restart owed *" : "");
    }

    private static List<String> aligned(List<List<String>> columns) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < columns.get(0).size(); row++) {
            StringBuilder line = new StringBuilder();
            for (List<String> column : columns) {
                String cell = column.get(row);
                line.append(cell).append(" ".repeat(width(column) - cell.length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
