package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectorContract;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.testing.LxdInstances;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an OpenSSH server in an instance, whose root has a shell that greets, and which offers no SFTP. */
@RealLxd
class OpenSshContractIT extends ConnectorContract {

    private static final String PREPARE = """
            set -e
            mkdir -p -m 700 /root/.ssh
            echo "$KEY" > /root/.ssh/authorized_keys
            echo 'echo Welcome; echo Careful >&2' > /root/.bashrc
            ssh-keygen -A > /dev/null
            sed -i '/^Subsystem/d' /etc/ssh/sshd_config
            systemctl restart ssh
            useradd -m -s /bin/sh dev
            mkdir -m 700 ~dev/.ssh
            cp /root/.ssh/authorized_keys ~dev/.ssh/
            chown -R dev: ~dev/.ssh
            mkdir -p /mnt/full /mnt/readonly
            mount -t tmpfs -o size=1m none /mnt/full
            mount -t tmpfs -o ro none /mnt/readonly
            """;

    @TempDir
    private static Path home;

    private static LxdInstances instances;
    private static String instance;
    private static String address;
    private static SshConnector connector;
    private static Host host;
    private static int tests;

    private String directory = "";

    @BeforeAll
    static void createInstance() throws IOException {
        instances = new LxdInstances();
        int port = freePort();
        address = "127.0.0.1:" + port;
        Map<String, String> proxy = Map.of("type", "proxy", "listen", "tcp:" + address, "connect", "tcp:127.0.0.1:22");
        instance = instances.create(Map.of("ssh", proxy));
        Files.createDirectories(home.resolve(".ssh"));
        try (TestServer user = new TestServer(home)) {
            String key = TestServer.line(user.key("id_ed25519", TestServer.ED25519, null));
            instances.sh(instance, PREPARE.replace("$KEY", key));
            user.knownHosts(
                    "[127.0.0.1]:" + port + " " + instances.sh(instance, "cat /etc/ssh/ssh_host_ed25519_key.pub"));
        }
        connector = new SshConnector();
        host = connector.connect(new HostSpec("ssh", "root@" + address), options());
    }

    @AfterAll
    static void removeInstance() {
        if (host != null) {
            host.close();
        }
        if (connector != null) {
            connector.close();
        }
        instances.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ConnectOptions options() {
        return new ConnectOptions(Duration.ofSeconds(10), Map.of("HOME", home.toString()));
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

    @Test
    void theDeadlineEndsWhatACommandStartedToo() throws Exception {
        assertKilled("(sleep 3; : > \"$1\") & sleep 60");
    }

    @Test
    void aFullDiskIsSaidInTheHostsWords(@TempDir Path local) throws IOException {
        Path source = Files.write(local.resolve("tool"), new byte[20_000_000]);

        assertThatThrownBy(() -> host.put(source, "/mnt/full/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo("dd: error writing '/mnt/full/tool': No space left on device"));
    }

    @Test
    void aReadOnlyFileSystemIsSaidInTheHostsWords(@TempDir Path local) throws IOException {
        Path source = Files.write(local.resolve("tool"), new byte[20_000_000]);

        assertThatThrownBy(() -> host.put(source, "/mnt/readonly/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo("dd: failed to open '/mnt/readonly/tool': Read-only file system"));
    }

    @Test
    void aUserWhoIsNotRootAndHasNoSudoIsRefused() {
        assertThatThrownBy(() -> connector.connect(new HostSpec("ssh", "dev@" + address), options()))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("its user is not root and 'sudo -n' does not help (");
    }

    @Test
    void aServerThatRestartsIsConnectedToAgain() {
        instances.sh(instance, "pkill -x sshd; systemctl restart ssh");

        assertThat(host.run(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
    }

    @Test
    void aHostThatFallsSilentInMidUploadIsGivenUpAndUsedAgainWhenItIsBack(@TempDir Path local) throws IOException {
        Path source = Files.write(local.resolve("tool"), new byte[50_000_000]);
        try (Host other = connector.connect(new HostSpec("ssh", "root@" + address), options())) {
            instances.freeze(instance);
            try {
                assertThatThrownBy(() -> other.put(source, directory + "/tool", 0755))
                        .isInstanceOf(HostUnavailableException.class);
            } finally {
                instances.start(instance);
            }
            putWhenItIsTriedAgain(other, source);
            assertThat(other.run(Command.of("stat", "-c", "%s", directory + "/tool"))
                            .stdout())
                    .isEqualTo("50000000\n");
        }
    }

    /** A host that was waited for in vain is left alone for some seconds. */
    private void putWhenItIsTriedAgain(Host host, Path source) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                host.put(source, directory + "/tool", 0755);
                return;
            } catch (HostUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }
}
