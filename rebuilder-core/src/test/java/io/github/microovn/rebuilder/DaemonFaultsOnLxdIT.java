package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FaultyProxy;
import io.github.microovn.rebuilder.testing.FaultyProxy.Way;
import io.github.microovn.rebuilder.testing.LxdInstances;
import io.github.microovn.rebuilder.testing.PrivateLxd;
import io.github.microovn.rebuilder.testing.Saboteur;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real LXD daemon, a second one of this machine, is killed or paused in the middle of a round. */
@RealLxd
class DaemonFaultsOnLxdIT {

    /** Of the calls of systemctl in a round: after the question for the services' states, and reset-failed. */
    private static final int RESTART = 3;

    private static final int SIZE = 20_000_000;

    private static @Nullable PrivateLxd daemon;
    private static @Nullable LxdInstances made;
    private static String name = "";

    @TempDir
    private Path directory;

    private PrivateLxd lxd;
    private LxdInstances instances;
    private FaultyProxy proxy;
    private FaultBench bench;
    private Saboteur saboteur;

    @BeforeAll
    static void startDaemon() {
        boolean required = Boolean.getBoolean("lab.required");
        assumeThat(required || PrivateLxd.possible())
                .as("root can start a second LXD here")
                .isTrue();
        daemon = new PrivateLxd();
        made = new LxdInstances(daemon.socket());
        name = made.create();
    }

    @AfterAll
    static void endDaemon() {
        if (daemon != null) {
            daemon.resume();
            if (made != null) {
                made.close();
            }
            daemon.close();
        }
    }

    @BeforeEach
    void prepare() {
        lxd = Objects.requireNonNull(daemon);
        instances = Objects.requireNonNull(made);
        proxy = new FaultyProxy(lxd.socket());
        bench = new FaultBench(instances, name, proxy.socket(), directory);
        saboteur = new Saboteur(instances, name);
    }

    @AfterEach
    void clear() {
        proxy.close();
        saboteur.leave();
    }

    @Test
    void aDaemonThatIsKilledDuringAnUploadFailsTheHostUntilItIsThereAgain() {
        try (Rebuilder rebuilder = bench.open()) {
            proxy.at(Way.UP, SIZE / 2, lxd::kill);
            assertFailed(bench.round(rebuilder, 1, SIZE), Step.UPLOAD);
            assertFailed(bench.round(rebuilder, 1, SIZE), Step.UPLOAD);
            lxd.restart();
            // What could not be removed is overwritten by the next upload.
            assertThat(bench.leftovers()).hasSize(1);
            bench.assertHealed(rebuilder);
        }
        bench.assertIdle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDaemonThatIsKilledWhileAScriptRunsIsHealed(boolean restarting) throws Exception {
        saboteur.install(restarting ? "systemctl" : "mv");
        try (Rebuilder rebuilder = bench.open()) {
            saboteur.pauseBefore(restarting ? RESTART : FaultBench.SECOND_SWAP);
            CompletableFuture<HostResult> round = CompletableFuture.supplyAsync(() -> bench.round(rebuilder, 1));
            saboteur.awaitDone();
            lxd.restart();
            saboteur.resume();
            assertFailed(round.get(1, TimeUnit.MINUTES), Step.SWAP);
            bench.assertHealed(rebuilder);
        }
        bench.assertIdle();
    }

    @Test
    void aDaemonThatPausesDuringAnUploadDelaysTheRound() throws Exception {
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<HostResult> round = pausedUpload(rebuilder);
            assertThat(round).isNotDone();
            lxd.resume();
            assertThat(round.get(1, TimeUnit.MINUTES).outcome()).isEqualTo(Outcome.OK);
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void aDaemonThatPausesDoesNotKeepTheUserFromLeaving() throws Exception {
        try (Rebuilder rebuilder = bench.open()) {
            CompletableFuture<HostResult> round = pausedUpload(rebuilder);
            long started = System.nanoTime();
            rebuilder.interrupt();
            assertThat(round.get(1, TimeUnit.MINUTES).outcome()).isEqualTo(Outcome.INTERRUPTED);
            // A request to the daemon may take 30 s.
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
            lxd.resume();
            bench.assertHealed(rebuilder);
        }
    }

    private CompletableFuture<HostResult> pausedUpload(Rebuilder rebuilder) {
        proxy.at(Way.UP, SIZE / 2, lxd::pause);
        CompletableFuture<HostResult> round = CompletableFuture.supplyAsync(() -> bench.round(rebuilder, 1, SIZE));
        FaultBench.await("the daemon pauses", proxy::done);
        return round;
    }

    private static void assertFailed(HostResult result, Step step) {
        assertThat(result.failure()).as("%s", result).isNotNull();
        assertThat(result.failure().step()).isEqualTo(step);
        assertThat(result.failure().reason()).contains("connection lost");
        assertThat(result.pendingTargets()).containsExactly("tool", "second");
    }
}
