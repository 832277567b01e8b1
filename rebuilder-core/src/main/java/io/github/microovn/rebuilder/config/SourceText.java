package io.github.microovn.rebuilder.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns the bytes of a configuration file into text, or says at which place they are not text. */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /** Decodes UTF-8, with or without a byte order mark. Ends with the problems when there are any. */
    static String decode(byte[] bytes, Problems problems) {
        // "Malformed" is what a decoder from Charset.newDecoder() reports by default; replacing would hide it.
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        if (malformed) {
            int wrong = Byte.toUnsignedInt(bytes[in.position()]);
            addAtEnd(text, String.format("byte 0x%02X is not valid UTF-8; save the file as UTF-8", wrong), problems);
        } else {
            addUnprintable(text, problems);
        }
        problems.throwIfAny();
        return text;
    }

    private static void addUnprintable(String text, Problems problems) {
        for (int index = 0; index < text.length(); index = text.offsetByCodePoints(index, 1)) {
            int codePoint = text.codePointAt(index);
            if (!StreamReader.isPrintable(codePoint)) {
                String message = String.format("character U+%04X is not allowed in YAML", codePoint);
                addAtEnd(text.substring(0, index), message, problems);
                return;
            }
        }
    }

    /** Adds a problem at the place that follows a text. */
    private static void addAtEnd(String before, String message, Problems problems) {
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        problems.add(line, lastLine.codePointCount(0, lastLine.length()) + 1, message);
    }
}
