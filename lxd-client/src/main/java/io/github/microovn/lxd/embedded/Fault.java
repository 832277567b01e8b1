package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One fault of {@link Faults}: which requests it strikes and, by the method called last, how. The methods that say how end
 * its construction; after them it strikes.
 */
public final class Fault {
    private final Faults faults;
    private final String method;
    private final Pattern path;
    private Predicate<? super EmbeddedRequest> condition = request -> true;
    private int passing;
    private int striking = 1;
    private Effect effect = (exchange, handler, cleared) -> handler.handle(exchange);

    /** How a request is handled wrongly. */
    interface Effect {
        Reply strike(Exchange exchange, Handler handler, CountDownLatch cleared)
                throws IOException, InterruptedException;
    }

    Fault(Faults faults, String method, Pattern path) {
        this.faults = faults;
        this.method = method;
        this.path = path;
    }

    /**
     * Strikes more than once.
     *
     * @param count how often the fault strikes
     * @return this fault
     */
    public Fault times(int count) {
        striking = count;
        return this;
    }

    /**
     * Strikes until {@link Faults#clear}.
     *
     * @return this fault
     */
    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /**
     * Lets requests pass before the fault strikes for the first time.
     *
     * @param count how many fitting requests pass unharmed
     * @return this fault
     */
    public Fault after(int count) {
        passing = count;
        return this;
    }

    /**
     * Narrows the fault down to some of the requests.
     *
     * @param newCondition what a request must be like
     * @return this fault
     */
    public Fault when(Predicate<? super EmbeddedRequest> newCondition) {
        condition = newCondition;
        return this;
    }

    /**
     * Handles the request's body up to a number of bytes, then cuts the connection without an answer: a file that was being
     * written stays truncated, as the daemon leaves it. A shorter body is handled whole, and only the answer is lost. Of an
     * SFTP session the bytes count that are written to files.
     *
     * @param bytes how many bytes of the body arrive
     */
    public void dropAfter(long bytes) {
        strike((exchange, handler, cleared) -> {
            exchange.body().failAfter(bytes, new ConnectionCut());
            if (bytes > 0 && handler.handle(exchange) instanceof Reply.Upgrade upgrade) {
                return upgrade;
            }
            throw new ConnectionCut();
        });
    }

    /**
     * Sends the head and some bytes of the right answer, then cuts the connection. For a websocket the bytes that follow the
     * upgrade count.
     *
     * @param bytes how many bytes of the answer's body are sent
     */
    public void truncateAnswer(long bytes) {
        strike((exchange, handler, cleared) -> {
            Reply reply = handler.handle(exchange);
            if (reply instanceof Reply.Answer answer) {
                return new Reply.Cut(Reply.beginning(answer, bytes));
            }
            if (reply instanceof Reply.Upgrade upgrade) {
                return new Reply.Upgrade(upgrade.headers(), connection -> {
                    connection.limitOutput(bytes);
                    upgrade.protocol().talk(connection);
                });
            }
            return reply;
        });
    }

    /**
     * Answers rightly but late.
     *
     * @param time how long to wait before the request is handled
     */
    public void delay(Duration time) {
        strike((exchange, handler, cleared) -> {
            cleared.await(time.toNanos(), TimeUnit.NANOSECONDS);
            return handler.handle(exchange);
        });
    }

    /** Reads the request and never answers, until {@link Faults#clear} or the end of the server cuts the connection. */
    public void hang() {
        strike((exchange, handler, cleared) -> {
            exchange.body().drain();
            cleared.await();
            throw new ConnectionCut();
        });
    }

    /** Answers with bytes that are not HTTP. */
    public void garbage() {
        byte[] bytes = "\u0000\u0001SSH-2.0-not http at all\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        strike((exchange, handler, cleared) -> new Reply.Cut(bytes));
    }

    /**
     * Answers with something else than the daemon's envelope, as a proxy does.
     *
     * @param status the HTTP status
     * @param contentType the content type
     * @param body the body
     */
    public void answer(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        strike((exchange, handler, cleared) -> Reply.of(status, contentType, bytes));
    }

    /**
     * Answers with the daemon's error envelope and does nothing else.
     *
     * @param status the HTTP status, which the envelope repeats as {@code error_code}
     * @param error the daemon's text
     */
    public void error(int status, String error) {
        strike((exchange, handler, cleared) -> Reply.error(status, error));
    }

    /**
     * Answers HTTP 200 and an error envelope in the body, as newer daemons answer {@code /wait} for a failed operation. The
     * request is handled before, so that a wait ends when it would.
     *
     * @param errorCode the envelope's {@code error_code}
     * @param error the daemon's text
     */
    public void errorInside200(int errorCode, String error) {
        strike((exchange, handler, cleared) -> {
            handler.handle(exchange);
            return Reply.json(200, Json.envelope("error", "", 0, "", errorCode, error, null));
        });
    }

    /** Answers 503 as a daemon that is starting does. */
    public void unavailable() {
        error(503, "LXD daemon setup in progress");
    }

    /**
     * Stores a number of bytes of a file upload, then answers as the daemon does when the instance's disk is full. Of an SFTP
     * session the bytes count that are written to files.
     *
     * @param bytes how many bytes still fit
     */
    public void diskFull(long bytes) {
        strike((exchange, handler, cleared) -> {
            exchange.body().failAfter(bytes, new FileRoutes.DiskFull());
            return handler.handle(exchange);
        });
    }

    private void strike(Effect newEffect) {
        effect = newEffect;
        faults.add(this);
    }

    Effect effect() {
        return effect;
    }

    /** Decides, and counts, whether this request is struck. */
    boolean strikes(EmbeddedRequest request) {
        boolean fits = striking > 0
                && (method.equals("*") || method.equals(request.method()))
                && path.matcher(request.path()).matches()
                && condition.test(request);
        if (!fits) {
            return false;
        }
        if (passing > 0) {
            passing--;
            return false;
        }
        striking--;
        return true;
    }

    boolean spent() {
        return striking <= 0;
    }
}
