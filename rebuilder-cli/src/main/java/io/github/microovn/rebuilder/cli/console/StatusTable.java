package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.FileStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.HostStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.ServiceStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The status of hosts as a table: a line for each target and service, a column for each host. */
public final class StatusTable {

    private StatusTable() {}

    /**
     * The table.
     *
     * @param status the status
     * @return its lines, and below them what is wrong with services and hosts
     */
    public static List<String> lines(ClusterStatus status) {
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
        List<String> hosts = status.hosts().stream().map(HostStatus::host).toList();
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(hosts);
        table.add(head);
        rows.forEach((name, cells) -> {
            List<String> row = new ArrayList<>(List.of(name));
            hosts.forEach(host -> row.add(cells.getOrDefault(host, "unknown")));
            table.add(row);
        });
        List<String> lines = aligned(table);
        lines.addAll(remarks);
        return lines;
    }

    private static void put(Map<String, Map<String, String>> rows, String row, String host, String cell) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(host, cell);
    }

    private static String cell(FileStatus file) {
        String name = file.state().name().toLowerCase(Locale.ROOT);
        String round = file.round().isPresent() ? " (round " + file.round().getAsInt() + ")" : "";
        return name + round + (file.pending() ? " *" : "");
    }

    private static String cell(ServiceStatus service) {
        if (!service.wanted()) {
            return "disabled";
        }
        return (service.healthy() ? "healthy" : "NOT HEALTHY") + (service.restartOwed() ? ", restart owed *" : "");
    }

    private static List<String> aligned(List<List<String>> table) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int place = column;
                int width = table.stream()
                        .mapToInt(other -> other.get(place).length())
                        .max()
                        .orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width + 2 - row.get(column).length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
