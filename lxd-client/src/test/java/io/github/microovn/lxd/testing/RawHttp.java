package io.github.microovn.lxd.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The smallest HTTP client that shows an answer byte for byte; one connection a request, no product code. */
public final class RawHttp {
    /** Longer than the longest wait for an operation that a test asks for. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path socket;
    private final Duration timeout;

    /**
     * Remembers where to connect. A request may take as long as the longest wait of a test.
     *
     * @param socket a unix socket
     */
    public RawHttp(Path socket) {
        this(socket, PATIENCE);
    }

    /**
     * Remembers where to connect.
     *
     * @param socket a unix socket
     * @param timeout how long a request may take as a whole
     */
    public RawHttp(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    /**
     * Sends a request without body.
     *
     * @param method the method
     * @param target path and query, encoded
     * @param headers whole header lines, such as {@code X-LXD-mode: 0755}
     * @return the answer
     * @throws IOException if there is none
     */
    public Answer request(String method, String target, String... headers) throws IOException {
        return request(method, target, new byte[0], headers);
    }

    /**
     * Sends a request.
     *
     * @param method the method
     * @param target path and query, encoded
     * @param body the body; not announced if empty and the method is GET, HEAD or DELETE
     * @param headers whole header lines
     * @return the answer
     * @throws IOException if there is none in time
     */
    public Answer request(String method, String target, byte[] body, String... headers) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                    () -> close(channel), CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
            try {
                return request(channel, method, target, body, headers);
            } catch (ClosedChannelException e) {
                throw new SocketTimeoutException(
                        "no answer to " + method + " " + target + " from " + socket + " within " + timeout);
            } finally {
                alarm.cancel(false);
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer request(SocketChannel channel, String method, String target, byte[] body, String... headers)
            throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: lxd\r\n");
        List.of(headers).forEach(line -> head.append(line).append("\r\n"));
        if (body.length > 0 || !List.of("GET", "HEAD", "DELETE").contains(method)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        write(channel, head.toString().getBytes(StandardCharsets.UTF_8));
        try {
            write(channel, body);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // A server that does not want the body answers and closes: the answer is there to be read.
            return Answer.read(Channels.newInputStream(channel), method);
        }
        return Answer.read(Channels.newInputStream(channel), method);
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * An answer.
     *
     * @param status the status code
     * @param headers the headers by lower-case name
     * @param body the body, chunks put together
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        /**
         * Returns the body as text.
         *
         * @return the body, which must be UTF-8
         */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        private static Answer read(InputStream in, String method) throws IOException {
            String statusLine = line(in);
            int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (status == 100) {
                return read(in, method);
            }
            boolean empty = method.equals("HEAD") || status == 101 || status == 304;
            return new Answer(status, headers, empty ? new byte[0] : body(in, headers));
        }

        private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
            String length = headers.get("content-length");
            if (length != null) {
                return in.readNBytes(Integer.parseInt(length));
            }
            if (!"chunked".equals(headers.get("transfer-encoding"))) {
                return in.readAllBytes();
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                new ByteArrayInputStream(in.readNBytes(size)).transferTo(whole);
                line(in);
            }
            return whole.toByteArray();
        }

        private static int chunk(InputStream in) throws IOException {
            return Integer.parseInt(line(in), 16);
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the connection ended after: " + line);
                }
                line.write(c);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
