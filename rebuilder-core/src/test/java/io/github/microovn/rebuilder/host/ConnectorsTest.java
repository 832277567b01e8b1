package io.github.microovn.rebuilder.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.testing.FakeConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorsTest {

    private static final ConnectOptions OPTIONS = new ConnectOptions(Duration.ofSeconds(2), Map.of());

    private static final String KNOWN = "incus, local, lxd, ssh";

    @Test
    void theConnectorsOfThisProgramAreFoundByServiceLoader() {
        try (Connectors connectors = Connectors.load()) {
            assertThatThrownBy(() -> connectors.require(List.of(new HostSpec("docker", "a"), new HostSpec("lxd", "b"))))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("docker is not a valid connector type. Available types: " + KNOWN);
            assertThatThrownBy(() -> connectors.connect(new HostSpec("foo", "a"), OPTIONS))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("foo is not a valid connector type. Available types: " + KNOWN);
        }
    }

    @Test
    void aNameThatNoInstanceCanHaveIsRefusedBeforeTheDaemonIsAsked() {
        try (Connectors connectors = Connectors.load()) {
            assertThatThrownBy(() -> connectors.connect(new HostSpec("lxd", "a/../b"), OPTIONS))
                    .isInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("'a/../b' is not the name of an LXD instance");
        }
    }

    @Test
    void closingClosesEveryConnector() {
        FakeConnector connector = new FakeConnector(List.of());

        new Connectors(List.of(connector)).close();

        assertThat(connector.closed()).isTrue();
        assertThat(connector.syntax()).isEqualTo("fake:NAME");
    }
}
