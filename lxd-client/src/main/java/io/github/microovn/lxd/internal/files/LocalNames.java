package io.github.microovn.lxd.internal.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import okio.Buffer;
import okio.ByteString;

/**
 * Names of files of this machine as the bytes they consist of. A {@link Path} becomes text, and text a path, in the
 * encoding of the locale, which loses what that does not have; URIs carry every byte both ways.
 */
final class LocalNames {
    private LocalNames() {}

    /** Returns the last part of an absolute path. */
    static ByteString name(Path path) {
        String text = String.valueOf(path.getFileName());
        if (isAscii(text)) {
            return ByteString.encodeUtf8(text);
        }
        ByteString whole = bytes(path);
        return whole.substring(whole.lastIndexOf(ByteString.encodeUtf8("/")) + 1);
    }

    /** Returns a path in an absolute directory. */
    static Path resolve(Path directory, ByteString name) {
        String text = name.utf8();
        return isAscii(text)
                ? directory.resolve(text)
                : path(withSlash(bytes(directory)).write(name).readByteString());
    }

    /** Returns what a symbolic link says. */
    static ByteString target(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        if (isAscii(target.toString())) {
            return ByteString.encodeUtf8(target.toString());
        }
        ByteString whole = bytes(target.toAbsolutePath());
        return target.isAbsolute()
                ? whole
                : whole.substring((int) withSlash(bytes(here())).size());
    }

    /** Makes a symbolic link that says something. */
    static void link(Path link, ByteString target) throws IOException {
        String text = target.utf8();
        Path path;
        if (isAscii(text)) {
            path = Path.of(text);
        } else if (text.startsWith("/")) {
            path = path(target);
        } else {
            Path whole = path(withSlash(bytes(here())).write(target).readByteString());
            path = whole.subpath(here().getNameCount(), whole.getNameCount());
        }
        Files.createSymbolicLink(link, path);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter > 0 && letter < 0x80);
    }

    private static Buffer withSlash(ByteString directory) {
        Buffer path = new Buffer().write(directory);
        return directory.endsWith(ByteString.encodeUtf8("/")) ? path : path.writeByte('/');
    }

    /** Takes the bytes out of a URI, which has a slash behind what is a directory. */
    private static ByteString bytes(Path absolute) {
        String encoded = absolute.toUri().getRawPath();
        int end = encoded.length() > 1 && encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
        Buffer bytes = new Buffer();
        for (int i = 0; i < end; i++) {
            if (encoded.charAt(i) == '%') {
                bytes.writeByte(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeByte(encoded.charAt(i));
            }
        }
        return bytes.readByteString();
    }

    private static Path path(ByteString absolute) {
        StringBuilder encoded = new StringBuilder("file://");
        for (int i = 0; i < absolute.size(); i++) {
            int value = absolute.getByte(i) & 0xff;
            if (value == '/') {
                encoded.append('/');
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", value));
            }
        }
        return Path.of(URI.create(encoded.toString()));
    }
}
