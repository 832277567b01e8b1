package io.github.microovn.rebuilder.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * In which order services restart, on a host and across hosts. A pure function of what is due and of who leads.
 *
 * <p>Restarts that only their own host notices share a wave, whatever their order: it is kept on each host. That is so for
 * the switch, for a chassis and for a northd that stands by. The northd that works, and each server of a database, restart
 * when what comes before them is over on all hosts, and ready where it is of their kind: one is left that works.
 */
public final class RestartOrder {

    private final ServiceRules rules;
    private final Map<String, Set<String>> leading;

    /**
     * Orders by rules.
     *
     * @param rules what holds for each service
     * @param leading per host the services that lead or work for the others there, see {@link Restarts#leading}
     */
    public RestartOrder(ServiceRules rules, Map<String, Set<String>> leading) {
        this.rules = rules;
        this.leading = Map.copyOf(leading);
    }

    /**
     * All hosts at once, as far as the services allow.
     *
     * @param due per host the services to restart, each once; the order of the map is that of the hosts
     * @return the waves; none when nothing is due
     */
    public List<Wave> waves(Map<String, List<String>> due) {
        if (due.values().stream().filter(services -> !services.isEmpty()).count() == 1) {
            return rolling(due);
        }
        Map<Integer, List<List<Restart>>> phases = new TreeMap<>();
        due.values().stream().flatMap(List::stream).distinct().forEach(service -> {
            List<List<Restart>> phase =
                    phases.computeIfAbsent(rules.rule(service).order(), order -> new ArrayList<>());
            List<List<Restart>> own = inTurn(service, due);
            for (int i = 0; i < own.size(); i++) {
                if (phase.size() == i) {
                    phase.add(new ArrayList<>());
                }
                phase.get(i).addAll(own.get(i));
            }
        });
        List<Wave> waves = new ArrayList<>();
        phases.values().forEach(phase -> append(phase, due, waves));
        return waves;
    }

    /**
     * One host after the other, those that lead last; each is ready before the next begins.
     *
     * @param due as for {@link #waves}
     * @return one wave per host
     */
    public List<Wave> rolling(Map<String, List<String>> due) {
        Comparator<String> byOrder =
                Comparator.comparingInt(service -> rules.rule(service).order());
        return due.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Comparator.comparingLong(entry ->
                        entry.getValue().stream().filter(leads(entry.getKey())).count()))
                .map(entry -> new Wave(
                        Map.of(
                                entry.getKey(),
                                entry.getValue().stream().sorted(byOrder).toList()),
                        Set.copyOf(entry.getValue())))
                .toList();
    }

    /** One service on one host. */
    private record Restart(String host, String service, Spread spread) {}

    /** The restarts of one service: what may happen at once, one after the other. */
    private List<List<Restart>> inTurn(String service, Map<String, List<String>> due) {
        Spread spread = rules.rule(service).spread();
        List<Restart> standby = new ArrayList<>();
        List<Restart> leaders = new ArrayList<>();
        due.forEach((host, services) -> {
            if (services.contains(service)) {
                (leads(host).test(service) ? leaders : standby).add(new Restart(host, service, spread));
            }
        });
        List<List<Restart>> turns = new ArrayList<>();
        switch (spread) {
            case PARALLEL -> {
                standby.addAll(leaders);
                turns.add(standby);
            }
            case STANDBY_FIRST -> {
                turns.add(standby);
                turns.add(leaders);
            }
            case SERIAL -> {
                standby.addAll(leaders);
                standby.forEach(restart -> turns.add(List.of(restart)));
            }
        }
        return turns;
    }

    private Predicate<String> leads(String host) {
        return leading.getOrDefault(host, Set.of())::contains;
    }

    private static void append(List<List<Restart>> phase, Map<String, List<String>> due, List<Wave> waves) {
        for (int turn = 0; turn < phase.size(); turn++) {
            List<Restart> restarts = phase.get(turn);
            if (restarts.isEmpty()) {
                continue;
            }
            boolean serial = restarts.stream().anyMatch(restart -> restart.spread() == Spread.SERIAL);
            // Who works for others or is one of few waits for all hosts; the rest only for its own.
            boolean joins = turn == 0
                    && !serial
                    && !waves.isEmpty()
                    && waves.get(waves.size() - 1).awaited().isEmpty();
            Map<String, List<String>> before =
                    joins ? waves.remove(waves.size() - 1).services() : Map.of();
            List<Restart> later = phase.subList(turn + 1, phase.size()).stream()
                    .flatMap(List::stream)
                    .toList();
            waves.add(wave(before, restarts, due, serial ? names(restarts) : standbys(restarts, later)));
        }
    }

    private static Set<String> names(List<Restart> restarts) {
        return restarts.stream().map(Restart::service).collect(Collectors.toSet());
    }

    /** The one that works restarts only when those that could take over are well: else nobody would be left. */
    private static Set<String> standbys(List<Restart> restarts, List<Restart> later) {
        Set<String> standbys = names(restarts);
        standbys.retainAll(names(later));
        return standbys;
    }

    private static Wave wave(
            Map<String, List<String>> before,
            List<Restart> restarts,
            Map<String, List<String>> due,
            Set<String> awaited) {
        Map<String, List<String>> services = new LinkedHashMap<>();
        for (String host : due.keySet()) {
            List<String> own = new ArrayList<>(before.getOrDefault(host, List.of()));
            restarts.stream()
                    .filter(restart -> restart.host().equals(host))
                    .map(Restart::service)
                    .forEach(own::add);
            if (!own.isEmpty()) {
                services.put(host, own);
            }
        }
        return new Wave(services, awaited);
    }
}
