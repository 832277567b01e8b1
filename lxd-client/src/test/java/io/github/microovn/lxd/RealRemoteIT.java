package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTokenException;
import io.github.microovn.lxd.error.LxdTokenException.Reason;
import io.github.microovn.lxd.error.LxdUntrustedException;
import io.github.microovn.lxd.internal.tls.Certificates;
import io.github.microovn.lxd.internal.tls.SelfSigned;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.testing.RawHttp;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * HTTPS, tokens and configurations with a real LXD and its command {@code lxc}. The daemon listens on the loopback interface
 * meanwhile, unless it listens somewhere already.
 */
@RealLxd
@TestInstance(Lifecycle.PER_CLASS)
class RealRemoteIT {
    private static final Pattern ADDRESS = Pattern.compile("\"core.https_address\":\"([^\"]*)\"");
    private static final Pattern CERTIFICATE =
            Pattern.compile("\"fingerprint\":\"([0-9a-f]{64})\"[^}]*?\"name\":\"([^\"]*)\"|"
                    + "\"name\":\"([^\"]*)\"[^}]*?\"fingerprint\":\"([0-9a-f]{64})\"");

    private final RawHttp lxd = new RawHttp(RealLxdSocket.path());
    private final String name = RealLxdSocket.newInstanceName();
    private String configured = "";
    private URI address = URI.create("https://127.0.0.1:18443");

    @TempDir
    Path home;

    @BeforeAll
    void listen() throws IOException {
        Matcher matcher = ADDRESS.matcher(lxd.request("GET", "/1.0").text());
        configured = matcher.find() ? matcher.group(1) : "";
        if (configured.isEmpty()) {
            setAddress("127.0.0.1:18443");
        } else {
            address = URI.create("https://" + configured.replaceFirst("^(\\[::]|0\\.0\\.0\\.0)?:", "127.0.0.1:"));
        }
    }

    @AfterAll
    void restore() throws IOException {
        forgetClients();
        if (configured.isEmpty()) {
            setAddress("");
        }
    }

    private void setAddress(String value) throws IOException {
        byte[] body = ("{\"config\":{\"core.https_address\":\"" + value + "\"}}").getBytes(StandardCharsets.UTF_8);
        RawHttp.Answer answer = lxd.request("PATCH", "/1.0", body, "Content-Type: application/json");
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    }

    /** Removes the certificates that these tests added. */
    private void forgetClients() throws IOException {
        Matcher matcher = CERTIFICATE.matcher(
                lxd.request("GET", "/1.0/certificates?recursion=1").text());
        while (matcher.find()) {
            boolean fingerprintFirst = matcher.group(1) != null;
            if (name.equals(matcher.group(fingerprintFirst ? 2 : 3))) {
                String fingerprint = matcher.group(fingerprintFirst ? 1 : 4);
                lxd.request("DELETE", "/1.0/certificates/" + fingerprint);
            }
        }
    }

    private LxdClientBuilder builder() {
        return LxdClient.builder()
                .environment(Map.of("HOME", home.toString()))
                .root(home)
                .server(address);
    }

    private LxdClient redeem(String token, String remote) {
        return TrustToken.parse(token).redeem(remote, builder());
    }

    /** Asks for a token as an administrator would. */
    private String newToken() throws Exception {
        Map<String, String> environment =
                Map.of("LXD_SOCKET", RealLxdSocket.path().toString());
        String said = lxc(environment, "config", "trust", "add", "--name", name).strip();
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    private static String lxc(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("lxc"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }

    @Test
    void aTokenOfTheDaemonOpensItAndItsCommandUnderstandsWhatWasWritten() throws Exception {
        String token = newToken();
        try (LxdClient client = redeem(token, "lab")) {
            assertThat(client.server().auth()).isEqualTo("trusted");
            assertThat(client.place()).isEqualTo(address.toString());
        }

        Map<String, String> environment =
                Map.of("LXD_CONF", home.resolve(".config/lxc").toString());
        assertThat(lxc(environment, "query", "lab:/1.0")).contains("\"auth\": \"trusted\"");
        LxdTokenException again = catchThrowableOfType(LxdTokenException.class, () -> {
            forgetClients();
            redeem(token, "lab").close();
        });
        assertThat(again.reason()).isEqualTo(Reason.REFUSED);
        assertThat(again).hasMessageNotContaining(token);
    }

    @Test
    void whatTheCommandWroteIsUnderstood() throws Exception {
        Path config = home.resolve("written-by-lxc");
        Map<String, String> environment = Map.of("LXD_CONF", config.toString(), "HOME", home.toString());
        lxc(environment, "remote", "add", "lab", newToken());
        assertThat(Files.readString(config.resolve("client.key"))).contains("BEGIN EC PRIVATE KEY");

        try (LxdClient client =
                LxdClient.builder().environment(environment).remote("lab").connect()) {
            assertThat(client.server().auth()).isEqualTo("trusted");
        }
    }

    @Test
    void aChangedServerAndAForgottenClientEachSayWhatToDo() throws Exception {
        String token = newToken();
        redeem(token, "changed").close();
        Path pin = home.resolve(".config/lxc/servercerts/changed.crt");
        String right = Files.readString(pin);
        Files.writeString(
                pin, Certificates.pem(SelfSigned.server("other", Instant.now()).certificate()));
        LxdClientBuilder remote = LxdClient.builder().configDirectory(home.resolve(".config/lxc"));

        LxdCertificateException changed = catchThrowableOfType(
                LxdCertificateException.class, () -> remote.remote("changed").connect());
        assertThat(changed.actualFingerprint())
                .isEqualTo(TrustToken.parse(token).serverFingerprint());

        Files.writeString(pin, right);
        remote.remote("changed").connect().close();
        forgetClients();
        LxdUntrustedException untrusted = catchThrowableOfType(
                LxdUntrustedException.class, () -> remote.remote("changed").connect());
        assertThat(untrusted).hasMessageContaining("lxc config trust add");
    }

    @Test
    void everythingWorksOverHttps() throws Exception {
        String own = RealLxdSocket.newInstanceName();
        byte[] content = new byte[20_000_000];
        new Random(7).nextBytes(content);
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        try (LxdClient client = redeem(newToken(), "work")) {
            Instance instance = client.instance(own);
            try {
                client.instances()
                        .create(InstanceSpec.of(own, RealLxdSocket.IMAGE)
                                .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool)));
                instance.start();

                assertThat(instance.run("sh", "-c", "echo out; echo err >&2; exit 5"))
                        .satisfies(result -> {
                            assertThat(result.exitCode()).isEqualTo(5);
                            assertThat(result.stdout()).isEqualTo("out\n");
                            assertThat(result.stderr()).isEqualTo("err\n");
                        });
                assertThat(instance.run("head", "-c", "30000000", "/dev/zero").stdoutBytes())
                        .hasSize(30_000_000);
                instance.files().pushAtomically(FileContent.of(content), "/root/content", FileAttributes.mode(0600));
                assertThat(instance.files().readAll("/root/content")).isEqualTo(content);
                for (int i = 0; i < 20; i++) {
                    assertThat(instance.run("true").exitCode()).isZero();
                }
                interruptAWait(instance);
            } finally {
                instance.changeState(StateChange.forceStop());
                instance.delete();
            }
        }
    }

    /** The wait for a detached command is one long read. */
    private static void interruptAWait(Instance instance) throws InterruptedException {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                ended.complete(new AssertionError(instance.runDetached(ExecRequest.of("sleep", "1000"))));
            } catch (LxdException e) {
                ended.complete(e);
            }
        });
        waiting.start();
        while (instance.run("pidof", "sleep").exitCode() != 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        waiting.interrupt();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(LxdCancelledException.class);
    }
}
