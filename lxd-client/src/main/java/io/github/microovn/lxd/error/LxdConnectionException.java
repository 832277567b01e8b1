package io.github.microovn.lxd.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** LXD could not be reached, or the connection to it was lost in the middle of a request. */
public final class LxdConnectionException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient List<Tried> tried;

    /**
     * Creates the error for places that were tried in turn.
     *
     * @param attempt what was being tried
     * @param tried every place in order, each with why it failed
     * @param cause what the transport reported last, where it did
     */
    public LxdConnectionException(Attempt attempt, List<Tried> tried, @Nullable Throwable cause) {
        super(attempt, message(attempt, tried), cause);
        this.tried = List.copyOf(tried);
    }

    /** {@return the places that were tried, in order} */
    public List<Tried> tried() {
        return tried;
    }

    private static String message(Attempt attempt, List<Tried> tried) {
        StringBuilder text = new StringBuilder("cannot ").append(attempt.action());
        if (tried.size() == 1) {
            return text.append(": ").append(tried.get(0)).toString();
        }
        text.append("; tried:");
        tried.forEach(one -> text.append("\n  ").append(one));
        return text.toString();
    }

    /**
     * A place where LXD was looked for.
     *
     * @param place the path of a socket or another address
     * @param reason why that failed and, where there is something, what to do
     */
    public record Tried(String place, String reason) {
        @Override
        public String toString() {
            return place + ": " + reason;
        }
    }
}
