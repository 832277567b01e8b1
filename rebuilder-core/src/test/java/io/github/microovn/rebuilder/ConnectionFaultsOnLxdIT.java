package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FaultyProxy.Way;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection to a real LXD is cut: anywhere in a round. */
class ConnectionFaultsOnLxdIT extends BreakableRounds {

    private static final int CUTS = 7;
    /** From the first byte to the last: of what is sent, or of what is answered. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aCutAnywhereInARoundIsHealedByTheNext(Way way) {
        try (Rebuilder rebuilder = bench.open()) {
            proxy.reset();
            assertThat(bench.round(rebuilder, 1, SIZE).outcome()).isEqualTo(Outcome.OK);
            long bytes = proxy.passed(way);
            for (int i = 0; i < CUTS; i++) {
                proxy.cutAt(way, i * (bytes - 1) / (CUTS - 1));
                HostResult result = bench.round(rebuilder, i + 2, SIZE);
                // A question that was cut before it was answered is asked again.
                assertThat(result.outcome()).as("%s", result).isIn(Outcome.OK, Outcome.FAILED);
                if (result.failure() != null) {
                    assertThat(result.failure().reason()).contains("connection lost");
                }
                bench.assertHealed(rebuilder);
            }
        }
        bench.assertIdle();
    }

    @Test
    void anUploadThatIsCutInTheMiddleFailsTheHostAndRemovesWhatHasArrived() {
        try (Rebuilder rebuilder = bench.open()) {
            proxy.cutAt(Way.UP, SIZE / 2);
            HostResult result = bench.round(rebuilder, 1, SIZE);
            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().step()).isEqualTo(Step.UPLOAD);
            assertThat(result.failure().reason()).contains("connection lost");
            assertThat(result.pendingTargets()).containsExactly("tool", "second");
            assertThat(bench.leftovers()).isEmpty();
            bench.assertHealed(rebuilder);
        }
    }

    /** Nobody hears what the script says that goes on there. */
    @Test
    void aCutBetweenTwoSwapsIsHealedByTheNextRound() throws Exception {
        saboteur.install("mv");
        try (Rebuilder rebuilder = bench.open()) {
            saboteur.pauseBefore(FaultBench.SECOND_SWAP);
            CompletableFuture<HostResult> round = CompletableFuture.supplyAsync(() -> bench.round(rebuilder, 1));
            saboteur.awaitDone();
            proxy.cut();
            saboteur.resume();
            HostResult result = round.get(1, TimeUnit.MINUTES);
            assertThat(result.outcome()).as("%s", result).isIn(Outcome.FAILED, Outcome.OK);
            bench.assertHealed(rebuilder);
        }
        bench.assertIdle();
    }

    @Test
    void whatAnUnreachableHostHasStagedIsSweptAtTheNextConnection() {
        try (Rebuilder rebuilder = bench.open()) {
            proxy.at(Way.UP, SIZE / 2, () -> proxy.refuse(true));
            assertThat(bench.round(rebuilder, 1, SIZE).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(bench.leftovers()).hasSize(1);
        }
        proxy.refuse(false);
        // The lock's minute is over.
        instances.sh(name, "rm /var/lib/microovn-rebuilder/lock; touch /var/lib/microovn-rebuilder/.lock.0");
        bench.events().clear();
        try (Rebuilder rebuilder = bench.open()) {
            assertThat(bench.leftovers()).isEmpty();
            assertThat(bench.events()).anyMatch(HostEvent.Swept.class::isInstance);
            bench.assertHealed(rebuilder);
        }
    }
}
