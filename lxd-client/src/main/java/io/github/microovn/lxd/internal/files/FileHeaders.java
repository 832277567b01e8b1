package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.FileType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the headers of an answer tell about a path. */
final class FileHeaders {
    private FileHeaders() {}

    static FileInfo info(Answer answer, InstancePath path) {
        return new FileInfo(
                path.text(),
                type(answer),
                mode(answer),
                number(answer, "X-LXD-uid", 10),
                number(answer, "X-LXD-gid", 10),
                null,
                modifiedAt(answer.header("X-LXD-modified")));
    }

    static FileType type(Answer answer) {
        return switch (text(answer, "X-LXD-type").toLowerCase(Locale.ROOT)) {
            case "file" -> FileType.FILE;
            case "directory" -> FileType.DIRECTORY;
            case "symlink" -> FileType.SYMLINK;
            default -> FileType.UNKNOWN;
        };
    }

    static int mode(Answer answer) {
        return number(answer, "X-LXD-mode", 8);
    }

    private static int number(Answer answer, String header, int radix) {
        return Integer.parseInt(text(answer, header), radix);
    }

    private static String text(Answer answer, String header) {
        String text = answer.header(header);
        if (text == null) {
            throw new IllegalArgumentException(header + " is missing");
        }
        return text;
    }

    /** Reads a time as Go prints it, {@code 2026-11-22 11:01:20 +0000 UTC}; it is always UTC, to the second. */
    private static @Nullable Instant modifiedAt(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text.substring(0, 10) + "T" + text.substring(11, 19) + "Z");
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("X-LXD-modified is not a time: " + text, e);
        }
    }
}
