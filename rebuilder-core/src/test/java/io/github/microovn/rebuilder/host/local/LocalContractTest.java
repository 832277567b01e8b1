package io.github.microovn.rebuilder.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalContractTest extends ConnectorContract {

    private static final ConnectOptions OPTIONS = new ConnectOptions(Duration.ofSeconds(10), Map.of());

    @TempDir
    private Path directory;

    private final LocalConnector connector = new LocalConnector();
    private Host host;

    /** Where a user may not become root without a password, this machine is no host. */
    @BeforeEach
    void open() {
        Assumptions.assumeTrue(connector.obstacle(OPTIONS).isEmpty());
        host = connector.connect(HostSpec.parse("local:"), OPTIONS);
    }

    @AfterEach
    void close() {
        host.close();
        connector.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected String remote() {
        return directory.toString();
    }

    @Test
    void thisMachineIsNamedLocalhost() {
        assertThat(host.name()).isEqualTo("localhost");
        assertThat(host.description()).isEqualTo("this machine");
        assertThat(connector.syntax()).isEqualTo("local:");
    }

    @Test
    void anotherMachineIsRefused() {
        assertThatThrownBy(() -> connector.connect(HostSpec.parse("local:lab9"), OPTIONS))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("takes no address; another one is ssh:HOST");
    }

    @Test
    void theDeadlineEndsWhatACommandStartedToo() throws Exception {
        assertKilled("(sleep 3; : > \"$1\") & sleep 60");
    }

    @Test
    void aDaemonThatKeepsItsOutputOpenDoesNotHoldUpItsStarter() {
        Command command = Command.script("daemon", "echo started; setsid sleep 5 &", List.of());

        assertThat(host.run(command.withTimeout(Duration.ofSeconds(3))).stdout())
                .isEqualTo("started\n");
    }
}
