package io.github.microovn.lxd.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read from the connection as the handler asks for it. As the daemon does, it sends {@code 100
 * Continue} when the reading begins, to a client that waits for it.
 */
final class RequestBody extends InputStream {
    /** What a server reads to keep a connection whose handler did not want the body; Go has the same number. */
    private static final long DRAIN_LIMIT = 256 * 1024;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final boolean chunked;
    private boolean continueExpected;
    private boolean ended;
    private long remaining; // of the content, or of the current chunk
    private boolean chunkOpen;
    private long failAfter = Long.MAX_VALUE;
    private @Nullable IOException failure;

    RequestBody(Connection connection, Headers headers) {
        this.connection = connection;
        chunked = "chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"));
        remaining = chunked
                ? 0
                : Long.parseLong(Optional.ofNullable(headers.get("Content-Length"))
                        .orElse("0")
                        .strip());
        ended = !chunked && remaining == 0;
        continueExpected = "100-continue".equalsIgnoreCase(headers.get("Expect"));
    }

    /** Makes reading fail once this many bytes were read. */
    void failAfter(long bytes, IOException exception) {
        failAfter = bytes;
        failure = exception;
    }

    /** Counts bytes that come after an upgrade as if they were read here. */
    void spend(int bytes) throws IOException {
        failAfter -= Math.min(bytes, failAfter);
        if (failAfter == 0 && failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (failAfter == 0 && failure != null) {
            throw failure;
        }
        if (ended) {
            return -1;
        }
        if (continueExpected) {
            continueExpected = false;
            connection.getOutputStream().write(CONTINUE);
        }
        if (remaining == 0 && !nextChunk()) {
            return -1;
        }
        int count = connection.readRaw(target, offset, (int) Math.min(Math.min(length, remaining), failAfter));
        if (count < 0) {
            throw new EOFException("the client left in the middle of a body");
        }
        remaining -= count;
        failAfter -= count;
        ended = !chunked && remaining == 0;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (chunkOpen && !line().isEmpty()) {
            throw new ProtocolException("a chunk is longer than its size");
        }
        remaining = Long.parseLong(line().split(";", 2)[0].strip().toLowerCase(Locale.ROOT), 16);
        chunkOpen = true;
        if (remaining == 0) {
            ended = true;
            while (!line().isEmpty()) {} // trailers
        }
        return !ended;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (connection.readRaw(one, 0, 1) == 1) {
            if (one[0] == '\n') {
                return line.toString(StandardCharsets.US_ASCII).stripTrailing();
            }
            line.write(one[0]);
        }
        throw new EOFException("the client left in the middle of a body");
    }

    /**
     * Reads on to the end of the body, if that is near.
     *
     * @return whether the connection can be used for another request
     */
    boolean drain() throws IOException {
        if (ended) {
            return true;
        }
        if (continueExpected || failAfter == 0) {
            return false;
        }
        failAfter = Long.MAX_VALUE; // it failed for the handler; the connection is well
        byte[] buffer = new byte[8192];
        long left = DRAIN_LIMIT;
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            left -= count;
            if (left < 0) {
                return false;
            }
        }
        return true;
    }
}
