package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import io.github.microovn.rebuilder.testing.StubHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ClusterSyncTest {

    private static final Duration TIME = Duration.ofSeconds(20);

    private static SyncResult sync(String output) {
        return new ClusterSync(StubHost.saying(0, output, "")).run(TIME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed 142 Alarm clock/5 5 /movn1,5/movn3,4/movn2,3| "
                        + "the change did not reach chassis movn2, movn3 within 20 s",
                "failed 142 Alarm clock/5 5 /movn1,5| the chassis needed more than 20 s",
                "failed 142 Alarm clock/5 4 /movn1,4| no ovn-northd took the change over within 20 s: none is active, or "
                        + "the active one does not get on ('snap logs microovn.ovn-northd')",
                "failed 1 ovn-nbctl: cannot connect//| ovn-nbctl failed: ovn-nbctl: cannot connect",
                "failed 142 Alarm clock//| ovn-nbctl failed: Alarm clock",
                "| it could not be asked: exit code 0"
            })
    void saysWhyItDidNot(String output, String reason) {
        SyncResult result = sync(output == null ? "" : output.replace('/', '\n'));

        assertThat(result.synced()).isFalse();
        assertThat(result.reason()).isEqualTo(reason);
    }

    @Test
    void namesTheChassisThatLag() {
        assertThat(sync("failed 142 x\n5 5\nmovn1,5\nmovn3,4\n").lagging()).containsExactly("movn3");
    }

    @Test
    void theHostAsksTheDatabases() {
        try (MicroOvnInstance movn = new MicroOvnInstance()) {
            movn.program("ovn-nbctl", """
                    case $* in
                      *'--timeout=20 --wait=hv sync'*) echo 'fatal_signal|WARN|terminating' >&2; kill -ALRM $$ ;;
                      *'get NB_Global . nb_cfg sb_cfg'*) echo 8; echo 8 ;;
                    esac
                    """);
            movn.program("ovn-sbctl", "echo movn1,8; echo movn2,7\n");

            assertThat(new ClusterSync(movn.host()).run(TIME).lagging()).containsExactly("movn2");

            movn.program("ovn-nbctl", "exit 0\n");
            SyncResult result = new ClusterSync(movn.host()).run(TIME);
            assertThat(result.synced()).isTrue();
            assertThat(List.of(result.reason(), result.lagging())).containsExactly("", List.of());
        }
    }
}
