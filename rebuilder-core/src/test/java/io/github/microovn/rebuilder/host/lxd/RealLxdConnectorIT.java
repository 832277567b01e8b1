package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.testing.LxdInstances;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract on an instance of a real LXD. */
@RealLxd
class RealLxdConnectorIT extends ConnectorContract {

    private static LxdInstances instances;
    private static String instance;
    private static LxdConnector connector;
    private static Host host;
    private static int tests;

    private String directory = "";

    @BeforeAll
    static void createInstance() {
        instances = new LxdInstances();
        instance = instances.create();
        connector = new LxdConnector();
        host = connector.connect(
                new HostSpec("lxd", instance),
                new ConnectOptions(
                        Duration.ofSeconds(10),
                        Map.of("LXD_SOCKET", RealLxdSocket.path().toString())));
    }

    @AfterAll
    static void removeInstance() {
        if (connector != null) {
            connector.close();
        }
        instances.close();
    }

    @BeforeEach
    void makeDirectory() {
        tests++;
        directory = "/root/it-" + tests;
        instances.sh(instance, "mkdir " + directory);
    }

    @AfterEach
    void removeDirectory() {
        instances.sh(instance, "rm -rf " + directory);
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected String remote() {
        return directory;
    }
}
