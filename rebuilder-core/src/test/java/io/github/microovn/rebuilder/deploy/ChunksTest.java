package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunksTest {

    private static final int SIZE = 3_000_000;
    private static final int SOME = 200_000;

    @TempDir
    private Path directory;

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Chunks chunks(byte[]... parts) throws IOException {
        return Chunks.of(file(parts), Optional.empty());
    }

    private Path file(byte[]... parts) throws IOException {
        Path file = Files.createTempFile(directory, "file", "");
        Files.write(file, new byte[0]);
        for (byte[] part : parts) {
            Files.write(file, part, java.nio.file.StandardOpenOption.APPEND);
        }
        return file;
    }

    @Test
    void whoHasAlmostTheSameFileLacksLittle() throws IOException {
        byte[] old = bytes(1, SIZE);
        byte[] changed = old.clone();
        changed[SIZE / 2]++;

        Optional<Delta> delta = chunks(changed).lacking(chunks(old));

        assertThat(delta).hasValueSatisfying(found -> {
            assertThat(found.sentBytes()).isBetween(1L, 100_000L);
            assertThat(found.steps()).matches("\\d+\\+\\d+");
        });
    }

    @Test
    void whatHasMovedIsNotLacking() throws IOException {
        byte[] old = bytes(1, SIZE);
        byte[] inserted = bytes(2, 1000);
        byte[] head = Arrays.copyOf(old, SOME);
        byte[] tail = Arrays.copyOfRange(old, SOME, SIZE);

        Optional<Delta> delta = chunks(head, inserted, tail).lacking(chunks(old));

        assertThat(delta).hasValueSatisfying(found -> {
            assertThat(found.sentBytes()).isBetween(1000L, 200_000L);
            assertThat(found.steps()).startsWith("=" + (SIZE + 1000) + ",").contains("<");
        });
    }

    @Test
    void aSimilarFileMakesNoDifferenceToWhereOneIsCut() throws IOException {
        byte[] old = bytes(1, SIZE);
        byte[] middle = Arrays.copyOfRange(old, SOME, 2 * SOME + 17);
        byte[] tail = Arrays.copyOfRange(old, 2 * SOME, SIZE);
        Path file = file(bytes(2, 1000), middle, bytes(3, 10), tail, middle);
        Chunks alone = Chunks.of(file, Optional.empty());

        assertThat(Chunks.of(file, Optional.of(chunks(old))))
                .usingRecursiveComparison()
                .isEqualTo(alone);
        assertThat(Chunks.of(file, Optional.of(alone)))
                .usingRecursiveComparison()
                .isEqualTo(alone);
        assertThat(Chunks.of(file, Optional.of(chunks(middle))))
                .usingRecursiveComparison()
                .isEqualTo(alone);
    }

    @Test
    void whereMuchIsLackingTheWholeIsAsGood() throws IOException {
        assertThat(chunks(bytes(2, SIZE)).lacking(chunks(bytes(1, SIZE)))).isEmpty();
    }

    @Test
    void manySmallDifferencesAreFewSteps() throws IOException {
        byte[] old = bytes(1, SIZE);
        byte[] changed = old.clone();
        for (int at = 0; at < SIZE / 3; at += 40_000) {
            changed[at]++;
        }

        Optional<Delta> delta = chunks(changed).lacking(chunks(old));

        assertThat(delta)
                .hasValueSatisfying(
                        found -> assertThat(found.steps().split(",")).hasSizeLessThan(3));
    }
}
