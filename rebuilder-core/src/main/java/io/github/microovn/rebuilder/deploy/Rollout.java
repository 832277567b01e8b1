package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.deploy.Deployer.Steps;
import io.github.microovn.rebuilder.service.RestartOrder;
import io.github.microovn.rebuilder.service.Wave;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The second half of a round: hosts that have staged swap, restart wave by wave, and are waited for. */
final class Rollout {

    private final Session session;
    private final Interruption interruption;

    Rollout(Session session, Interruption interruption) {
        this.session = session;
        this.interruption = interruption;
    }

    /** Takes all rounds that have staged to their end; something is done when all are ready that are going to be. */
    void run(List<HostRound> rounds, Steps steps, SchemaRound schemas, Runnable afterwards) {
        Map<String, Set<String>> stalled = new TreeMap<>();
        steps.take(round -> round.busy() && round.due().isEmpty(), round -> apply(round, List.of()));
        if (schemas.due()) {
            // A database gets its schema when its servers are what they will be, and before anybody works on it who
            // needs it.
            restart(rounds, steps, session.rules()::precedesSchemas, true, stalled);
            steps.take(round -> round.busy() && !round.applied(), round -> apply(round, List.of()));
            schemas.convert();
            restart(rounds, steps, service -> !session.rules().precedesSchemas(service), false, stalled);
        } else {
            restart(rounds, steps, service -> true, false, stalled);
        }
        steps.take(HostRound::busy, round -> round.await(round.due()));
        afterwards.run();
        steps.take(HostRound::busy, round -> round.finish(stalled));
    }

    /** Restarts some of what is due; with more to come also the last of them are waited for that others have to wait for. */
    private void restart(
            List<HostRound> rounds,
            Steps steps,
            Predicate<String> which,
            boolean more,
            Map<String, Set<String>> stalled) {
        List<Wave> waves = waves(rounds, which, session.settings().rolling());
        for (int i = 0; i < waves.size(); i++) {
            Map<String, List<String>> services =
                    waves.get(i).without(stalled.keySet()).services();
            steps.take(
                    round -> services.containsKey(round.host()),
                    round -> apply(round, services.getOrDefault(round.host(), List.of())));
            Set<String> awaited = waves.get(i).awaited();
            if (!awaited.isEmpty() && (more || i + 1 < waves.size())) {
                steps.take(round -> services.containsKey(round.host()), round -> round.await(awaited));
                rounds.stream()
                        .filter(round -> services.containsKey(round.host()))
                        .forEach(round -> (round.ended()
                                        ? services.getOrDefault(round.host(), List.of())
                                        : round.unwell())
                                .forEach(service -> stalled.computeIfAbsent(service, name -> new TreeSet<>())
                                        .add(round.host())));
            }
        }
    }

    private List<Wave> waves(List<HostRound> rounds, Predicate<String> which, boolean rolling) {
        Map<String, List<String>> due = new LinkedHashMap<>();
        Map<String, Set<String>> leading = new LinkedHashMap<>();
        for (HostRound round : rounds) {
            if (round.busy() && !round.ended()) {
                due.put(round.host(), round.due().stream().filter(which).toList());
                leading.put(round.host(), round.leading());
            }
        }
        RestartOrder order = new RestartOrder(session.rules(), leading);
        return rolling ? order.rolling(due) : order.waves(due);
    }

    /** Who has begun is finished, also when the user wants to end. */
    private void apply(HostRound round, List<String> services) {
        if (!round.applied() && interruption.requested()) {
            round.abandon();
        } else {
            round.apply(services);
        }
    }
}
