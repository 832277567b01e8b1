package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdConfigurationException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdTokenException;
import io.github.microovn.lxd.error.LxdTokenException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client comes to be trusted. */
class TrustTokenTest {
    @TempDir
    Path home;

    private EmbeddedLxd lxd;
    private Path config;

    @BeforeEach
    void start() {
        lxd = EmbeddedLxd.start();
        config = home.resolve(".config/lxc");
    }

    @AfterEach
    void stop() {
        lxd.close();
    }

    private LxdClientBuilder builder() {
        return LxdClient.builder().environment(Map.of("HOME", home.toString())).root(home);
    }

    private LxdClient redeem(String token) {
        return TrustToken.parse(token).redeem("lab", builder());
    }

    /** A token that somebody else could have made. */
    private String token(String fingerprint, String secret, Instant expires) {
        String json = """
                {"client_name":"me","fingerprint":"%s","addresses":["127.0.0.1:%d"],"secret":"%s","expires_at":"%s"}""".formatted(fingerprint, lxd.https().address().getPort(), secret, expires);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenIsAllThatIsNeeded() throws IOException {
        try (LxdClient client = redeem(lxd.https().trustToken("ci"))) {
            assertThat(client.server().auth()).isEqualTo("trusted");
        }

        assertThat(lxd.https().trustedClients()).containsExactly("ci");
        assertThat(mode("client.key")).isEqualTo("rw-------");
        assertThat(mode("client.crt")).isEqualTo("rw-r--r--");
        assertThat(Files.readString(config.resolve("servercerts/lab.crt")))
                .isEqualTo(lxd.https().certificate());
        assertThat(Files.readString(config.resolve("config.yml")))
                .isEqualTo("remotes:\n  lab:\n    addr: " + lxd.https().address()
                        + "\n    auth_type: tls\n    protocol: lxd\n    public: false\n");
        try (LxdClient again = builder().remote("lab").connect()) {
            assertThat(again.server().auth()).isEqualTo("trusted");
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(config.resolve(file)));
    }

    @Test
    void nothingTemporaryIsLeft() throws IOException {
        redeem(lxd.https().trustToken("ci")).close();

        try (Stream<Path> files = Files.walk(config)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(config::relativize)
                            .map(Path::toString))
                    .containsExactlyInAnyOrder("client.crt", "client.key", "config.yml", "servercerts/lab.crt");
        }
    }

    @Test
    void theUsersCertificateIsKept() throws IOException {
        redeem(lxd.https().trustToken("ci")).close();
        String before = Files.readString(config.resolve("client.crt"));
        try (EmbeddedLxd second = EmbeddedLxd.start()) {
            TrustToken.parse(second.https().trustToken("ci"))
                    .redeem("second", builder())
                    .close();

            assertThat(Files.readString(config.resolve("client.crt"))).isEqualTo(before);
            assertThat(second.https().trustedClients()).containsExactly("ci");
        }
        assertThat(Files.readString(config.resolve("config.yml"))).contains("  lab:\n", "  second:\n");
    }

    @Test
    void aClientThatIsTrustedAlreadyJustGetsTheRemote() {
        redeem(lxd.https().trustToken("ci")).close();

        TrustToken.parse(lxd.https().trustToken("other"))
                .redeem("again", builder())
                .close();

        assertThat(lxd.https().trustedClients()).containsExactly("ci");
        builder().remote("again").connect().close();
    }

    @Test
    void aTokenIsGoodForOneClient() {
        String token = lxd.https().trustToken("ci");
        redeem(token).close();
        lxd.https().distrustAll();

        assertThatThrownBy(() -> redeem(token))
                .hasMessageContaining("it was used or withdrawn, or has expired there")
                .hasMessageContaining("lxc config trust add")
                .asInstanceOf(type(LxdTokenException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .satisfies(e -> assertThat(e.toString()).doesNotContain(token));
    }

    @Test
    void anExpiredTokenIsNotEvenSent() {
        String token = lxd.https().expiringTrustToken("ci", Duration.ofSeconds(-1));

        assertThatThrownBy(() -> redeem(token))
                .hasMessageContaining("expired at")
                .asInstanceOf(type(LxdTokenException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED));
        assertThat(lxd.requests()).isEmpty();
        assertThat(config).doesNotExist();
    }

    @Test
    void aServerThatIsNotTheTokensIsToldNothingAndNotPinned() {
        String other = "ab".repeat(32);
        String token = token(other, "5ec2e7", Instant.parse("2100-01-01T00:00:00Z"));

        assertThatThrownBy(() -> redeem(token))
                .asInstanceOf(type(LxdCertificateException.class))
                .satisfies(e -> assertThat(e.expectedFingerprint()).contains(other))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("5ec2e7"));
        assertThat(lxd.requests()).isEmpty();
        assertThat(config.resolve("servercerts")).doesNotExist();
        assertThat(config.resolve("config.yml")).doesNotExist();
    }

    @Test
    void aServerThatTheTokenDoesNotReachCanBeGiven() {
        String json = new String(Base64.getDecoder().decode(lxd.https().trustToken("ci")), StandardCharsets.UTF_8)
                .replaceFirst("127.0.0.1:\\d+", "127.0.0.1:1");
        String token = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> redeem(token))
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("https://127.0.0.1:1");
        URI address = lxd.https().address();
        TrustToken.parse(token).redeem("lab", builder().server(address)).close();
        assertThat(lxd.https().trustedClients()).containsExactly("ci");
    }

    @Test
    void aNameThatAnotherServerHasIsRefusedBeforeTheTokenIsUsed() throws IOException {
        Files.createDirectories(config);
        Files.writeString(config.resolve("config.yml"), "remotes: {lab: {addr: 'https://elsewhere:8443'}}\n");
        String token = lxd.https().trustToken("ci");

        assertThatThrownBy(() -> redeem(token))
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("https://elsewhere:8443");
        TrustToken.parse(token).redeem("lab2", builder()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "local", "a/b", "..", "a:b", "a b"})
    void aNameThatIsNoneIsRefused(String name) {
        TrustToken token = TrustToken.parse(lxd.https().trustToken("ci"));

        assertThatThrownBy(() -> token.redeem(name, builder()))
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("cannot be the name of a remote");
    }

    @Test
    void halfAnIdentityIsNotReplaced() throws IOException {
        redeem(lxd.https().trustToken("ci")).close();
        Files.delete(config.resolve("client.crt"));

        assertThatThrownBy(() -> TrustToken.parse(lxd.https().trustToken("ci")).redeem("again", builder()))
                .isInstanceOf(LxdConfigurationException.class)
                .hasMessageContaining("client.crt is missing");
        assertThat(config.resolve("client.key")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "e30=", "eyJzZWNyZXQiOiJhYmMifQ==", "W10="})
    void whatIsNoTokenIsSaidSoWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> TrustToken.parse(text))
                .asInstanceOf(type(LxdTokenException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .satisfies(e -> assertThat(text.isEmpty() || !e.toString().contains(text))
                        .isTrue());
    }

    @Test
    void aTokenTellsItsFactsButNotItsSecret() {
        Instant end = Instant.parse("2100-01-01T00:00:00Z");
        TrustToken token = TrustToken.parse(" " + token("ab".repeat(32), "5ec2e7", end) + "\n");

        assertThat(token.clientName()).isEqualTo("me");
        assertThat(token.serverFingerprint()).isEqualTo("ab".repeat(32));
        assertThat(token.addresses()).hasSize(1);
        assertThat(token.expiresAt()).contains(end);
        assertThat(TrustToken.parse(lxd.https().trustToken("x")).expiresAt()).isEmpty();
        assertThat(token.toString()).doesNotContain("5ec2e7");
    }

    @Test
    void newDaemonsTakeTheTokenInAFieldOfItsOwn(@TempDir(factory = ShortTempDir.class) Path directory) {
        try (EmbeddedLxd incus = EmbeddedLxd.startIncus(directory)) {
            TrustToken.parse(incus.https().trustToken("ci"))
                    .redeem("incus", builder())
                    .close();

            assertThat(incus.https().trustedClients()).containsExactly("ci");
        }
    }
}
