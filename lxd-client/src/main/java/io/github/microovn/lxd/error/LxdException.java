package io.github.microovn.lxd.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this client throws about LXD. The message says what was tried, on what, why it failed and, where
 * there is something, what to do. Secrets are never part of it.
 */
public abstract sealed class LxdException extends RuntimeException
        permits LxdApiException,
                LxdCancelledException,
                LxdCertificateException,
                LxdConditionException,
                LxdConfigurationException,
                LxdConnectionException,
                LxdOperationException,
                LxdProtocolException,
                LxdTimeoutException,
                LxdTokenException,
                LxdTransferException,
                LxdUntrustedException {

    private static final long serialVersionUID = 1L;

    private final transient Attempt attempt;

    LxdException(Attempt attempt, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.attempt = requireNonNull(attempt, "attempt");
    }

    /** {@return what was being tried} */
    public Attempt attempt() {
        return attempt;
    }

    static String sentence(Attempt attempt, String reason) {
        return "cannot " + attempt.action() + ": " + reason + " (" + attempt.request() + ")";
    }
}
