package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.kex.KexProposalOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshConnectorTest extends SshServedTest {

    private Host connect() {
        return connect(server.address(), server.options());
    }

    private String refusal(String address, ConnectOptions options) {
        try {
            connect(address, options).close();
        } catch (HostUnavailableException e) {
            assertThat(e.host()).isEqualTo(address);
            assertThat(e.reason()).doesNotContain("\n");
            return e.reason();
        }
        throw new AssertionError("connected");
    }

    private static boolean works(Host host) {
        return host.run(Command.of("true")).succeeded();
    }

    // What the configuration says.

    @Test
    void aHostIsFoundByItsNameInTheConfiguration() {
        server.key("other", TestServer.RSA, null);
        server.authorize("me", server.key("lab", TestServer.RSA, null));
        server.knownHosts("lab-nine " + TestServer.line(server.hostKey()));
        server.config("""
                Host other
                  User nobody
                Host lab*
                  HostName 127.0.0.1
                  Port %d
                  User me
                  IdentityFile ~/.ssh/lab
                  IdentitiesOnly yes
                  HostKeyAlias lab-nine
                Host *
                  User somebody
                """.formatted(server.port()));

        try (Host host = connect("lab9", server.options())) {
            assertThat(works(host)).isTrue();
            assertThat(host.name()).isEqualTo("lab9");
        }
    }

    @Test
    void aHostIsReachedThroughOthers() {
        try (TestServer gate = TestServer.ready(home)) {
            server.authorize("root", gate.key("id_ecdsa", TestServer.ECDSA, null));
            gate.authorize("root", gate.key("id_ed25519", TestServer.ED25519, null));
            server.config("Host inner\n  HostName 127.0.0.1\n  User root\n  Port " + server.port() + "\n  ProxyJump "
                    + gate.address());

            try (Host host = connect("inner", server.options())) {
                assertThat(works(host)).isTrue();
                assertThat(gate.sessions()).hasSize(1);
            }
        }
    }

    @Test
    void aProxyCommandIsRefusedWithWhatToUse() {
        server.config("ProxyCommand nc %h %p");

        assertThat(refusal(server.address(), server.options()))
                .isEqualTo("its ProxyCommand in the SSH configuration is not supported; use ProxyJump");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void compressionIsTheUsersChoice(String choice) {
        server.config("Compression " + choice);

        try (Host host = connect()) {
            assertThat(works(host)).isTrue();
            assertThat(server.sessions().get(0).getNegotiatedKexParameter(KexProposalOption.C2SCOMP))
                    .isEqualTo(choice.equals("yes") ? "zlib@openssh.com" : "none");
        }
    }

    // The host's key.

    @Test
    void anUnknownHostKeyIsRefusedWithTheLineToAdd() throws Exception {
        Path file = home.resolve(".ssh/known_hosts");
        Files.delete(file);
        String line = server.name() + " " + TestServer.line(server.hostKey());

        String reason = refusal(server.address(), server.options());

        assertThat(reason)
                .startsWith("its host key is not known: ecdsa-sha2-nistp256 SHA256:")
                .endsWith("; if that is the host's, add to " + file + " the line '" + line + "'");
        server.knownHosts(line);
        connect().close();
    }

    @Test
    void aChangedHostKeyIsRefusedWithBothFingerprints() throws Exception {
        Path file = home.resolve(".ssh/known_hosts");
        Files.delete(file);
        server.knownHosts("# a comment");
        server.knownHosts(server.name() + " "
                + TestServer.line(TestServer.newKey(TestServer.ECDSA).getPublic()));

        assertThat(refusal(server.address(), server.options()))
                .matches(
                        "its host key has changed: it shows ecdsa-sha2-nistp256 SHA256:\\S+, but " + file
                                + ":2 has ecdsa-sha2-nistp256 SHA256:\\S+; if the host is a new one, put in place of that line: '.*'");
    }

    @Test
    void aRevokedHostKeyIsRefusedThoughItIsKnown() {
        server.knownHosts("@revoked * " + TestServer.line(server.hostKey()));

        assertThat(refusal(server.address(), server.options()))
                .contains("is revoked in")
                .contains("known_hosts:2");
    }

    @Test
    void ofSeveralHostKeysTheKnownOneIsAskedFor() {
        try (TestServer two = new TestServer(home, TestServer.ED25519, TestServer.RSA)) {
            two.authorize("root", two.key("id_ecdsa", TestServer.ECDSA, null));
            String rsa = TestServer.line(two.hostKeys().get(1).getPublic());
            server.knownHosts(two.name() + " " + rsa);

            connect(two.address(), two.options()).close();
        }
    }

    // The user's key.

    @ParameterizedTest
    @ValueSource(strings = {TestServer.ED25519, TestServer.ECDSA, TestServer.RSA})
    void keysOfEveryUsualTypeLogIn(String type) {
        server.authorize("anna", server.key("mine", type, null));
        server.config("IdentityFile ~/.ssh/mine");

        connect("anna@127.0.0.1:" + server.port(), server.options()).close();
    }

    @Test
    void aKeyThatIsNotAcceptedIsNamed() {
        String address = "stranger@127.0.0.1:" + server.port();

        assertThat(refusal(address, server.options()))
                .isEqualTo("no key is accepted for stranger@127.0.0.1: offered " + home.resolve(".ssh/id_ecdsa"));
    }

    @Test
    void noKeyAtAllIsSaid() throws Exception {
        Files.delete(home.resolve(".ssh/id_ecdsa"));

        assertThat(refusal(server.address(), server.options()))
                .isEqualTo("there is no key to offer for root@127.0.0.1 (looked for an agent and in ~/.ssh)");
    }

    @Test
    void whatIsNoKeyIsSaid() throws Exception {
        Files.writeString(home.resolve(".ssh/id_ecdsa"), "not a key");

        assertThat(refusal(server.address(), server.options())).contains("id_ecdsa is not a private key");
    }

    @Test
    void anEncryptedKeyWithoutATerminalIsExplained() {
        server.authorize("root", server.key("id_ecdsa", TestServer.ED25519, "secret"));
        connector.prepare(List.of(new HostSpec("ssh", server.address())), server.options());

        assertThat(refusal(server.address(), server.options()))
                .contains("id_ecdsa is encrypted and nobody was there to give its passphrase ('ssh-add ");
    }

    @Test
    void thePassphraseOfAKeyIsAskedForOnceBeforeConnecting() {
        server.authorize("root", server.key("id_ecdsa", TestServer.ED25519, "secret"));
        List<String> questions = new ArrayList<>();
        ConnectOptions options = server.options(question -> {
            questions.add(question);
            return Optional.of(questions.size() == 1 ? "wrong" : "secret");
        });
        HostSpec spec = new HostSpec("ssh", server.address());
        connector.prepare(List.of(spec, spec), options);

        connect(server.address(), options).close();

        Path file = home.resolve(".ssh/id_ecdsa");
        assertThat(questions)
                .containsExactly("Passphrase of " + file + ": ", "That is not it. Passphrase of " + file + ": ");
    }

    @Test
    void aWrongPassphraseIsAskedForThreeTimes() {
        server.key("id_ecdsa", TestServer.ED25519, "secret");
        List<String> questions = new ArrayList<>();
        ConnectOptions options = server.options(question -> {
            questions.add(question);
            return Optional.of("wrong");
        });
        connector.prepare(List.of(new HostSpec("ssh", server.address())), options);

        assertThat(refusal(server.address(), options))
                .contains("wrong passphrase for " + home.resolve(".ssh/id_ecdsa"));
        assertThat(questions).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestServer.ED25519, TestServer.ECDSA, TestServer.RSA})
    void theAgentsKeysLogIn(String type) throws Exception {
        Files.delete(home.resolve(".ssh/id_ecdsa"));
        var key = TestServer.newKey(type);
        server.authorize("root", key.getPublic());
        try (TestAgent agent = new TestAgent(TestServer.newKey(TestServer.ECDSA), key)) {
            connect(
                            server.address(),
                            server.optionsWith("SSH_AUTH_SOCK", agent.socket().toString()))
                    .close();
        }
    }

    @Test
    void aKeyInTheAgentIsNotAskedThePassphraseOf() throws Exception {
        var key = TestServer.newKey(TestServer.ECDSA);
        server.authorize("root", server.key("id_ecdsa", key, "secret"));
        try (TestAgent agent = new TestAgent(key)) {
            ConnectOptions options = new ConnectOptions(
                    Duration.ofSeconds(10),
                    server.optionsWith("SSH_AUTH_SOCK", agent.socket().toString())
                            .environment(),
                    question -> {
                        throw new AssertionError(question);
                    });
            server.config("IdentityFile ~/.ssh/id_ecdsa\nIdentitiesOnly yes");
            connector.prepare(List.of(new HostSpec("ssh", server.address())), options);

            connect(server.address(), options).close();
        }
    }

    @Test
    void anAgentThatIsGoneIsSaidWhereNothingElseHelps() throws Exception {
        Files.delete(home.resolve(".ssh/id_ecdsa"));

        assertThat(refusal(server.address(), server.optionsWith("SSH_AUTH_SOCK", "/nowhere/agent")))
                .endsWith("; the agent at /nowhere/agent does not answer");
    }

    // The way there.

    @Test
    void aNameThatDoesNotResolveIsSaid() {
        assertThat(refusal("no-such-host.invalid", server.options()))
                .isEqualTo("the name 'no-such-host.invalid' does not resolve; correct it, or give it a HostName in"
                        + " ~/.ssh/config");
    }

    @Test
    void aRefusedConnectionIsSaid() {
        String address = server.address();
        server.close();

        assertThat(refusal(address, server.options()))
                .isEqualTo(address.replace("root@", "") + " refused the connection: does an SSH server listen there?");
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ConnectOptions options =
                    new ConnectOptions(Duration.ofMillis(700), server.options().environment());

            assertThat(refusal("127.0.0.1:" + silent.getLocalPort(), options))
                    .isEqualTo("no answer from 127.0.0.1:" + silent.getLocalPort() + " within 700 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "@lab", "lab:0", "lab:70000", "lab:ssh", "-oProxyCommand=x", "lab/../x"})
    void whatIsNoAddressIsRefused(String address) {
        assertThat(refusal(address, server.options()))
                .isEqualTo("'" + address + "' is not an SSH host; expected is ssh:[USER@]HOST[:PORT]");
    }

    // Root.

    @Test
    void anotherUserBecomesRootBySudo() throws Exception {
        server.program("id", "echo 1000");
        server.program("sudo", "shift; [ \"$1\" = -- ] && shift; AS=root exec \"$@\"");

        try (Host host = connect()) {
            Path file = home.resolve("put");
            Command command =
                    new Command(List.of("sh", "-c", "echo $AS $WORD"), Map.of("WORD", "a b"), Duration.ofSeconds(10));
            assertThat(host.run(command).stdout()).isEqualTo("root a b\n");
            assertThat(host.run(Command.of("no-such-program")).exitCode()).isEqualTo(127);
            host.put(Files.writeString(home.resolve("source"), "text"), file.toString(), 0600);
            assertThat(file).hasContent("text");
            assertThat(server.lines().get(server.lines().size() - 1)).contains("exec sudo -n -- env LC_ALL=C timeout");
        }
    }

    @Test
    void sudoThatAsksForAPasswordIsSaid() throws Exception {
        server.program("id", "echo 1000");
        server.program("sudo", "echo 'sudo: a password is required' >&2; exit 1");

        assertThat(refusal(server.address(), server.options()))
                .isEqualTo(
                        "its user is not root and 'sudo -n' does not help (sudo: a password is required); let sudo ask"
                                + " this user for no password (NOPASSWD), or connect as root");
    }

    @Test
    void aLoginShellThatRunsNothingIsQuoted() {
        server.loginShell("echo 'This account is currently not available.'; exit 1");

        assertThat(refusal(server.address(), server.options()))
                .isEqualTo("its login shell runs no commands, and says: This account is currently not available.");
    }

    // The connection.

    @Test
    void allCommandsShareOneConnection() {
        try (Host host = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(works(host)).isTrue();
            }
            assertThat(server.sessions()).hasSize(1);
        }
    }

    @Test
    void aLostConnectionIsOpenedAgain() throws Exception {
        try (Host host = connect()) {
            server.cutConnections();
            assertThat(works(host)).isTrue();

            server.cutConnections();
            host.put(Files.writeString(home.resolve("source"), "text"), home.resolve("put") + "", 0600);
            assertThat(home.resolve("put")).hasContent("text");
        }
    }

    @Test
    void aHostThatIsGoneIsUnavailableUntilItIsBack() throws Exception {
        try (Host host = connect()) {
            int port = server.port();
            server.close();
            assertThatThrownBy(() -> host.run(Command.of("true")))
                    .isInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("refused the connection");

            server = server.again(port);
            assertThat(works(host)).isTrue();
        }
    }

    @Test
    void aCommandWhoseConnectionBreaksIsNotRunAgain() throws Exception {
        try (Host host = connect()) {
            Path runs = home.resolve("runs");
            Command command = Command.script("long", "echo run >> \"$1\"; sleep 20", List.of(runs.toString()));
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> host.run(command));
            while (!Files.exists(runs)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            server.cutConnections();

            assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("the connection broke while 'microovn-rebuilder-long' ran");
            assertThat(runs).hasContent("run");
        }
    }

    @Test
    void aFullDiskIsSaidInTheHostsWords() throws Exception {
        Path source = Files.write(home.resolve("source"), new byte[8_000_000]);
        try (Host host = connect()) {
            assertThatThrownBy(() -> host.put(source, "/dev/full", 0600))
                    .isInstanceOfSatisfying(
                            HostStepException.class,
                            e -> assertThat(e.reason())
                                    .isEqualTo("dd: error writing '/dev/full': No space left on device"));
            assertThat(works(host)).isTrue();
        }
    }

    @Test
    void aClosedConnectorConnectsNoMore() {
        connector.close();
        connector.close();

        assertThatThrownBy(this::connect).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSpiSaysHowHostsAreNamed() {
        assertThat(connector.scheme()).isEqualTo("ssh");
        assertThat(connector.examples()).contains("ssh:root@lab9");
        assertThat(connector.summary()).isNotBlank();
        assertThat(connector.obstacle(server.options())).isEmpty();
    }
}
