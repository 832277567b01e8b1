package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedLxds;
import io.github.microovn.lxd.embedded.ManualClock;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.model.ExecRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that stays while its server goes and comes back. */
class ReconnectTest {
    @TempDir
    private Path directory;

    private EmbeddedLxd lxd;
    private LxdClient client;

    @BeforeEach
    void start() {
        lxd = server();
        client = LxdClient.builder().socket(lxd.socket()).connect();
    }

    @AfterEach
    void stop() {
        client.close();
        lxd.close();
    }

    private EmbeddedLxd server() {
        EmbeddedLxd started = EmbeddedLxds.start(directory, new ManualClock(), Duration.ofMinutes(1));
        started.addInstance("c1");
        return started;
    }

    @Test
    void aChangeAfterARestartIsMadeOnANewConnection() {
        Instance c1 = client.instance("c1");
        for (int i = 0; i < 3; i++) {
            assertThat(c1.runDetached(ExecRequest.of("true"))).isZero();

            lxd.close();
            lxd = server();
        }

        assertThat(c1.runDetached(ExecRequest.of("true"))).isZero();
    }

    @Test
    void aChangeIsNotMadeTwiceWhereOnlyItsAnswerIsLost() {
        lxd.faults().on("POST", "/1.0/instances/c1/exec").dropAfter(Long.MAX_VALUE);

        assertThatThrownBy(() -> client.instance("c1").runDetached(ExecRequest.of("true")))
                .isInstanceOf(LxdConnectionException.class);

        assertThat(lxd.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .hasSize(1);
    }
}
