package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdConfigurationException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdUntrustedException;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remotes of the configuration of {@code lxc}, over HTTPS and unix sockets. */
class RemoteTest {
    @TempDir
    Path home;

    private EmbeddedLxd lxd;
    private Path config;

    @BeforeEach
    void start() throws IOException {
        lxd = EmbeddedLxd.start();
        config = home.resolve(".config/lxc");
        Files.createDirectories(config);
    }

    @AfterEach
    void stop() {
        lxd.close();
    }

    private LxdClientBuilder builder() {
        return LxdClient.builder().environment(Map.of("HOME", home.toString())).root(home);
    }

    /** Adds remote {@code lab} as the command would have. */
    private void trustEachOther() {
        TrustToken.parse(lxd.https().trustToken("me")).redeem("lab", builder()).close();
    }

    private void configure(String yaml) throws IOException {
        Files.writeString(config.resolve("config.yml"), yaml);
    }

    @Test
    void aRemoteIsReachedWithTheUsersCertificateAndTheServersPinnedOne() {
        trustEachOther();
        lxd.addInstance("c1");

        try (LxdClient client = builder().remote("lab").connect()) {
            assertThat(client.place()).isEqualTo(lxd.https().address().toString());
            assertThat(client.server().auth()).isEqualTo("trusted");
            assertThat(client.instances().names()).containsExactly("c1");
        }
    }

    @Test
    void commandsAndFilesWorkOverHttps() {
        trustEachOther();
        lxd.addInstance("c1");
        byte[] large = new byte[3_000_000];
        large[1_234_567] = 42;

        try (LxdClient client = builder().remote("lab").connect()) {
            Instance c1 = client.instance("c1");
            assertThat(c1.run("sh", "-c", "head -c 2000000 /dev/zero; echo oops >&2; exit 3"))
                    .satisfies(result -> {
                        assertThat(result.exitCode()).isEqualTo(3);
                        assertThat(result.stdoutBytes()).hasSize(2_000_000);
                        assertThat(result.stderr()).isEqualTo("oops\n");
                    });
            c1.files().push(FileContent.of(large), "/root/large", FileAttributes.mode(0644));
            assertThat(c1.files().readAll("/root/large")).isEqualTo(large);
        }
    }

    @Test
    void theProjectOfARemoteIsItsDefault() throws IOException {
        trustEachOther();
        configure("remotes:\n  lab: {addr: '" + lxd.https().address() + "', project: dev}\n");

        try (LxdClient client = builder().remote("lab").connect();
                LxdClient other = builder().remote("lab").project("test").connect()) {
            client.instances().names();
            assertThat(lastQuery()).containsEntry("project", "dev");
            other.instances().names();
            assertThat(lastQuery()).containsEntry("project", "test");
        }
    }

    private Map<String, String> lastQuery() {
        return lxd.requests().get(lxd.requests().size() - 1).query();
    }

    @Test
    void aServerWithAnotherCertificateIsToldNothing() throws IOException {
        trustEachOther();
        String pinned = lxd.https().fingerprint();
        lxd.https().renewCertificate();
        int before = lxd.requests().size();

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .asInstanceOf(type(LxdCertificateException.class))
                .satisfies(e -> {
                    assertThat(e.expectedFingerprint()).contains(pinned);
                    assertThat(e.actualFingerprint()).isEqualTo(lxd.https().fingerprint());
                    assertThat(e.place()).isEqualTo(lxd.https().address().toString());
                    assertThat(e).hasMessageContaining(pinned).hasMessageContaining("redeem a new trust token");
                });
        assertThat(lxd.requests()).hasSize(before);
    }

    @Test
    void aCertificateThatChangesBetweenTwoRequestsIsNoticed() {
        trustEachOther();
        try (LxdClient client = builder().remote("lab").connect()) {
            lxd.https().renewCertificate();

            assertThatThrownBy(client::server).isInstanceOf(LxdCertificateException.class);
        }
    }

    @Test
    void aServerWithoutAPinnedCertificateNeedsAnAuthority() throws IOException {
        configure("remotes:\n  lab: {addr: '" + lxd.https().address() + "'}\n");

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .asInstanceOf(type(LxdCertificateException.class))
                .satisfies(e -> {
                    assertThat(e.expectedFingerprint()).isEmpty();
                    assertThat(e.actualFingerprint()).isEqualTo(lxd.https().fingerprint());
                    assertThat(e).hasMessageContaining("redeem a trust token");
                });
    }

    @Test
    void anAuthorityOfTheUserIsTrustedForTheNameOfTheServer() throws IOException {
        configure("remotes:\n  lab: {addr: '" + lxd.https().address() + "', public: true}\n");
        Files.writeString(config.resolve("client.ca"), lxd.https().certificate());

        try (LxdClient client = builder().remote("lab").connect()) {
            assertThat(client.server().auth()).isEqualTo("untrusted");
        }

        String byOtherName = lxd.https().address().toString().replace("127.0.0.1", "localhost");
        configure("remotes:\n  lab: {addr: '" + byOtherName + "', public: true}\n");
        assertThatThrownBy(() -> builder().remote("lab").connect()).isInstanceOf(LxdCertificateException.class);
    }

    @Test
    void aServerThatForgotThisClientSaysSoAtOnce() {
        trustEachOther();
        lxd.https().distrustAll();

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .hasMessageContaining("does not trust this client")
                .hasMessageContaining("lxc config trust add")
                .asInstanceOf(type(LxdUntrustedException.class))
                .satisfies(e -> assertThat(e.clientFingerprint()).isPresent());
    }

    @Test
    void aUserWithoutACertificateIsToldToGetOne() throws IOException {
        trustEachOther();
        Files.delete(config.resolve("client.crt"));

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .hasMessageContaining("no client certificate")
                .asInstanceOf(type(LxdUntrustedException.class))
                .satisfies(e -> assertThat(e.clientFingerprint()).isEmpty());
    }

    @Test
    void aKeyThatIsMissingOrBrokenIsNamedWithoutItsContent() throws IOException {
        trustEachOther();
        Path key = config.resolve("client.key");
        String secret = Files.readString(key).lines().skip(1).findFirst().orElseThrow();
        Files.writeString(key, Files.readString(key).substring(0, 120));

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining(key.toString())
                .hasStackTraceContaining("client.key")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(secret));

        Files.delete(key);
        assertThatThrownBy(() -> builder().remote("lab").connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining(key + " is missing");
    }

    @Test
    void aUnixSocketCanBeARemote() throws IOException {
        configure("remotes:\n  here: {addr: 'unix://" + lxd.socket() + "'}\n  there: {addr: 'unix:" + lxd.socket()
                + "'}\n  any: {addr: 'unix://'}\n");
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "LXD_SOCKET", lxd.socket().toString());

        for (String name : new String[] {"here", "there", "any", "local"}) {
            try (LxdClient client =
                    builder().environment(environment).remote(name).connect()) {
                assertThat(client.place()).isEqualTo(lxd.socket().toString());
            }
        }
    }

    @Test
    void anUnknownRemoteIsAnErrorThatNamesTheKnownOnes() throws IOException {
        configure("remotes:\n  lab: {addr: 'https://lab:8443'}\n  zoo: {addr: 'https://zoo:8443'}\n");

        assertThatThrownBy(() -> builder().remote("lap").connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("no remote 'lap', only lab, local, zoo")
                .hasMessageContaining(config.resolve("config.yml").toString())
                .hasMessageContaining("lxc remote add");
    }

    @Test
    void aRemoteThatIsNoDaemonOrLetsInOtherwiseIsRefused() throws IOException {
        configure("""
                remotes:
                  images: {addr: 'https://images.example', protocol: simplestreams, public: true}
                  sso: {addr: 'https://lab:8443', auth_type: oidc}
                  empty: {protocol: lxd}
                  odd: {addr: 'ftp://lab'}
                """);

        assertThatThrownBy(() -> builder().remote("images").connect()).hasMessageContaining("a server of images");
        assertThatThrownBy(() -> builder().remote("sso").connect()).hasMessageContaining("lets in by oidc");
        assertThatThrownBy(() -> builder().remote("empty").connect()).hasMessageContaining("has no address");
        assertThatThrownBy(() -> builder().remote("odd").connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("ftp://lab");
    }

    @Test
    void aConfigurationThatCannotBeReadIsNamed() throws IOException {
        configure("remotes: [\n");

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining(config.resolve("config.yml").toString());
    }

    @Test
    void aServerThatDoesNotListenIsAConnectionError() throws IOException {
        trustEachOther();
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        configure("remotes:\n  lab: {addr: 'https://127.0.0.1:" + unused + "'}\n");

        assertThatThrownBy(() -> builder().remote("lab").connect())
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("https://127.0.0.1:" + unused)
                .hasMessageContaining("core.https_address");
    }

    @Test
    void ofSeveralAddressesTheFirstThatAnswersIsTaken() throws IOException {
        trustEachOther();
        configure("remotes:\n  lab: {addr: 'https://127.0.0.1:1," + lxd.https().address() + "'}\n");

        try (LxdClient client = builder().remote("lab").connect()) {
            assertThat(client.place()).isEqualTo(lxd.https().address().toString());
        }
    }

    @Test
    void whatIsNoLxdIsSaidSo() throws IOException {
        trustEachOther();
        try (ServerSocket mute = new ServerSocket(0)) {
            configure("remotes:\n  lab: {addr: 'https://127.0.0.1:" + mute.getLocalPort() + "'}\n");
            Thread answering = new Thread(() -> {
                try (var connection = mute.accept()) {
                    connection.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // The test has ended.
                }
            });
            answering.start();

            assertThatThrownBy(() -> builder().remote("lab").connect())
                    .isInstanceOf(LxdConnectionException.class)
                    .hasMessageContaining("TLS failed")
                    .hasMessageContaining("is it LXD that listens there?");
        }
    }

    @Test
    void aServerCanBeGivenWithoutARemote() throws IOException {
        trustEachOther();
        Path pinned = config.resolve("servercerts/lab.crt");

        try (LxdClient own = builder()
                        .server(lxd.https().address())
                        .serverCertificate(pinned)
                        .connect();
                LxdClient given = builder()
                        .server(lxd.https().address())
                        .serverCertificate(pinned)
                        .clientCertificate(config.resolve("client.crt"), config.resolve("client.key"))
                        .connect()) {
            assertThat(own.server().auth()).isEqualTo("trusted");
            assertThat(given.server().auth()).isEqualTo("trusted");
        }
        assertThatThrownBy(() -> builder()
                        .server(lxd.https().address())
                        .serverCertificate(home.resolve("no.crt"))
                        .connect())
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("no.crt is missing");
    }
}
