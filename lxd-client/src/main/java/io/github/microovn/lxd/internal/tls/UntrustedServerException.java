package io.github.microovn.lxd.internal.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A server showed a certificate that it should not. Nothing was sent to it. */
public final class UntrustedServerException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String expected;
    private final String actual;

    UntrustedServerException(@Nullable String expected, String actual, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.expected = expected;
        this.actual = actual;
    }

    /** Returns the fingerprint that it should have, or null where any with a good signature would do. */
    public @Nullable String expected() {
        return expected;
    }

    /** Returns the fingerprint that it has. */
    public String actual() {
        return actual;
    }
}
