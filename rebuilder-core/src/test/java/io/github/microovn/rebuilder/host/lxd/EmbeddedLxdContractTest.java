package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EmbeddedLxdContractTest extends ConnectorContract {

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance instance = lxd.addInstance("c1");
    private final LxdConnector connector = new LxdConnector();
    private Host host;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(instance.file("/root/it"));
        host = connector.connect(
                new HostSpec("lxd", "c1"),
                new ConnectOptions(
                        Duration.ofSeconds(5), Map.of("LXD_SOCKET", lxd.socket().toString())));
    }

    @AfterEach
    void close() {
        host.close();
        connector.close();
        lxd.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected String remote() {
        return "/root/it";
    }
}
