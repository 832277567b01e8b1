package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdConnectionException.Tried;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.content.ContentException;
import io.github.microovn.lxd.internal.tls.TlsConnectException;
import io.github.microovn.lxd.internal.tls.UntrustedServerException;
import io.github.microovn.lxd.internal.unix.UnixConnectException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what went wrong in the words of the error family. */
final class Failures {
    private static final int LONGEST_QUOTE = 200;

    private final String place;
    private final Duration stalled;

    /**
     * Names a daemon.
     *
     * @param place where it is
     * @param stalled how long it may take nothing of a body
     */
    Failures(String place, Duration stalled) {
        this.place = place;
        this.stalled = stalled;
    }

    /** Translates what the transport reported. */
    LxdException transport(Attempt attempt, IOException e, boolean closed, Duration limit) {
        if (Thread.currentThread().isInterrupted()) {
            return new LxdCancelledException(attempt, "interrupted", e);
        }
        if (closed) {
            return new LxdCancelledException(attempt, "the client was closed", e);
        }
        if (e instanceof StalledException) {
            return new LxdTimeoutException(attempt, stalled, "LXD at " + place + " took nothing of what was sent", e);
        }
        if (e instanceof InterruptedIOException) {
            return new LxdTimeoutException(attempt, limit, "LXD at " + place + " did not answer", e);
        }
        UntrustedServerException untrusted = cause(e, UntrustedServerException.class);
        if (untrusted != null) {
            return new LxdCertificateException(attempt, place, untrusted.expected(), untrusted.actual(), e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ContentException content) {
                return content.translated(attempt);
            }
            if (cause instanceof UnixConnectException refused) {
                return connection(attempt, refused.explanation(), e);
            }
            if (cause instanceof TlsConnectException refused) {
                return connection(attempt, refused.explanation(), e);
            }
        }
        return connection(attempt, "connection lost: " + e.getMessage(), e);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        Throwable cause = e;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return type.cast(cause);
    }

    private LxdConnectionException connection(Attempt attempt, String reason, @Nullable Throwable cause) {
        return new LxdConnectionException(attempt, List.of(new Tried(place, reason)), cause);
    }

    /** Translates an answer that is not a good one. */
    static LxdApiException refusal(Attempt attempt, int status, String statusText, String body) {
        try {
            Envelope envelope = Envelope.parse(body);
            if (envelope.isError()) {
                return refusal(attempt, status, envelope);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not from LXD: a proxy, or the plain text of a refused upgrade.
        }
        String said = body.isBlank() ? statusText : statusText + " (not an answer of LXD: " + quote(body) + ")";
        return new LxdApiException(attempt, status, status, said);
    }

    static LxdApiException refusal(Attempt attempt, int status, Envelope envelope) {
        int code = envelope.errorCode() == 0 ? status : envelope.errorCode();
        return new LxdApiException(attempt, status, code, envelope.error());
    }

    static String quote(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }
}
