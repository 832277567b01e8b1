package io.github.microovn.lxd.internal.sftp;

import java.util.Locale;
import okio.Buffer;
import okio.ByteString;

/**
 * An absolute path on an instance as the bytes it consists of there, which need not be UTF-8. It prints quoted on one line.
 *
 * @param bytes the path
 */
public record RemotePath(ByteString bytes) {
    private static final byte SLASH = '/';

    /** Takes the path that a text is in UTF-8, without slashes at its end. */
    public static RemotePath of(String text) {
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '/') {
            end--;
        }
        return new RemotePath(ByteString.encodeUtf8(text.substring(0, end)));
    }

    /** Returns a path in this directory. */
    public RemotePath child(ByteString name) {
        Buffer path = new Buffer().write(bytes);
        if (bytes.getByte(bytes.size() - 1) != SLASH) {
            path.writeByte(SLASH);
        }
        return new RemotePath(path.write(name).readByteString());
    }

    /** Returns another name in the directory of this path. */
    public RemotePath sibling(String name) {
        int slash = bytes.lastIndexOf(ByteString.of(SLASH));
        return new RemotePath(bytes.substring(0, Math.max(1, slash))).child(ByteString.encodeUtf8(name));
    }

    /** Returns it as text; bytes that are not UTF-8 are replaced. */
    public String text() {
        return bytes.utf8();
    }

    @Override
    public String toString() {
        return quoted(text());
    }

    /** Quotes a path for a message: on one line, whatever is in it. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isISOControl(letter)) {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('\'').toString();
    }
}
