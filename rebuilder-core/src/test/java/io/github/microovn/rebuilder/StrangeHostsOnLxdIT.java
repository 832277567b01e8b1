package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody or something has been at an instance of a real LXD between two rounds. */
class StrangeHostsOnLxdIT extends OnSharedInstance {

    private static final String HOME = "/var/lib/microovn-rebuilder";

    private FaultBench bench;

    @BeforeEach
    void prepare() {
        bench = new FaultBench(instances, name, RealLxdSocket.path(), directory);
    }

    @Test
    void aFileThatSomebodyHasTouchedIsReplacedAndKeepsOwnerAndPermissions() {
        try (Rebuilder rebuilder = bench.open()) {
            assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
            int variant = 2;
            for (String how : List.of(
                    "rm tool",
                    "rm tool; ln -s nowhere tool",
                    "mv tool elsewhere; ln -s elsewhere tool",
                    "cp -p tool t; mv t tool")) {
                sh("cd " + FaultBench.PLACE + "; " + how);
                assertThat(bench.round(rebuilder, variant++).outcome()).as(how).isEqualTo(Outcome.OK);
                bench.assertHealed(rebuilder);
            }
        }
    }

    @Test
    void aDirectoryInPlaceOfAFileFailsTheHostAndNothingIsReplacedThere() {
        try (Rebuilder rebuilder = bench.open()) {
            sh("cd " + FaultBench.PLACE + "; mv tool aside; mkdir tool");
            HostResult result = bench.round(rebuilder, 1);
            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().reason()).contains("a directory is in its place");
            assertThat(result.pendingTargets()).containsExactly("tool", "second");
            sh("cd " + FaultBench.PLACE + "; rmdir tool; mv aside tool");
            bench.assertHealed(rebuilder);
        }
    }

    /** As one that is mounted over, or immutable, cannot. */
    @Test
    void aFileThatCannotBeReplacedFailsTheHostAndKeepsNothingElseFromBeingDeployed() {
        sh("cd " + FaultBench.PLACE + "; mount --bind second second");
        try (Rebuilder rebuilder = bench.open()) {
            HostResult result = bench.round(rebuilder, 1);
            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().reason())
                    .startsWith("Failed to replace remote file " + FaultBench.PLACE + "/second: ")
                    .contains("Device or resource busy");
            assertThat(result.deployed()).containsExactly("tool");
            assertThat(result.pendingTargets()).containsExactly("second");
            assertThat(bench.leftovers()).isEmpty();
            sh("umount " + FaultBench.PLACE + "/second");
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void aRecordThatIsGoneOrHasNoPlaceFailsTheRoundBeforeAnythingIsReplaced() {
        try (Rebuilder rebuilder = bench.open()) {
            assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
            sh("rm -r " + HOME);
            assertNothingReplaced(rebuilder, 2, "the lock on it is gone");
            bench.assertHealed(rebuilder);

            sh("cp -a " + HOME + " /root/home && mount -t tmpfs -o size=64k tmpfs " + HOME
                    + " && cp -a /root/home/lock " + HOME + " && mkdir " + HOME + "/objects && rm -r /root/home");
            assertNothingReplaced(rebuilder, 3, "No space left on device");
            sh("umount " + HOME);
            bench.assertHealed(rebuilder);

            sh("mount --bind " + HOME + " " + HOME + " && mount -o remount,ro,bind " + HOME);
            assertNothingReplaced(rebuilder, 4, "the lock on it is gone");
            sh("umount -l " + HOME);
            bench.assertHealed(rebuilder);
        }
    }

    private void assertNothingReplaced(Rebuilder rebuilder, int variant, String reason) {
        String before = sh("sha256sum " + FaultBench.PLACE + "/*");
        HostResult result = bench.round(rebuilder, variant);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().reason()).contains(reason);
        assertThat(result.pendingTargets()).containsExactly("tool", "second");
        assertThat(sh("sha256sum " + FaultBench.PLACE + "/*")).isEqualTo(before);
    }

    @Test
    void aLedgerThatIsDamagedIsReplacedByWhatIsThereWithAWarning() {
        try (Rebuilder rebuilder = bench.open()) {
            assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
        }
        sh("cp " + HOME + "/ledger.json /root");
        for (String how : List.of("rm l", ": > l", "head -c 200 ledger.json > l", "tr : 9 < ledger.json > l")) {
            sh("cd /root; cp ledger.json l; rm " + HOME + "/ledger.json; " + how + "; [ ! -e l ] || mv l " + HOME
                    + "/ledger.json");
            bench.events().clear();
            try (Rebuilder rebuilder = bench.open()) {
                assertThat(bench.events()).as(how).anyMatch(HostEvent.LedgerRebuilt.class::isInstance);
                bench.assertHealed(rebuilder);
            }
        }
    }

    @Test
    void oneInstanceByTwoNamesIsRefused() {
        for (String other : List.of("lxd:local:" + name, "lxd:" + name + "?project=default")) {
            assertThatThrownBy(() -> bench.open("lxd:" + name, other).close())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("a machine that this run works on already, by another name; name it once");
        }
        bench.open().close();
    }
}
