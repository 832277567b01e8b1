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
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
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
    private static final String SFTP = "/1.0/instances/c1/sftp";
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

    @Override
    Path socket() {
        return lxd.socket();
    }

    /** What a failed replacement of a file threw; the file still is the old one and nothing else is left. */
    private LxdException failedReplacement(InstanceFiles through) {
        return failedReplacement(through, TransferProgress.NONE);
    }

    private LxdException failedReplacement(InstanceFiles through, TransferProgress progress) {
        files().push(text("old"), at("a"), FileAttributes.mode(0640));

        Throwable thrown =
                catchThrowable(() -> through.pushAtomically(MUCH, at("a"), FileAttributes.mode(0755), progress));

        lxd.faults().clear();
        assertThat(thrown).isInstanceOf(LxdException.class);
        assertThat(content(at("a"))).isEqualTo("old");
        assertThat(described(at("a"))).isEqualTo("FILE 0640 0:0");
        assertThat(files().list(directory)).containsExactly("a");
        return (LxdException) thrown;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000, 4_999_999, 5_000_000})
    void aConnectionCutDuringTheUploadLeavesTheOldFile(long bytes) {
        lxd.faults().on("GET", SFTP).dropAfter(bytes);

        assertThat(failedReplacement(files())).isInstanceOf(LxdConnectionException.class);
    }

    /** The greeting has 99 bytes, most answers 30, those of the comparison 32 KiB. */
    @ParameterizedTest
    @ValueSource(longs = {0, 50, 99, 100, 160, 200, 500, 1_000, 3_000, 100_000, 5_000_000})
    void aConnectionCutAtAnyAnswerLeavesTheOldFile(long bytes) {
        lxd.faults().on("GET", SFTP).truncateAnswer(bytes);

        assertThat(failedReplacement(files())).isInstanceOf(LxdConnectionException.class);
    }

    @Test
    void aFullDiskLeavesTheOldFile() {
        lxd.faults().on("GET", SFTP).diskFull(100_000);

        assertThat(failedReplacement(files()))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("no space left on device");
    }

    @Test
    void aDaemonThatSaysNothingLeavesTheOldFile() {
        lxd.faults().on("GET", SFTP).hang();

        try (LxdClient impatient = connect(Duration.ofSeconds(1))) {
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

    /** Does something to the temporary file after its upload. */
    private TransferProgress afterwards(Tampering tampering) {
        return (sent, total) -> {
            if (sent < total) {
                return;
            }
            try (Stream<Path> files = Files.list(c1.file(directory))) {
                tampering.with(files.filter(file -> file.toString().contains("/.lxd-push-"))
                        .findFirst()
                        .orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private interface Tampering {
        void with(Path temporary) throws IOException;
    }

    @Test
    void contentThatArrivesDifferentReplacesNothing() {
        LxdException thrown =
                failedReplacement(files(), afterwards(temporary -> Files.writeString(temporary, "other")));

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
        assertThat(failedReplacement(files(), afterwards(Files::delete)))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void aStoppedInstanceHasFilesToo() {
        lxd.addInstance("c2").stop();
        InstanceFiles stopped = client.instance("c2").files();
        stopped.push(text("old"), "/root/a", DEFAULTS);

        stopped.pushAtomically(text("new"), "/root/a", DEFAULTS);

        assertThat(stopped.readAll("/root/a")).asString().isEqualTo("new");
        assertThat(stopped.list("/root")).containsExactly("a");
    }

    /** What a failed pull threw; the local file still is the old one and nothing else is left. */
    private LxdException failedPull(InstanceFiles through, TransferOptions options) throws IOException {
        // Not by a push: the faults are there already.
        Files.write(c1.file(at("a")), new byte[5_000_000]);
        Path target = Files.writeString(local.resolve("a"), "old");

        Throwable thrown = catchThrowable(() -> through.pull(at("a"), target, options));

        lxd.faults().clear();
        assertThat(Thread.interrupted()).isEqualTo(thrown instanceof LxdCancelledException);
        assertThat(thrown).isInstanceOf(LxdException.class);
        assertThat(target).hasContent("old");
        try (Stream<Path> left = Files.list(local)) {
            assertThat(left).containsExactly(target);
        }
        return (LxdException) thrown;
    }

    /** It is read twice. */
    @ParameterizedTest
    @ValueSource(longs = {0, 50, 99, 130, 200, 500, 100_000, 3_000_000, 5_000_000, 7_000_000, 10_000_000})
    void aPullThatIsCutLeavesTheOldFile(long bytes) throws IOException {
        lxd.faults().on("GET", SFTP).truncateAnswer(bytes);

        assertThat(failedPull(files(), TransferOptions.defaults()))
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("read '" + at("a") + "' on instance c1: ");
    }

    @Test
    void aDaemonThatSaysNothingEndsAPull() throws IOException {
        lxd.faults().on("GET", SFTP).hang();

        try (LxdClient impatient = connect(Duration.ofSeconds(1))) {
            assertThat(failedPull(impatient.instance("c1").files(), TransferOptions.defaults()))
                    .isInstanceOf(LxdTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 5_000_000})
    void anInterruptEndsAPull(long bytes) throws IOException {
        if (bytes == 0) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> files().pull(at("a"), local.resolve("a"))))
                    .isInstanceOf(LxdCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        TransferOptions options = TransferOptions.defaults().withProgress((received, total) -> {
            if (received >= bytes) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(failedPull(files(), options)).isInstanceOf(LxdCancelledException.class);
    }

    @Test
    void aFileThatChangesWhileItIsPulledIsAnError() throws IOException {
        TransferOptions options = TransferOptions.defaults().withProgress((received, total) -> {
            if (received == total) {
                change(at("a"));
            }
        });

        assertThat(failedPull(files(), options))
                .isInstanceOfSatisfying(LxdTransferException.class, e -> {
                    assertThat(e.bytes()).isEqualTo(5_000_000);
                    assertThat(e.expectedSha256())
                            .hasValue("b39781589c4403fb82174c9647a010464cff38bad976547d339899b00053a545");
                    assertThat(e.actualSha256()).isPresent().isNotEqualTo(e.expectedSha256());
                })
                .hasMessageContaining("; was it changed while it was read?");
    }

    private void change(String path) {
        try (FileChannel file = FileChannel.open(c1.file(path), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDownloadThatIsCutIsAnError() {
        files().push(MUCH, at("a"), DEFAULTS);

        lxd.faults().on("GET", FILES).truncateAnswer(3_000_000);
        assertThatThrownBy(() -> files().readAll(at("a"))).isInstanceOf(LxdConnectionException.class);
    }

    @Test
    void aPlainPushThatIsCutSaysSo() {
        lxd.faults().on("GET", SFTP).dropAfter(1_000_000);
        assertThatThrownBy(() -> files().push(MUCH, at("a"), DEFAULTS)).isInstanceOf(LxdConnectionException.class);

        lxd.faults().on("GET", SFTP).diskFull(1_000_000);
        assertThatThrownBy(() -> files().push(MUCH, at("a"), DEFAULTS))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("write '" + at("a") + "' on instance c1")
                .hasMessageContaining("no space left on device");

        Throwable thrown = catchThrowable(() -> files().push(
                        MUCH,
                        at("a"),
                        DEFAULTS,
                        (sent, total) -> Thread.currentThread().interrupt()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(LxdCancelledException.class);
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
