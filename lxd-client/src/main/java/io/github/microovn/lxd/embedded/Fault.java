package io.github.microovn.lxd.embedded;

import java.time.Duration;
import java.util.function.Predicate;

/** One fault of {@link Faults}: which requests it strikes and, by the method called last, how. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Fault {
    Fault() {}

    /**
     * Strikes more than once.
     *
     * @param count how often the fault strikes
     * @return this fault
     */
    public Fault times(int count) {
        throw new UnsupportedOperationException();
    }

    /**
     * Strikes until {@link Faults#clear}.
     *
     * @return this fault
     */
    public Fault always() {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets requests pass before the fault strikes for the first time.
     *
     * @param count how many fitting requests pass unharmed
     * @return this fault
     */
    public Fault after(int count) {
        throw new UnsupportedOperationException();
    }

    /**
     * Narrows the fault down to some of the requests.
     *
     * @param condition what a request must be like
     * @return this fault
     */
    public Fault when(Predicate<? super EmbeddedRequest> condition) {
        throw new UnsupportedOperationException();
    }

    /**
     * Handles the request's body up to a number of bytes, then cuts the connection without an answer: a file that was being
     * written stays truncated, as the daemon leaves it.
     *
     * @param bytes how many bytes of the body arrive
     */
    public void dropAfter(long bytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends the head and some bytes of the right answer, then cuts the connection.
     *
     * @param bytes how many bytes of the answer's body are sent
     */
    public void truncateAnswer(long bytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers rightly but late.
     *
     * @param time how long to wait before the request is handled
     */
    public void delay(Duration time) {
        throw new UnsupportedOperationException();
    }

    /** Reads the request and never answers, until {@link Faults#clear} or the end of the server cuts the connection. */
    public void hang() {
        throw new UnsupportedOperationException();
    }

    /** Answers with bytes that are not HTTP. */
    public void garbage() {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers with something else than the daemon's envelope, as a proxy does.
     *
     * @param status the HTTP status
     * @param contentType the content type
     * @param body the body
     */
    public void answer(int status, String contentType, String body) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers with the daemon's error envelope and does nothing else.
     *
     * @param status the HTTP status, which the envelope repeats as {@code error_code}
     * @param error the daemon's text
     */
    public void error(int status, String error) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers HTTP 200 and an error envelope in the body, as newer daemons answer {@code /wait} for a failed operation.
     *
     * @param errorCode the envelope's {@code error_code}
     * @param error the daemon's text
     */
    public void errorInside200(int errorCode, String error) {
        throw new UnsupportedOperationException();
    }

    /** Answers 503 as a daemon that is starting does. */
    public void unavailable() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores a number of bytes of a file upload, then answers as the daemon does when the instance's disk is full.
     *
     * @param bytes how many bytes still fit
     */
    public void diskFull(long bytes) {
        throw new UnsupportedOperationException();
    }
}
