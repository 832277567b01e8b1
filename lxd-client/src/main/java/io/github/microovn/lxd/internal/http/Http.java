package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The HTTP client of a daemon. Its calls run in the caller's thread, which an interrupt ends; only streams have threads of
 * their own. They are daemon threads and end with {@link #close}.
 *
 * <p>Outside of it live OkHttp's task runner and Okio's watchdog, two daemon threads of the process that end when idle.
 */
public final class Http implements AutoCloseable {
    /** Below the 30 seconds after which newer daemons close an idle connection. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(20);

    /** How long a daemon may take nothing of what is sent to it, also where it may take its time to answer. */
    private static final Duration STALLED = Duration.ofSeconds(12);

    private static final int MOST_IDLE = 8;
    private static final Duration THREAD_KEEP_ALIVE = Duration.ofSeconds(10);

    private final Transport transport;
    private final Failures failures;
    private final Duration requestTimeout;
    private final OkHttpClient client;
    private final OkHttpClient patient;
    private final HeaderNames headerNames = new HeaderNames();
    private final ExecutorService threads = newThreads();
    private final Farewells farewells = new Farewells();
    private volatile boolean closed;

    /**
     * Makes a client. It connects with the first request.
     *
     * @param transport how connections are made; closed with this
     * @param connectTimeout how long making one may take
     * @param requestTimeout how long a request may take
     */
    public Http(Transport transport, Duration connectTimeout, Duration requestTimeout) {
        this.transport = transport;
        this.requestTimeout = requestTimeout;
        Duration stalled = requestTimeout.compareTo(STALLED) < 0 ? requestTimeout : STALLED;
        this.failures = new Failures(transport.place(), stalled);
        this.client = new OkHttpClient.Builder()
                .socketFactory(transport.sockets())
                // One fixed address and no proxy: the transport knows the way, and nothing may be looked up.
                .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
                .proxy(Proxy.NO_PROXY)
                .fastFallback(false)
                .followRedirects(false)
                // TLS is the transport's; that OkHttp has none also means that it loads no trust store.
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(MOST_IDLE, KEEP_IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .addInterceptor(headerNames)
                .connectTimeout(connectTimeout)
                .readTimeout(requestTimeout)
                .writeTimeout(stalled)
                .build();
        this.patient = client.newBuilder()
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                THREAD_KEEP_ALIVE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "lxd-client-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Gives headers the names that Incus has for them, from the next request on. */
    public void speakIncus() {
        headerNames.useThoseOfIncus();
    }

    /** Returns where the daemon is. */
    public String place() {
        return transport.place();
    }

    /** Returns how long a request may take. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /**
     * Sends a request and decodes its good answer. The answer is closed in any case.
     *
     * @throws io.github.microovn.lxd.error.LxdException if there is no good answer
     */
    public <T> T exchange(HttpRequest request, Decoder<T> decoder) {
        try (Answer answer = open(request)) {
            return decoder.decode(answer);
        } catch (IOException e) {
            throw failures.transport(request.attempt(), e, closed, limit(request));
        } catch (IllegalArgumentException e) {
            throw new LxdProtocolException(request.attempt(), "the answer is not understood: " + e.getMessage(), e);
        }
    }

    /**
     * Sends a request that is answered in JSON and decodes the answer.
     *
     * @throws io.github.microovn.lxd.error.LxdException if there is no good answer
     */
    public <T> T send(HttpRequest request, Function<Envelope, T> decoder) {
        return send(request, (envelope, answer) -> decoder.apply(envelope));
    }

    /**
     * Sends a request that is answered in JSON and decodes the answer with its headers.
     *
     * @throws io.github.microovn.lxd.error.LxdException if there is no good answer
     */
    public <T> T send(HttpRequest request, BiFunction<Envelope, Answer, T> decoder) {
        return exchange(request, answer -> {
            Envelope envelope = envelope(answer.text());
            if (envelope.isError()) {
                throw Failures.refusal(request.attempt(), answer.status(), envelope);
            }
            return decoder.apply(envelope, answer);
        });
    }

    private static Envelope envelope(String text) {
        try {
            return Envelope.parse(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in: " + Failures.quote(text), e);
        }
    }

    /**
     * Sends a request and returns its good answer, to be read and closed by the caller.
     *
     * @throws io.github.microovn.lxd.error.LxdException if there is no good answer
     */
    public Answer open(HttpRequest request) {
        return new Answer(execute(request, call(request)));
    }

    /** Returns an answer that is a good one, still open. */
    Response execute(HttpRequest request, Call call) {
        if (closed) {
            throw new LxdCancelledException(request.attempt(), "the client was closed", null);
        }
        try {
            Response response = call.execute();
            if (response.code() < 300) {
                return response;
            }
            try (response) {
                String body = response.body().string();
                throw Failures.refusal(request.attempt(), response.code(), response.message(), body);
            }
        } catch (ProtocolException e) {
            throw new LxdProtocolException(request.attempt(), "the answer is not HTTP: " + e.getMessage(), e);
        } catch (IOException e) {
            throw failures.transport(request.attempt(), e, closed, limit(request));
        }
    }

    private Call call(HttpRequest request) {
        Call call = (request.pace() == HttpRequest.Pace.WAIT ? patient : client).newCall(request.request());
        if (request.pace() != HttpRequest.Pace.TRANSFER) {
            call.timeout().timeout(limit(request).toMillis(), TimeUnit.MILLISECONDS);
        }
        return call;
    }

    private Duration limit(HttpRequest request) {
        Duration own = request.limit();
        return own == null ? requestTimeout : own;
    }

    /** Prepares a request that turns its connection into a bare stream, which has no time limit any more. */
    public Upgrade upgrade(HttpRequest request) {
        return new Upgrade(this, request, call(request.asWait(requestTimeout)));
    }

    /** Returns the threads that wait for streams. They end with this. */
    public Executor threads() {
        return threads;
    }

    /** Translates what a stream of this client's connections reported. */
    public RuntimeException failure(HttpRequest request, IOException e) {
        return failures.transport(request.attempt(), e, closed, limit(request));
    }

    /** Has something done before this is closed, or the process ends. The client still works then. */
    public void beforeClose(Runnable farewell) {
        farewells.add(farewell);
    }

    /** Takes back {@link #beforeClose}. */
    public void notBeforeClose(Runnable farewell) {
        farewells.remove(farewell);
    }

    /** Ends every call, thread and socket of this client. */
    @Override
    public void close() {
        farewells.say();
        closed = true;
        client.dispatcher().cancelAll();
        threads.shutdown();
        client.connectionPool().evictAll();
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
