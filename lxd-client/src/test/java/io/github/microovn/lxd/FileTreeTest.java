package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees on the embedded daemon, with the faults that only that one has. */
class FileTreeTest extends FileTreeFacts {
    private static final String SFTP = "/1.0/instances/c1/sftp";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance c1 = lxd.addInstance("c1");
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();

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

    /** A tree whose push fails before its files take their places leaves all that was there, and nothing else. */
    private LxdException failedPush(InstanceFiles through, TransferOptions options) throws IOException {
        for (int i = 0; i < 40; i++) {
            file(source.resolve("new/d" + i % 3 + "/f" + i), 30_000, "rw-r--r--");
        }
        file(source.resolve("old"), 1_000_000, "rw-r--r--");
        Files.createSymbolicLink(source.resolve("link"), Path.of("old"));
        files().makeDirectory(at("tree"), DEFAULTS);
        files().push(text("old"), at("tree/old"), DEFAULTS);

        Throwable thrown = catchThrowable(() -> through.pushTree(source, at("tree"), options));

        lxd.faults().clear();
        assertThat(Thread.interrupted()).isEqualTo(thrown instanceof LxdCancelledException);
        assertThat(thrown).isInstanceOf(LxdException.class);
        assertThat(content(at("tree/old"))).isEqualTo("old");
        // Of a directory that was asked for without an answer nobody knows who made it.
        assertThat(remote())
                .containsOnlyOnce(at("tree/old"))
                .allSatisfy(path -> assertThat(path).matches(".*/tree/(old|new|new/d[0-2])"));
        return (LxdException) thrown;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 30_000, 700_000, 2_000_000, 2_199_999, 2_200_000})
    void aConnectionCutDuringAPushLeavesTheOldFiles(long bytes) throws IOException {
        lxd.faults().on("GET", SFTP).dropAfter(bytes);

        assertThat(failedPush(files(), TransferOptions.defaults())).isInstanceOf(LxdConnectionException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99, 120, 200, 300, 500, 700, 900, 1_500, 3_000, 5_000, 20_000, 300_000, 1_500_000})
    void aConnectionCutAtAnyAnswerLeavesTheOldFiles(long bytes) throws IOException {
        lxd.faults().on("GET", SFTP).truncateAnswer(bytes);

        assertThat(failedPush(files(), TransferOptions.defaults())).isInstanceOf(LxdConnectionException.class);
    }

    @Test
    void aFullDiskLeavesTheOldFiles() throws IOException {
        lxd.faults().on("GET", SFTP).diskFull(600_000);

        assertThat(failedPush(files(), TransferOptions.defaults()))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("no space left on device");
    }

    @Test
    void anInterruptLeavesTheOldFiles() throws IOException {
        TransferOptions options = TransferOptions.defaults().withProgress((sent, total) -> {
            if (sent > total / 2) {
                Thread.currentThread().interrupt();
            }
        });

        LxdException thrown = failedPush(files(), options);

        assertThat(thrown).isInstanceOf(LxdCancelledException.class);
    }

    @Test
    void aDaemonThatSaysNothingLeavesTheOldFiles() throws IOException {
        lxd.faults().on("GET", SFTP).hang();

        try (LxdClient impatient = LxdClient.builder()
                .socket(lxd.socket())
                .requestTimeout(Duration.ofSeconds(1))
                .connect()) {
            assertThat(failedPush(impatient.instance("c1").files(), TransferOptions.defaults()))
                    .isInstanceOf(LxdTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99, 130, 500, 5_000, 50_000, 900_000})
    void aConnectionCutDuringAPullLeavesTheOldFiles(long bytes) throws IOException {
        for (int i = 0; i < 40; i++) {
            file(source.resolve("d" + i % 3 + "/f" + i), 30_000, "rw-r--r--");
        }
        push();
        Path target = Files.createDirectories(local.resolve("back/d0"));
        Files.writeString(target.resolve("f0"), "old");

        lxd.faults().on("GET", SFTP).truncateAnswer(bytes);
        assertThatThrownBy(() -> files().pullTree(at("tree"), local.resolve("back"), TransferOptions.defaults()))
                .isInstanceOf(LxdConnectionException.class);

        Map<String, String> complete = listing(source);
        assertThat(listing(local.resolve("back"))).allSatisfy((path, what) -> {
            assertThat(path).doesNotContain(".lxd-pull");
            assertThat(bytes(target.resolve("f0")).length).isIn(3, 30_000);
            if (!path.equals("d0/f0")) {
                assertThat(what).isEqualTo(complete.get(path));
            }
        });
    }

    @Test
    void anInterruptEndsAPull() throws IOException {
        file(source.resolve("a"), 3_000_000, "rw-r--r--");
        push();

        Throwable thrown = catchThrowable(() -> files().pullTree(
                        at("tree"),
                        local.resolve("back"),
                        TransferOptions.defaults()
                                .withProgress((received, total) ->
                                        Thread.currentThread().interrupt())));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(LxdCancelledException.class);
        assertThat(local.resolve("back")).isEmptyDirectory();
    }

    @Test
    void aFileThatShrinksWhileItIsPulledIsAnError() throws IOException {
        file(source.resolve("a"), 3_000_000, "rw-r--r--");
        push();

        assertThatThrownBy(() -> files().pullTree(
                                at("tree"),
                                local.resolve("back"),
                                TransferOptions.defaults().withProgress((received, total) -> shrink(at("tree/a")))))
                .hasMessageContaining("was it changed while it was read?");
        assertThat(local.resolve("back")).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadHereIsNamed() throws IOException {
        Path gone = source.resolve("d/gone");
        file(source.resolve("a"), 3_000_000, "rw-r--r--");
        file(gone, 5, "rw-r--r--");
        files().makeDirectory(at("tree"), DEFAULTS);
        // The tree was looked at by then.
        lxd.faults().on("GET", SFTP).when(request -> gone.toFile().delete()).delay(Duration.ZERO);

        assertThatThrownBy(this::push)
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("cannot write '" + at("tree/d/gone") + "' on instance c1: cannot open "
                        + source.toRealPath().resolve("d/gone") + ": no such file or directory");

        assertThat(files().list(at("tree"))).isEmpty();
    }

    private void shrink(String path) {
        try {
            Files.write(c1.file(path), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
