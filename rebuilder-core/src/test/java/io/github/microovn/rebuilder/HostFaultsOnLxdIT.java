package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.testing.FaultyProxy.Way;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Things go wrong on an instance of a real LXD in the middle of a round. */
class HostFaultsOnLxdIT extends BreakableRounds {

    /** Everything that changes something there, from the lock to the ledger after the last look at the services. */
    @Test
    void aScriptThatIsKilledAtAnyStepIsHealedByTheNextRound() {
        saboteur.install("mv", "ln", "systemctl");
        try (Rebuilder rebuilder = bench.open()) {
            saboteur.count();
            assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
            List<String> calls = saboteur.calls();
            assertThat(calls).contains("mv", "ln", "systemctl").hasSizeGreaterThan(10);
            for (int call = 1; call <= calls.size(); call++) {
                saboteur.killAt(call, call % 2 == 0);
                HostResult result = bench.round(rebuilder, 1 + call);
                // How often the host is asked until it is ready depends on how fast it is.
                boolean killed = saboteur.done();
                saboteur.count();
                assertThat(result.outcome())
                        .as("%s", result)
                        .isIn(killed ? List.of(Outcome.FAILED, Outcome.OK) : List.of(Outcome.OK));
                bench.assertHealed(rebuilder);
            }
        }
        try (Rebuilder rebuilder = bench.open()) {
            assertThat(bench.leftovers()).isEmpty();
            bench.assertHealed(rebuilder);
        }
        bench.assertIdle();
    }

    /** What a rename replaces, the file system writes in order; what is new could be empty after a loss of power. */
    @Test
    void onlyWhatHasNoPredecessorIsWrittenToTheDiskByForce() {
        saboteur.install("sync");
        instances.sh(name, "rm " + FaultBench.PLACE + "/second");
        try (Rebuilder rebuilder = bench.open()) {
            saboteur.count();
            assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
            assertThat(saboteur.calls()).as("the ledger, a program").containsExactly("sync", "sync");
            saboteur.count();
            assertThat(bench.round(rebuilder, 2).outcome()).isEqualTo(Outcome.OK);
            assertThat(saboteur.calls()).isEmpty();
        }
    }

    @Test
    void anInstanceThatStopsDuringAnUploadFailsAndCatchesUp() throws Exception {
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            // Not in the way of the upload: LXD does not end an instance while somebody writes to it.
            proxy.at(
                    Way.UP,
                    SIZE / 2,
                    () -> stopped.completeAsync(() -> {
                        instances.stop(name);
                        return null;
                    }));
            HostResult result = bench.round(rebuilder, 1, SIZE);
            stopped.get(1, TimeUnit.MINUTES);
            assertFailed(result, "the instance is stopped; start it with 'lxc start " + name + "'");
            startAgain();
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void anInstanceThatIsFrozenDuringAnUploadFailsAndCatchesUp() {
        try (Rebuilder rebuilder = bench.open()) {
            proxy.at(Way.UP, SIZE / 2, () -> instances.freeze(name));
            assertFailed(bench.round(rebuilder, 1, SIZE), "the instance is frozen; resume it with 'lxc start " + name);
            instances.start(name);
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void anInstanceThatStopsBetweenTwoSwapsFailsAndCatchesUp() throws Exception {
        saboteur.install("mv");
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<HostResult> round = pausedBetweenSwaps(rebuilder);
            instances.stop(name);
            HostResult result = round.get(1, TimeUnit.MINUTES);
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            startAgain();
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void anInstanceThatIsFrozenForAMomentBetweenTwoSwapsGoesOnOrCatchesUp() throws Exception {
        saboteur.install("mv");
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<HostResult> round = pausedBetweenSwaps(rebuilder);
            instances.freeze(name);
            instances.start(name);
            saboteur.resume();
            HostResult result = round.get(1, TimeUnit.MINUTES);
            // Whoever looks just then sees it frozen, and gives up.
            if (result.outcome() != Outcome.OK) {
                assertFailed(result, "the instance is fr"); // freezing or frozen
            }
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void anInstanceThatIsDeletedDuringARoundAndMadeAnewIsDeployedToAgain() throws Exception {
        saboteur.install("mv");
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<HostResult> round = pausedBetweenSwaps(rebuilder);
            instances.delete(name);
            assertThat(round.get(1, TimeUnit.MINUTES).outcome()).isEqualTo(Outcome.FAILED);
            assertFailed(rebuilder.round().hosts().get(0), "there is no LXD instance '" + name + "'");
            instances.create(name);
            bench.renew();
            // What a new instance has is not known, and its lock is nobody's: the first round finds out.
            bench.round(rebuilder, 2);
            bench.assertHealed(rebuilder);
        }
    }

    private CompletableFuture<HostResult> pausedBetweenSwaps(Rebuilder rebuilder) {
        assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
        saboteur.pauseBefore(FaultBench.SECOND_SWAP);
        CompletableFuture<HostResult> round = CompletableFuture.supplyAsync(() -> bench.round(rebuilder, 2));
        saboteur.awaitDone();
        return round;
    }

    private static void assertFailed(HostResult result, String reason) {
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().reason()).contains(reason);
        assertThat(result.pendingTargets()).isNotEmpty();
    }

    private void startAgain() {
        instances.start(name);
        bench.remember();
    }
}
