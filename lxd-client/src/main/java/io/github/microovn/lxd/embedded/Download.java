package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer to a download, whole or in part. */
final class Download {
    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private Download() {}

    /** The answer with a file's content, or with the part of it that the request wants. */
    static Reply.Answer of(Exchange exchange, String path, Reply.Content whole, Path file) throws IOException {
        Instant modified = lastModified(file);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (unchangedSince(exchange, modified)) {
            return described(Reply.of(304, "", new byte[0]), name, modified);
        }
        Matcher range = RANGE.matcher(exchange.header("Range").orElse(""));
        if (!range.matches() || (range.group(1) + range.group(2)).isEmpty()) {
            return described(answer(200, whole), name, modified).withHeader("Accept-Ranges", "bytes");
        }
        long size = whole.length();
        long first = range.group(1).isEmpty()
                ? Math.max(0, size - Long.parseLong(range.group(2)))
                : Long.parseLong(range.group(1));
        long last = range.group(1).isEmpty() || range.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (first > last) {
            byte[] text = "invalid range: failed to overlap\n".getBytes(StandardCharsets.UTF_8);
            return described(Reply.of(416, "text/plain; charset=utf-8", text), name, modified)
                    .withHeader("Content-Range", "bytes */" + size);
        }
        return described(answer(206, part(whole, first, last - first + 1)), name, modified)
                .withHeader("Accept-Ranges", "bytes")
                .withHeader("Content-Range", "bytes " + first + "-" + last + "/" + size);
    }

    private static Reply.Answer answer(int status, Reply.Content content) {
        return new Reply.Answer(status, Map.of("Content-Type", "application/octet-stream"), content);
    }

    private static Reply.Answer described(Reply.Answer answer, String name, Instant modified) {
        return answer.withHeader("Content-Disposition", "inline;filename=" + name)
                .withHeader("Last-Modified", HttpDate.format(modified));
    }

    private static boolean unchangedSince(Exchange exchange, Instant modified) {
        return exchange.header("If-Modified-Since")
                .flatMap(HttpDate::parse)
                .filter(since -> modified.getEpochSecond() <= since.getEpochSecond())
                .isPresent();
    }

    private static Instant lastModified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** The time of the last change as the daemon's own header has it. */
    static String modified(Path file) throws IOException {
        return MODIFIED.format(lastModified(file));
    }

    /** The content of a file, as long as it is now. */
    static Reply.Content content(Path file) throws IOException {
        long size = Files.size(file);
        return new Reply.Content() {
            @Override
            public long length() {
                return size;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                try (InputStream source = Files.newInputStream(file)) {
                    source.transferTo(target);
                }
            }
        };
    }

    private static Reply.Content part(Reply.Content whole, long first, long length) {
        return new Reply.Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                whole.writeTo(new Window(target, first, length));
            }
        };
    }

    /** Lets a part of what is written through. */
    private static final class Window extends OutputStream {
        private final OutputStream target;
        private long skip;
        private long left;

        Window(OutputStream target, long skip, long left) {
            this.target = target;
            this.skip = skip;
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int skipped = (int) Math.min(skip, length);
            skip -= skipped;
            int written = (int) Math.min(left, length - skipped);
            left -= written;
            target.write(source, offset + skipped, written);
        }
    }
}
