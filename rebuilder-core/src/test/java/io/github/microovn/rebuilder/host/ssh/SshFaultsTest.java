package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.Test;

/** What users are told where something on the way to a host is not as it should be. */
class SshFaultsTest extends SshServedTest {

    private String refusal(String address) {
        return catchThrowableOfType(
                        HostUnavailableException.class,
                        () -> connect(address, server.options()).close())
                .reason();
    }

    private void inner(int port, TestServer gate) {
        server.config(
                "Host inner\n  HostName 127.0.0.1\n  User root\n  Port " + port + "\n  ProxyJump " + gate.address());
    }

    @Test
    void aJumpHostThatIsNotKnownIsNamed() {
        try (TestServer gate = new TestServer(home, TestServer.ECDSA)) {
            inner(server.port(), gate);

            assertThat(refusal("inner"))
                    .startsWith("its jump host root@127.0.0.1: its host key is not known: ")
                    .contains("the line '" + gate.name() + " ecdsa-sha2-nistp256 ");
        }
    }

    @Test
    void aJumpHostThatForwardsNothingIsSaid() {
        try (TestServer gate = TestServer.ready(home)) {
            gate.server().setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
            inner(server.port(), gate);

            assertThat(refusal("inner")).startsWith("its jump host does not get to 127.0.0.1:" + server.port() + ": ");
        }
    }

    @Test
    void aHostThatDoesNotListenBehindAJumpHostIsSaid() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (TestServer gate = TestServer.ready(home)) {
            inner(nobody, gate);

            assertThat(refusal("inner")).startsWith("its jump host does not get to 127.0.0.1:" + nobody + ": ");
        }
    }

    @Test
    void whatIsNoSshServerIsSaid() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(web));
            answering.start();

            assertThat(refusal("127.0.0.1:" + web.getLocalPort()))
                    .isEqualTo("what answers at 127.0.0.1:" + web.getLocalPort()
                            + " is no SSH server, or has no place for another connection");
            answering.join();
        }
    }

    private static void answer(ServerSocket web) {
        try (Socket client = web.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPassphraseIsAskedForOnceForAllHosts() {
        server.key("id_ecdsa", TestServer.ED25519, "secret");
        List<String> questions = new ArrayList<>();
        ConnectOptions options = server.options(question -> {
            questions.add(question);
            return Optional.empty();
        });

        connector.prepare(
                List.of(new HostSpec("ssh", server.address()), new HostSpec("ssh", "other@127.0.0.1")), options);

        assertThat(questions).hasSize(1);
    }

    @Test
    void whatSudoSaysOfANamelessHostHidesNothing() throws Exception {
        server.program("id", "echo 1000");
        server.program("sudo", """
                echo 'sudo: unable to resolve host lab9: Name or service not known' >&2
                shift
                [ "$1" != -- ] || shift
                exec "$@"
                """);
        Path source = Files.writeString(home.resolve("source"), "text");

        try (Host host = connect(server.address(), server.options())) {
            assertThat(host.run(Command.of("sh", "-c", "echo what >&2; exit 3")).complaint())
                    .isEqualTo("what");
            assertThatThrownBy(() -> host.put(source, home + "/missing/file", 0644))
                    .isInstanceOf(HostStepException.class)
                    .hasMessageContaining("No such file or directory");
        }
        server.program("sudo", """
                echo 'sudo: unable to resolve host lab9: Name or service not known' >&2
                echo 'sudo: a password is required' >&2
                exit 1
                """);
        assertThat(refusal(server.address())).contains("(sudo: a password is required)");
    }

    @Test
    void aHostThatWasWaitedForInVainIsNotWaitedForAgainAtOnce() throws Exception {
        ConnectOptions options =
                new ConnectOptions(Duration.ofMillis(2_500), server.options().environment());
        try (Host host = connect(server.address(), options)) {
            int port = server.port();
            server.close();
            try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
                assertThat(silent.isBound()).isTrue();
                String reason = "no answer from 127.0.0.1:" + port + " within 2500 ms";
                assertThatThrownBy(() -> host.run(Command.of("true")))
                        .isInstanceOf(HostUnavailableException.class)
                        .hasMessageContaining(reason);
                long started = System.nanoTime();
                assertThatThrownBy(() -> host.run(Command.of("true")))
                        .isInstanceOf(HostUnavailableException.class)
                        .hasMessageContaining(reason);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void aHostThatTakesNothingOfAnUploadIsGivenUpSoon() throws Exception {
        server.program("dd", "exec sleep 50");
        Path source = Files.write(home.resolve("source"), new byte[5_000_000]);

        try (SshConnector impatient = new SshConnector(Duration.ofSeconds(1));
                Host host = impatient.connect(new HostSpec("ssh", server.address()), server.options())) {
            assertThatThrownBy(() -> host.put(source, home + "/file", 0644))
                    .isInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("-put' ran: for 1 s it has taken nothing");
            assertThat(server.lines())
                    .filteredOn(line -> line.contains("of="))
                    .as("tried twice")
                    .hasSize(2);
        }
    }

    @Test
    void aHostThatIsLostWithoutAWordIsGivenUpSoon() throws Exception {
        try (SilentProxy proxy = new SilentProxy(server.port());
                SshConnector impatient = new SshConnector(Duration.ofSeconds(1))) {
            server.knownHosts("[127.0.0.1]:" + proxy.port() + " " + TestServer.line(server.hostKey()));
            Path begun = home.resolve("begun");
            try (Host host =
                    impatient.connect(new HostSpec("ssh", "root@127.0.0.1:" + proxy.port()), server.options())) {
                CompletableFuture<Void> run = CompletableFuture.runAsync(
                        () -> host.run(Command.of("sh", "-c", "touch \"$0\"; sleep 50", begun.toString())));
                while (!Files.exists(begun)) {
                    Thread.onSpinWait();
                }
                proxy.silence();

                assertThatThrownBy(run::join)
                        .hasRootCauseInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("for 1 s it has taken nothing");
            }
        }
    }

    @Test
    void aHostThatOnlyTakesItsTimeIsWaitedFor() {
        try (SshConnector impatient = new SshConnector(Duration.ofMillis(300));
                Host host = impatient.connect(new HostSpec("ssh", server.address()), server.options())) {
            assertThat(host.run(Command.of("sh", "-c", "sleep 1.5; echo done")).stdout())
                    .isEqualTo("done\n");
        }
    }
}
