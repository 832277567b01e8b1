package io.github.microovn.lxd.internal.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputPipeTest {
    private final OutputPipe pipe = new OutputPipe();

    @AfterEach
    void close() {
        pipe.close();
    }

    private static ByteString bytes(String text) {
        return ByteString.encodeUtf8(text);
    }

    @Test
    void piecesAreReadInTheirOrderAndInAnySize() throws IOException {
        pipe.write(bytes("abc"));
        pipe.write(bytes(""));
        pipe.write(bytes("defg"));
        pipe.end();
        byte[] two = new byte[2];

        assertThat(pipe.available()).isEqualTo(7);
        assertThat(pipe.isEmpty()).isFalse();
        assertThat(pipe.read(two, 0, 0)).isZero();
        assertThat(pipe.read(two)).isEqualTo(2);
        assertThat(pipe.read()).isEqualTo('c');
        assertThat(new String(pipe.readAllBytes(), UTF_8)).isEqualTo("defg");
        assertThat(pipe.isEmpty()).isTrue();
        assertThat(pipe.read()).isEqualTo(-1);
    }

    @Test
    void aFullPipeHoldsItsWriterUntilItIsRead() throws Exception {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10; i++) {
                pipe.write(bytes("x".repeat(100 * 1024)));
            }
            pipe.end();
        });
        assertThatThrownBy(() -> writer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        assertThat(pipe.readAllBytes()).hasSize(10 * 100 * 1024);
        writer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void closingLetsTheWriterGoAndTheReader() throws Exception {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10; i++) {
                pipe.write(bytes("x".repeat(100 * 1024)));
            }
        });
        OutputPipe empty = new OutputPipe();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return empty.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        pipe.close();
        empty.close();

        writer.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("closed");
    }

    @Test
    void lostOutputIsAnErrorAfterWhatCame() throws IOException {
        pipe.write(bytes("a"));
        pipe.lost(new IllegalStateException("the cable"));

        assertThat(pipe.read()).isEqualTo('a');
        assertThatThrownBy(pipe::read).isInstanceOf(IOException.class).hasMessage("output was lost: the cable");
    }

    @Test
    void anInterruptEndsAReadAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(pipe::read).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptEndsAWriteAndStaysSet() {
        for (int i = 0; i < 3; i++) {
            pipe.write(bytes("x".repeat(100 * 1024)));
        }
        Thread.currentThread().interrupt();

        pipe.write(bytes("y"));

        assertThat(Thread.interrupted()).isTrue();
    }
}
