package io.github.microovn.lxd.internal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** As much of DER (X.690) as keys and certificates need. Every method returns one encoded value. */
final class Der {
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int FIRST_YEAR_BEYOND_UTC_TIME = 2050;

    private Der() {}

    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, concatenated(values));
    }

    static byte[] set(byte[]... values) {
        return value(SET, concatenated(values));
    }

    /** A value under a number that the surrounding structure gives a meaning. */
    static byte[] explicit(int number, byte[] value) {
        return value(CONTEXT | CONSTRUCTED | number, value);
    }

    /** Bytes whose type the surrounding structure tells by a number. */
    static byte[] implicit(int number, byte[] content) {
        return value(CONTEXT | number, content);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] bool(boolean flag) {
        return value(0x01, new byte[] {(byte) (flag ? 0xff : 0)});
    }

    static byte[] bitString(int unusedBits, byte... bytes) {
        return value(BIT_STRING, concatenated(new byte[] {(byte) unusedBits}, bytes));
    }

    static byte[] octetString(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    static byte[] text(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] objectIdentifier(String dotted) {
        long[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToLong(Long::parseLong).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        base128(bytes, 40 * arcs[0] + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            base128(bytes, arcs[i]);
        }
        return value(OBJECT_IDENTIFIER, bytes.toByteArray());
    }

    private static void base128(ByteArrayOutputStream bytes, long number) {
        int groups = Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7);
        for (int group = groups - 1; group >= 0; group--) {
            bytes.write((int) (number >>> (7 * group) & 0x7f) | (group == 0 ? 0 : 0x80));
        }
    }

    static byte[] time(Instant instant) {
        boolean late = instant.atOffset(ZoneOffset.UTC).getYear() >= FIRST_YEAR_BEYOND_UTC_TIME;
        String text = DateTimeFormatter.ofPattern(late ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'", Locale.ROOT)
                .format(instant.atOffset(ZoneOffset.UTC));
        return value(late ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[] content) {
        int bytes = content.length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
        byte[] head = new byte[2 + bytes];
        head[0] = (byte) tag;
        head[1] = (byte) (bytes == 0 ? content.length : 0x80 | bytes);
        for (int i = 0; i < bytes; i++) {
            head[2 + i] = (byte) (content.length >>> (8 * (bytes - 1 - i)));
        }
        return concatenated(head, content);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /**
     * Returns the first value inside a sequence, with its head.
     *
     * @throws IllegalArgumentException if it is not a sequence with one
     */
    static byte[] firstIn(byte[] sequence) {
        if (sequence.length < 2 || sequence[0] != SEQUENCE) {
            throw new IllegalArgumentException("not a sequence");
        }
        int start = contentOf(sequence, 0);
        int end = contentOf(sequence, start) + lengthAt(sequence, start);
        if (end > sequence.length) {
            throw new IllegalArgumentException("cut off");
        }
        return Arrays.copyOfRange(sequence, start, end);
    }

    private static int contentOf(byte[] bytes, int start) {
        int length = at(bytes, start + 1);
        return start + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int lengthAt(byte[] bytes, int start) {
        int length = at(bytes, start + 1);
        if (length < 0x80) {
            return length;
        }
        int whole = 0;
        for (int i = 0; i < (length & 0x7f); i++) {
            whole = Math.addExact(Math.multiplyExact(whole, 0x100), at(bytes, start + 2 + i));
        }
        return whole;
    }

    private static int at(byte[] bytes, int index) {
        if (index >= bytes.length) {
            throw new IllegalArgumentException("cut off");
        }
        return bytes[index] & 0xff;
    }
}
