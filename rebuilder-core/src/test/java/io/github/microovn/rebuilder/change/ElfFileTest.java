package io.github.microovn.rebuilder.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfFileTest {

    private static final int STRINGS = 0x300;
    private static final int VERSIONS = 0x380;
    private static final byte[] NAMES =
            "\0libc.so.6\0libunbound.so.8\0GLIBC_2.34\0GLIBC_2.2.5\0".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private ElfFile read(byte[] bytes) throws IOException {
        return ElfFile.read(Files.write(directory.resolve("file"), bytes)).orElseThrow();
    }

    /** An ELF file with one loaded segment that has everything, at an address that is not its offset. */
    private static byte[] elf(boolean wide, ByteOrder order, int machine) {
        ByteBuffer file = ByteBuffer.allocate(0x400).order(order);
        file.put(new byte[] {
            0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1
        });
        file.putShort(18, (short) machine);
        int header = wide ? 64 : 52;
        int entry = wide ? 56 : 32;
        if (wide) {
            file.putLong(32, header);
        } else {
            file.putInt(28, header);
        }
        file.putShort(wide ? 54 : 42, (short) entry);
        file.putShort(wide ? 56 : 44, (short) 2);
        segment(file, wide, header, 1, 0, 0x10000, 0x400);
        segment(file, wide, header + entry, 2, 0x200, 0x10200, wide ? 96 : 48);
        long[] dynamic = {1, 1, 1, 11, 5, 0x10000 + STRINGS, 10, NAMES.length, 0x6ffffffe, 0x10000 + VERSIONS, 0, 0};
        for (int i = 0; i < dynamic.length; i++) {
            word(file, wide, 0x200 + i * (wide ? 8 : 4), dynamic[i]);
        }
        file.position(STRINGS).put(NAMES);
        file.position(VERSIONS);
        file.putShort((short) 1).putShort((short) 2).putInt(1).putInt(16).putInt(0);
        file.putInt(0).putInt(0).putInt(27).putInt(16);
        file.putInt(0).putInt(0).putInt(38).putInt(0);
        return file.array();
    }

    private static void segment(ByteBuffer file, boolean wide, int at, int type, long offset, long address, long size) {
        file.putInt(at, type);
        word(file, wide, at + (wide ? 8 : 4), offset);
        word(file, wide, at + (wide ? 16 : 8), address);
        word(file, wide, at + (wide ? 32 : 16), size);
    }

    private static void word(ByteBuffer file, boolean wide, int at, long value) {
        if (wide) {
            file.putLong(at, value);
        } else {
            file.putInt(at, (int) value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, LITTLE_ENDIAN, 62, x86_64",
        "true, LITTLE_ENDIAN, 183, aarch64",
        "true, BIG_ENDIAN, 22, s390x",
        "false, LITTLE_ENDIAN, 40, armv7l",
        "true, LITTLE_ENDIAN, 9999, machine 9999"
    })
    void readsTheMachineAndWhatIsNeeded(boolean wide, String order, int machine, String name) throws IOException {
        ElfFile elf = read(elf(wide, order.startsWith("B") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, machine));

        assertThat(elf.machine()).isEqualTo(name);
        assertThat(elf.needs())
                .containsExactly("libc.so.6", "libc.so.6 GLIBC_2.2.5", "libc.so.6 GLIBC_2.34", "libunbound.so.8");
    }

    @Test
    void readsProgramsOfThisMachine() throws IOException {
        assertThat(ElfFile.read(Path.of("/bin/sh").toRealPath()).orElseThrow().needs())
                .anyMatch(need -> need.startsWith("libc."));
    }

    @Test
    void aProgramThatIsLinkedStaticallyNeedsNothing() throws IOException {
        byte[] bytes = elf(true, ByteOrder.LITTLE_ENDIAN, 62);
        bytes[64 + 56] = 4;

        assertThat(read(bytes).needs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "E", "#!/bin/sh\n", "\u007fELG this is something else, and long enough for a whole header"})
    void otherFilesAreNone(String content) throws IOException {
        assertThat(ElfFile.read(Files.writeString(directory.resolve("file"), content)))
                .isEmpty();
    }

    @Test
    void onesThatAreCutOffAreRefused() throws IOException {
        byte[] whole = elf(true, ByteOrder.LITTLE_ENDIAN, 62);
        for (int length : List.of(4, 30, 64, 100, 0x210, 0x310, 0x390)) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).as("%d bytes", length).hasMessage("it is not a complete ELF file");
        }
    }
}
