package io.github.microovn.rebuilder.host.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a daemon that speaks as Incus does, while another place belongs to an LXD that is not there. */
class EmbeddedIncusContractTest extends ConnectorContract {

    @TempDir
    private Path directory;

    private final IncusConnector connector = new IncusConnector();
    private EmbeddedLxd incus;
    private Host host;

    @BeforeEach
    void open() throws IOException {
        incus = EmbeddedLxd.startIncus(directory);
        EmbeddedInstance instance = incus.addInstance("c1");
        Files.createDirectories(instance.file("/root/it"));
        host = connector.connect(new HostSpec("incus", "c1"), options());
    }

    private ConnectOptions options() {
        Map<String, String> variables =
                Map.of("INCUS_SOCKET", incus.socket().toString(), "LXD_SOCKET", "/nowhere/lxd.socket");
        return new ConnectOptions(Duration.ofSeconds(5), variables);
    }

    @AfterEach
    void close() {
        host.close();
        connector.close();
        incus.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected String remote() {
        return "/root/it";
    }

    @Test
    void itSpeaksOfIncus() {
        assertThat(connector.syntax()).isEqualTo("incus:[REMOTE:]INSTANCE[?project=NAME]");
        assertThat(host.description()).isEqualTo("Incus instance c1");
        assertThatThrownBy(() -> connector.connect(new HostSpec("incus", "nobody"), options()))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageEndingWith("there is no Incus instance 'nobody'; 'incus list' shows what there is");
    }
}
