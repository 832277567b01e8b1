package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.TargetKind;
import io.github.microovn.rebuilder.deploy.ClusterStatus.FileStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.HostStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.ServiceStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.State;
import io.github.microovn.rebuilder.deploy.HostState.Standing;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.Item;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.ledger.Entry;
import io.github.microovn.rebuilder.service.Awaited;
import io.github.microovn.rebuilder.service.Health;
import io.github.microovn.rebuilder.service.Readiness;
import io.github.microovn.rebuilder.service.Readiness.Afterwards;
import io.github.microovn.rebuilder.service.RestartOrder;
import io.github.microovn.rebuilder.service.ServiceState;
import io.github.microovn.rebuilder.service.Wave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** Says how a host is and what a deployment would do there. Changes nothing. */
final class Inspector {

    private final Session session;
    private final Planner planner;

    Inspector(Session session, Planner planner) {
        this.session = session;
        this.planner = planner;
    }

    /** What a deployment would do on a host that was looked at. */
    HostPlan plan(Member member, Supplier<Observation> look, Desired desired) {
        try {
            return plan(member, look.get(), desired);
        } catch (RebuilderException e) {
            String problem = String.valueOf(e.getMessage());
            return new HostPlan(member.name(), problem, List.of(), List.of(), List.of());
        }
    }

    private HostPlan plan(Member member, Observation found, Desired desired) {
        HostState state = HostState.of(found);
        Map<Target, Standing> standings = planner.standings(member, state, desired);
        List<Item> items = new ArrayList<>();
        for (Target target : desired.scope().of(session.targets())) {
            items.add(item(member, found, state, target, Optional.ofNullable(standings.get(target)), desired));
        }
        List<String> due = planner.deploy(member, state, desired, false).restarts();
        List<String> wanted =
                due.stream().filter(service -> wanted(found, service)).toList();
        List<String> left =
                due.stream().filter(service -> !wanted(found, service)).toList();
        List<String> owed = List.copyOf(state.ledger().hooks());
        return new HostPlan(member.name(), "", items, inOrder(member.name(), wanted), left, owed, List.of(), List.of());
    }

    private List<String> inOrder(String host, List<String> services) {
        return new RestartOrder(session.rules(), Map.of())
                .rolling(Map.of(host, services)).stream()
                        .map(Wave::services)
                        .flatMap(wave -> wave.getOrDefault(host, List.of()).stream())
                        .toList();
    }

    private static boolean wanted(Observation found, String service) {
        ServiceState state = found.services().get(service);
        return state == null || state.wanted();
    }

    private static Item item(
            Member member,
            Observation found,
            HostState state,
            Target target,
            Optional<Standing> standing,
            Desired desired) {
        String path = target.remotePathIn(member.directory());
        if (standing.isEmpty()) {
            return new Item(target.localPath(), path, Action.SKIP, "it is not built here");
        }
        String reason = switch (standing.get()) {
            case SAME -> "the host has it";
            case FOREIGN -> "it differs, and was never deployed there; --all does it";
            case WITHHELD -> "it was taken back there, and has not changed since; --all does it";
            case OWED ->
                why(state, path)
                        + (target.kind() == TargetKind.OVSDB_SCHEMA ? "; then its database is converted, once" : "");
        };
        boolean owed = state.ledger().schemas().owed().contains(path);
        if (standing.get() == Standing.SAME && owed) {
            return new Item(target.localPath(), path, Action.CONVERT, "the host has it, its database perhaps not yet");
        }
        if (standing.get() != Standing.OWED) {
            return new Item(target.localPath(), path, Action.SKIP, reason);
        }
        Optional<String> obstacle = obstacle(found, target, desired);
        return new Item(
                target.localPath(),
                path,
                obstacle.isPresent() ? Action.BLOCKED : Action.UPLOAD,
                obstacle.orElse(reason));
    }

    private static String why(HostState state, String path) {
        if (state.seen(path).content().isEmpty()) {
            return "the host does not have it";
        }
        return state.ledger().entry(path).filter(Entry::deployed).isPresent()
                ? state.drifted(path) ? "somebody else has changed it there" : "it has changed since it was deployed"
                : "it was built here";
    }

    private static Optional<String> obstacle(Observation found, Target target, Desired desired) {
        long size = desired.files().get(target).map(Fingerprint::sizeBytes).orElse(0L);
        if (found.facts().freeKiB() * 1024 < 2 * size) {
            return Optional.of(
                    "there is too little space: " + found.facts().freeKiB() + " KiB, twice the file is needed");
        }
        return target.services().stream()
                .filter(service -> {
                    ServiceState state = found.services().get(service);
                    return state != null && !state.known();
                })
                .map(service -> "there is no service " + service)
                .findFirst();
    }

    /** How a host is, as it is found now. */
    HostStatus status(Member member, Optional<Lease> lease, Desired desired) {
        try {
            Observation found = member.observer().observe(lease);
            HostState state = HostState.of(found);
            List<FileStatus> files = new ArrayList<>();
            Map<Target, Standing> standings = planner.standings(member, state, desired);
            for (Target target : desired.scope().of(session.targets())) {
                files.add(file(member, state, target, Optional.ofNullable(standings.get(target))));
            }
            return new HostStatus(
                    member.name(), "", Optional.of(found.facts()), files, services(member, found, state, desired));
        } catch (RebuilderException e) {
            return new HostStatus(
                    member.name(), String.valueOf(e.getMessage()), Optional.empty(), List.of(), List.of());
        }
    }

    private static FileStatus file(Member member, HostState state, Target target, Optional<Standing> standing) {
        String path = target.remotePathIn(member.directory());
        Optional<Entry> entry = state.ledger().entry(path);
        boolean deployed = entry.filter(Entry::deployed).isPresent();
        State how;
        if (state.seen(path).content().isEmpty()) {
            how = State.MISSING;
        } else if (state.drifted(path)) {
            how = State.DRIFTED;
        } else if (!deployed) {
            how = State.STOCK;
        } else {
            how = standing.filter(Standing.OWED::equals).isPresent() ? State.STALE : State.DEPLOYED;
        }
        return new FileStatus(
                target.localPath(),
                path,
                how,
                entry.map(Entry::round).orElse(OptionalInt.empty()),
                state.seen(path).sha256(),
                standing.filter(Standing.OWED::equals).isPresent(),
                state.ledger().schemas().owed().contains(path));
    }

    private List<ServiceStatus> services(Member member, Observation found, HostState state, Desired desired) {
        Set<String> named = new LinkedHashSet<>();
        desired.scope().of(session.targets()).forEach(target -> named.addAll(target.services()));
        named.retainAll(found.services().keySet());
        List<Awaited> asked = named.stream()
                .filter(service -> wanted(found, service))
                .map(service -> new Awaited(service, "", Checkup.programs(session, member, state, service), Map.of()))
                .toList();
        Map<String, Health> healths = new HashMap<>();
        if (!asked.isEmpty()) {
            new Readiness(member.host(), session.rules())
                    .await(asked, Duration.ZERO, Afterwards.NOTHING)
                    .forEach(health -> healths.put(health.service(), health));
        }
        List<ServiceStatus> services = new ArrayList<>();
        for (String service : named) {
            Health health = healths.get(service);
            services.add(new ServiceStatus(
                    service,
                    wanted(found, service),
                    health == null || health.ready(),
                    health == null ? "" : health.reason(),
                    state.ledger().restarts().contains(service)));
        }
        return services;
    }
}
