package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a server in this process whose login shell greets on both outputs. */
class SshContractTest extends ConnectorContract {

    @TempDir
    private Path home;

    @TempDir
    private Path directory;

    private final SshConnector connector = new SshConnector();
    private TestServer server;
    private Host host;

    @BeforeEach
    void open() {
        server = TestServer.ready(home);
        server.loginShell("echo 'Welcome to lab9!'; echo 'Mind the step.' >&2");
        host = connector.connect(new HostSpec("ssh", server.address()), server.options());
    }

    @AfterEach
    void close() {
        host.close();
        connector.close();
        server.close();
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
    void aHostIsNamedAsTheUserDid() {
        assertThat(host.name()).isEqualTo(server.address());
        assertThat(host.description()).isEqualTo("SSH host " + server.address());
    }

    @Test
    void theDeadlineEndsWhatACommandStartedToo() throws Exception {
        assertKilled("(sleep 3; : > \"$1\") & sleep 60");
    }
}
