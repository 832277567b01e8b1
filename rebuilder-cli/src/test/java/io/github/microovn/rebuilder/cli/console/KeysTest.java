package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeysTest {

    /** What a terminal gives in one reading each. */
    private static final class Typed extends InputStream {
        private final Deque<byte[]> chunks = new ArrayDeque<>();
        private final boolean breaks;

        private Typed(boolean breaks, String... chunks) {
            this.breaks = breaks;
            Arrays.stream(chunks)
                    .map(chunk -> chunk.getBytes(StandardCharsets.UTF_8))
                    .forEach(this.chunks::add);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            byte[] chunk = chunks.poll();
            if (chunk == null) {
                if (breaks) {
                    throw new IOException("Input/output error");
                }
                return -1;
            }
            System.arraycopy(chunk, 0, bytes, offset, chunk.length);
            return chunk.length;
        }
    }

    private static List<String> keys(InputStream input) throws InterruptedException {
        BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
        List<String> result = new ArrayList<>();
        try (var keys = new Keys(input, typed::add)) {
            keys.ask();
            keys.ask();
            Optional<String> next = typed.poll(5, TimeUnit.SECONDS);
            while (next != null && next.isPresent()) {
                result.add(next.get());
                next = typed.poll(5, TimeUnit.SECONDS);
            }
            assertThat(next).as("the end in time").isEmpty();
        }
        return result;
    }

    @Test
    void givesEachKeyAsItIsPressed() throws Exception {
        assertThat(keys(new Typed(false, "a", "\n", "\r", "?", "\u00fc", "\n\n\n")))
                .containsExactly("a", "", "", "?", "\u00fc", "");
    }

    @Test
    void takesAKeyWithAnEnterBehindItForTheKey() throws Exception {
        assertThat(keys(new Typed(false, "q\n"))).containsExactly("q");
    }

    @Test
    void doesNotObeyArrowsNorWhatIsPasted() throws Exception {
        assertThat(keys(new Typed(false, "\u001b[A", "\u001bOu", "undo all\n", "a")))
                .containsExactly("a");
    }

    @Test
    void ctrlDIsTheEnd() throws Exception {
        assertThat(keys(new Typed(false, "a", "\u0004", "b"))).containsExactly("a");
    }

    @Test
    void aTerminalThatHasGoneIsTheEnd() throws Exception {
        assertThat(keys(new Typed(true, "a"))).containsExactly("a");
    }
}
