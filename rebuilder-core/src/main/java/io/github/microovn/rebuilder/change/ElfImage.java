package io.github.microovn.rebuilder.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an ELF file that are loaded. Offsets are those of the specification, for 64 and for 32 bits. */
final class ElfImage {

    static final long NEEDED = 1;
    static final long STRING_TABLE = 5;
    static final long STRING_SIZE = 10;
    static final long VERSIONS = 0x6ffffffe;

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int NOTE = 4;
    private static final int BUILD_ID = 3;
    private static final int GNU = 0x00554e47;
    private static final int HEADER_BYTES = 64;
    private static final int LARGEST = 1 << 24;

    private final FileChannel channel;
    private final boolean wide;
    private final ByteOrder order;
    private final int machine;
    private final List<Segment> segments = new ArrayList<>();

    private record Segment(int type, long offset, long address, long size) {}

    /** A part of the file. */
    record Range(long offset, long size) {
        static final Range NONE = new Range(0, 0);
    }

    /** The values of one kind of entry, in the order of the file. */
    record Values(List<Long> all) {
        static final Values NONE = new Values(List.of());
    }

    private ElfImage(FileChannel channel, ByteBuffer header) throws IOException {
        this.channel = channel;
        this.wide = header.get(4) == 2;
        this.order = header.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        this.machine = Short.toUnsignedInt(header.getShort(18));
        long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        ByteBuffer entries = read(table, (long) size * count);
        for (int i = 0; i < count; i++) {
            int at = i * size;
            segments.add(
                    wide
                            ? new Segment(
                                    entries.getInt(at),
                                    entries.getLong(at + 8),
                                    entries.getLong(at + 16),
                                    entries.getLong(at + 32))
                            : new Segment(
                                    entries.getInt(at),
                                    Integer.toUnsignedLong(entries.getInt(at + 4)),
                                    Integer.toUnsignedLong(entries.getInt(at + 8)),
                                    Integer.toUnsignedLong(entries.getInt(at + 16))));
        }
    }

    /** Reads the headers; empty when the file is something else. */
    static Optional<ElfImage> of(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
            // A read may return less than asked for.
        }
        boolean elf = header.position() >= 4 && header.getInt(0) == 0x7f454c46;
        return elf ? Optional.of(new ElfImage(channel, header.flip())) : Optional.empty();
    }

    int machine() {
        return machine;
    }

    /** What the dynamic linker is told: values by kind. */
    Map<Long, Values> dynamic() throws IOException {
        Map<Long, Values> found = new HashMap<>();
        for (Segment segment : segments) {
            if (segment.type() == DYNAMIC) {
                ByteBuffer entries = read(segment.offset(), segment.size());
                int word = wide ? 8 : 4;
                for (int at = 0; at + 2 * word <= entries.limit(); at += 2 * word) {
                    found.computeIfAbsent(word(entries, at), kind -> new Values(new ArrayList<>()))
                            .all()
                            .add(word(entries, at + word));
                }
            }
        }
        return found;
    }

    /** Where the build-id is: in a note of size of name, size of content, kind, name, content, each aligned. */
    Range buildId() throws IOException {
        for (Segment segment : segments) {
            ByteBuffer notes = segment.type() == NOTE ? read(segment.offset(), segment.size()) : ByteBuffer.allocate(0);
            for (int at = 0; at + 16 <= notes.limit(); at = next(notes, at)) {
                if (notes.getInt(at) == 4
                        && notes.getInt(at + 8) == BUILD_ID
                        && Integer.reverseBytes(notes.duplicate()
                                        .order(ByteOrder.BIG_ENDIAN)
                                        .getInt(at + 12))
                                == GNU) {
                    return new Range(segment.offset() + at + 16, notes.getInt(at + 4));
                }
            }
        }
        return Range.NONE;
    }

    private static int next(ByteBuffer notes, int at) {
        long size = 12L + aligned(notes.getInt(at)) + aligned(notes.getInt(at + 4));
        return (int) Math.min(notes.limit(), at + size);
    }

    private static long aligned(int size) {
        return (Integer.toUnsignedLong(size) + 3) & ~3L;
    }

    private long word(ByteBuffer buffer, int at) {
        return wide ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
    }

    /** The only value of a kind. */
    long only(Map<Long, Values> dynamic, long kind) {
        return dynamic.getOrDefault(kind, Values.NONE).all().get(0);
    }

    /** What is loaded at an address. */
    ByteBuffer at(long address, long size) throws IOException {
        return read(segment(address).offset() + address - segment(address).address(), size);
    }

    /** What is loaded from an address on. */
    ByteBuffer from(long address) throws IOException {
        Segment segment = segment(address);
        return at(address, segment.size() - (address - segment.address()));
    }

    private Segment segment(long address) {
        return segments.stream()
                .filter(segment -> segment.type() == LOAD)
                .filter(segment -> address >= segment.address() && address < segment.address() + segment.size())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is loaded at " + address));
    }

    /** The text that begins somewhere in a table of texts. */
    String text(ByteBuffer table, long start) {
        int end = (int) start;
        while (table.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - (int) start];
        table.get((int) start, text);
        return new String(text, UTF_8);
    }

    private ByteBuffer read(long offset, long size) throws IOException {
        if (offset < 0 || size < 0 || size > LARGEST || offset + size > channel.size()) {
            throw new IllegalArgumentException("outside of the file: " + size + " bytes at " + offset);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size).order(order);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // A read may return less than asked for.
        }
        return buffer.flip();
    }
}
