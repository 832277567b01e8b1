package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.deploy.Deployer.Steps;
import io.github.microovn.rebuilder.service.RestartOrder;
import io.github.microovn.rebuilder.service.Wave;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The second half of a round: hosts that have staged swap, restart wave by wave, and are waited for. */
final class Rollout {

    private final Session session;
    private final Interruption interruption;

    Rollout(Session session, Interruption interruption) {
        this.session = session;
        this.interruption = interruption;
    }

    /** Takes all rounds that have staged to their end. */
    void run(List<HostRound> rounds, Steps steps) {
        List<Wave> waves = waves(rounds, session.settings().rolling());
        List<String> stalled = new ArrayList<>();
        steps.take(round -> round.busy() && round.due().isEmpty(), round -> apply(round, List.of()));
        for (int i = 0; i < waves.size(); i++) {
            Map<String, List<String>> services = waves.get(i).without(stalled).services();
            steps.take(
                    round -> services.containsKey(round.host()),
                    round -> apply(round, services.getOrDefault(round.host(), List.of())));
            if (waves.get(i).awaited() && i + 1 < waves.size()) {
                steps.take(round -> services.containsKey(round.host()), HostRound::await);
                rounds.forEach(round -> stalled.addAll(round.unwell()));
                rounds.stream()
                        .filter(round -> round.ended() && services.containsKey(round.host()))
                        .forEach(round -> stalled.addAll(services.getOrDefault(round.host(), List.of())));
            }
        }
        steps.take(HostRound::busy, HostRound::finish);
    }

    private List<Wave> waves(List<HostRound> rounds, boolean rolling) {
        Map<String, List<String>> due = new LinkedHashMap<>();
        Map<String, Set<String>> leading = new LinkedHashMap<>();
        for (HostRound round : rounds) {
            if (round.busy() && !round.ended()) {
                due.put(round.host(), round.due());
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
