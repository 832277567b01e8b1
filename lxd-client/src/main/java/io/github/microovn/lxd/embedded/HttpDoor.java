package io.github.microovn.lxd.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;

/** Turns MockWebServer's requests into exchanges and their replies into its responses. */
final class HttpDoor extends Dispatcher {
    /** Keeps MockWebServer from reading bodies: it would hold them in memory. */
    private static final MockResponse HEAD_ONLY =
            new MockResponse.Builder().doNotReadRequestBody().build();

    private static final MockResponse CLOSED = new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
            .build();
    private static final long CHUNKED_ABOVE = 2048;
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(101, "Switching Protocols"),
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(206, "Partial Content"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(416, "Requested Range Not Satisfiable"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));

    private final MockWebServer server;
    private final WireServerSocket listener;
    private final Handler handler;
    private final Clock clock;
    private final Dialect dialect;
    private final List<EmbeddedRequest> log;

    HttpDoor(MockWebServer server, WireServerSocket listener, Handler handler, Clock clock) {
        this(server, listener, handler, clock, Dialect.LXD, new ArrayList<>());
    }

    /** Answers requests and adds them to a log, which it uses under the log's own monitor. */
    HttpDoor(
            MockWebServer server,
            WireServerSocket listener,
            Handler handler,
            Clock clock,
            Dialect dialect,
            List<EmbeddedRequest> log) {
        this.server = server;
        this.listener = listener;
        this.handler = handler;
        this.clock = clock;
        this.dialect = dialect;
        this.log = log;
    }

    List<EmbeddedRequest> requests() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    @Override
    public MockResponse peek() {
        return HEAD_ONLY;
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
        server.takeRequest(0, TimeUnit.SECONDS); // its list of them grows for ever otherwise
        Connection connection = listener.connection(recorded.getConnectionIndex());
        if (connection == null) {
            return CLOSED;
        }
        RequestBody body = new RequestBody(connection, recorded.getHeaders());
        Exchange exchange = new Exchange(request(recorded), body, Map.of(), connection.caller(), dialect);
        synchronized (log) {
            log.add(exchange.request());
        }
        try {
            return response(answer(exchange), exchange, connection);
        } catch (IOException e) {
            connection.close(); // the client left, or a fault cut it off
            return CLOSED;
        }
    }

    private static EmbeddedRequest request(RecordedRequest recorded) {
        String target = recorded.getTarget();
        int mark = target.indexOf('?');
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        recorded.getHeaders()
                .forEach(header -> headers.computeIfAbsent(header.getFirst(), name -> new ArrayList<>())
                        .add(header.getSecond()));
        return new EmbeddedRequest(
                recorded.getMethod(),
                mark < 0 ? target : target.substring(0, mark),
                Exchange.form(mark < 0 ? "" : target.substring(mark + 1)),
                headers);
    }

    private Reply answer(Exchange exchange) throws IOException, InterruptedException {
        try {
            return handler.handle(exchange);
        } catch (ApiError e) {
            return e.reply();
        } catch (EOFException | ClosedChannelException | ConnectionCut e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return Reply.error(500, String.valueOf(e.getMessage()));
        }
    }

    private MockResponse response(Reply reply, Exchange exchange, Connection connection) throws IOException {
        if (reply instanceof Reply.Upgrade upgrade) {
            return upgrade(upgrade, connection);
        }
        boolean drained = exchange.body().drain();
        if (reply instanceof Reply.Cut cut) {
            connection.getOutputStream().write(cut.lastBytes());
            connection.close();
            return CLOSED;
        }
        Reply.Answer answer = (Reply.Answer) reply;
        MockResponse.Builder builder =
                builder(answer.status(), answer.headers()).addHeader("Date", HttpDate.format(clock.instant()));
        if (!exchange.request().method().equals("HEAD") && answer.status() != 304) {
            addBody(builder, answer);
        }
        if (!drained || exchange.header("Connection").orElse("").equalsIgnoreCase("close")) {
            builder.setHeader("Connection", "close");
            builder.onResponseEnd(new SocketEffect.CloseSocket(true, false, false));
        }
        return builder.build();
    }

    private MockResponse.Builder builder(int status, Map<String, String> headers) {
        MockResponse.Builder builder = new MockResponse.Builder().code(status).clearHeaders();
        builder.status("HTTP/1.1 " + status + " " + reason(status));
        headers.forEach((name, value) -> builder.addHeaderLenient(dialect.header(name), value));
        return builder;
    }

    static String reason(int status) {
        return REASONS.getOrDefault(status, "Status");
    }

    private static void addBody(MockResponse.Builder builder, Reply.Answer answer) throws IOException {
        Reply.Content content = answer.content();
        if (content.length() > CHUNKED_ABOVE
                && "application/json".equals(answer.headers().get("Content-Type"))) {
            Buffer buffer = new Buffer();
            content.writeTo(buffer.outputStream());
            builder.chunkedBody(buffer, 4096);
            return;
        }
        builder.body(new MockResponseBody() {
            @Override
            public long getContentLength() {
                return content.length();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                content.writeTo(sink.outputStream());
            }
        });
        builder.setHeader("Content-Length", content.length());
    }

    private MockResponse upgrade(Reply.Upgrade upgrade, Connection connection) {
        return builder(101, upgrade.headers())
                .socketHandler(socket -> {
                    connection.becomeStream();
                    try (connection) {
                        upgrade.protocol().talk(connection);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        // The other end left, or the socket was cut on purpose: both end this protocol.
                        return;
                    }
                })
                .build();
    }
}
