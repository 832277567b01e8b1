package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests with an SSH server that knows the user, whose home has what it takes to connect. */
@Timeout(60)
abstract class SshServedTest {

    @TempDir
    Path home;

    final SshConnector connector = new SshConnector();
    TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.ready(home);
    }

    @AfterEach
    void stop() {
        connector.close();
        server.close();
    }

    Host connect(String address, ConnectOptions options) {
        return connector.connect(new HostSpec("ssh", address), options);
    }
}
