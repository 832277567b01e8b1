package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedRequest;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on the embedded daemon, with the faults that only that one has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstanceFilesTest extends InstanceFilesFacts {
    private static final String FILES = "/1.0/instances/c1/files";
    private static final String EXEC = "/1.0/instances/c1/exec";
    private static final FileContent MUCH = FileContent.of(new byte[5_000_000]);

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdClient client = connect(Duration.ofSeconds(30));

    private final EmbeddedInstance c1 = lxd.addInstance("c1");

    private LxdClient connect(Duration requestTimeout) {
        return LxdClient.builder()
                .socket(lxd.socket())
                .requestTimeout(requestTimeout)
                .connect();
    }

    @AfterEach
    void mend() {
        lxd.faults().clear();
    }

    @AfterAll
    void close() {
        client.close();
        lxd.close();
    }

    @Override
    Instance instance() {
        return client.instance("c1");
    }

    /** What a failed replacement of a file threw; the file still is the old one and nothing else is left. */
    private LxdException failedReplacement(InstanceFiles through) {
        files().push(text("old"), at("a"), FileAttributes.mode(0640));

        Throwable thrown = catchThrowable(() -> through.pushAtomically(MUCH, at("a"), FileAttributes.mode(0755)));

        lxd.faults().clear();
        assertThat(thrown).isInstanceOf(LxdException.class);
        assertThat(content(at("a"))).isEqualTo("old");
        assertThat(described(at("a"))).isEqualTo("FILE 0640 0:0");
        assertThat(files().list(directory)).containsExactly("a");
        return (LxdException) thrown;
    }

    private static boolean isTemporary(EmbeddedRequest request) {
        return request.query().getOrDefault("path", "").contains("/.lxd-push-");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, 4_999_999, 5_000_000})
    void aConnectionCutDuringTheUploadLeavesTheOldFile(long bytes) {
        lxd.faults().on("POST", FILES).when(InstanceFilesTest::isTemporary).dropAfter(bytes);

        assertThat(failedReplacement(files())).isInstanceOf(LxdConnectionException.class);
    }

    @Test
    void aConnectionCutBeforeTheRenameLeavesTheOldFile() {
        lxd.faults().on("POST", EXEC).dropAfter(0);

        assertThat(failedReplacement(files())).isInstanceOf(LxdConnectionException.class);
    }

    @Test
    void aFullDiskLeavesTheOldFile() {
        lxd.faults().on("POST", FILES).when(InstanceFilesTest::isTemporary).diskFull(100_000);

        assertThat(failedReplacement(files()))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("no space left on device");
    }

    @Test
    void aDaemonThatSaysNothingLeavesTheOldFile() {
        lxd.faults().on("POST", FILES).when(InstanceFilesTest::isTemporary).hang();

        try (LxdClient impatient = connect(Duration.ofMillis(300))) {
            assertThat(failedReplacement(impatient.instance("c1").files())).isInstanceOf(LxdTimeoutException.class);
        }
    }

    @Test
    void anInterruptDuringTheUploadLeavesTheOldFile() {
        files().push(text("old"), at("a"), DEFAULTS);

        Throwable thrown = catchThrowable(() -> files().pushAtomically(MUCH, at("a"), DEFAULTS, (sent, total) -> {
            if (sent > 1_000_000) {
                Thread.currentThread().interrupt();
            }
        }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(LxdCancelledException.class);
        assertThat(content(at("a"))).isEqualTo("old");
        assertThat(files().list(directory)).containsExactly("a");
    }

    @Test
    void anInterruptBeforeTheDaemonHasMadeTheFileLeavesNone() throws Exception {
        lxd.faults().on("POST", FILES).when(InstanceFilesTest::isTemporary).delay(Duration.ofMillis(200));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread pushing = new Thread(
                () -> thrown.complete(catchThrowable(() -> files().pushAtomically(MUCH, at("a"), DEFAULTS))));
        pushing.start();
        await(() -> lxd.requests().stream()
                .anyMatch(request -> request.method().equals("POST")
                        && request.query().getOrDefault("path", "").startsWith(at(".lxd-push-"))));

        pushing.interrupt();

        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(LxdCancelledException.class);
        assertThat(files().list(directory)).isEmpty();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Does something to the temporary file after its upload. */
    private void betweenUploadAndRename(Tampering tampering) {
        lxd.faults()
                .on("POST", EXEC)
                .when(request -> {
                    Path here = c1.file(directory);
                    try (Stream<Path> files = Files.list(here)) {
                        tampering.with(files.filter(file -> file.toString().contains("/.lxd-push-"))
                                .findFirst()
                                .orElseThrow());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return false;
                })
                .hang();
    }

    private interface Tampering {
        void with(Path temporary) throws IOException;
    }

    @Test
    void contentThatArrivesDifferentReplacesNothing() {
        betweenUploadAndRename(temporary -> Files.writeString(temporary, "other"));

        LxdException thrown = failedReplacement(files());

        assertThat(thrown)
                .isInstanceOfSatisfying(LxdTransferException.class, e -> {
                    assertThat(e.path()).isEqualTo(at("a"));
                    assertThat(e.bytes()).isEqualTo(5_000_000);
                    assertThat(e.expectedSha256())
                            .hasValue("b39781589c4403fb82174c9647a010464cff38bad976547d339899b00053a545");
                    assertThat(e.actualSha256())
                            .hasValue("d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa");
                })
                .hasMessageContaining("it arrived as 5 bytes");
    }

    @Test
    void aTemporaryFileThatVanishesReplacesNothing() {
        betweenUploadAndRename(Files::delete);

        assertThat(failedReplacement(files()))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("No such file");
    }

    @Test
    void aStoppedInstanceHasFilesButReplacesNone() {
        lxd.addInstance("c2").stop();
        InstanceFiles stopped = client.instance("c2").files();
        stopped.push(text("old"), "/root/a", DEFAULTS);

        assertThatThrownBy(() -> stopped.pushAtomically(MUCH, "/root/a", DEFAULTS))
                .isInstanceOf(LxdException.class)
                .hasMessageContaining("not running");

        assertThat(stopped.readAll("/root/a")).asString().isEqualTo("old");
        assertThat(stopped.list("/root")).containsExactly("a");
    }

    @Test
    void aDownloadThatIsCutLeavesTheOldFile() throws IOException {
        files().push(MUCH, at("a"), DEFAULTS);
        Path target = Files.writeString(local.resolve("a"), "old");

        lxd.faults().on("GET", FILES).times(2).truncateAnswer(3_000_000);
        assertThatThrownBy(() -> files().pull(at("a"), target)).isInstanceOf(LxdConnectionException.class);
        assertThatThrownBy(() -> files().readAll(at("a"))).isInstanceOf(LxdConnectionException.class);

        assertThat(target).hasContent("old");
        try (Stream<Path> left = Files.list(local)) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void anInterruptEndsADownload() throws IOException {
        files().push(MUCH, at("a"), DEFAULTS);
        Path target = Files.writeString(local.resolve("a"), "old");

        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> files().pull(at("a"), target));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(LxdCancelledException.class);
        assertThat(target).hasContent("old");
    }

    @Test
    void aRequestTellsTheDaemonAllItNeeds() {
        files().push(text("x"), at("a"), FileAttributes.mode(07).withOwner(5, 6));

        EmbeddedRequest request = lxd.requests().get(lxd.requests().size() - 1);
        assertThat(request.path()).isEqualTo(FILES);
        assertThat(request.query()).containsEntry("path", at("a"));
        assertThat(request.headers())
                .containsEntry("Content-Type", List.of("application/octet-stream"))
                .containsEntry("X-LXD-mode", List.of("0007"))
                .containsEntry("X-LXD-uid", List.of("5"))
                .containsEntry("X-LXD-gid", List.of("6"))
                .containsEntry("X-LXD-type", List.of("file"))
                .containsEntry("X-LXD-write", List.of("overwrite"));
    }

    @Test
    void anAnswerWithoutWordsIsAskedForThem() {
        lxd.faults().on("HEAD", FILES).answer(501, "text/plain", "");
        assertThat(files().stat(directory).type()).isEqualTo(FileType.DIRECTORY);

        lxd.faults().on("HEAD", FILES).error(500, "");
        lxd.faults().on("GET", FILES).error(500, "a reason");
        assertThatThrownBy(() -> files().stat(directory)).hasMessageContaining("LXD answered 500 a reason");
    }

    @Test
    void anAnswerThatIsNotOfLxdIsNotTakenForAFile() {
        String[] bodies = {"<html>", "{\"type\":\"sync\"}"};
        for (String body : bodies) {
            lxd.faults().on("*", FILES).times(3).answer(200, "text/html", body);
            assertThatThrownBy(() -> files().stat(directory)).isInstanceOf(LxdProtocolException.class);
            assertThatThrownBy(() -> files().list(directory)).isInstanceOf(LxdProtocolException.class);
            assertThatThrownBy(() -> files().readAll(directory)).isInstanceOf(LxdProtocolException.class);
        }
    }

    @Test
    void aClosedClientSaysSo() {
        LxdClient other = connect(Duration.ofSeconds(5));
        InstanceFiles closed = other.instance("c1").files();
        other.close();

        assertThatThrownBy(() -> closed.pushAtomically(MUCH, at("a"), DEFAULTS))
                .isInstanceOf(LxdCancelledException.class)
                .hasMessageContaining("the client was closed");
    }
}
