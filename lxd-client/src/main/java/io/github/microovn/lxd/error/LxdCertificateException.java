package io.github.microovn.lxd.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server showed another certificate than the one that is trusted. Nothing was sent to it. */
public final class LxdCertificateException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient String place;
    private final transient @Nullable String expectedFingerprint;
    private final transient String actualFingerprint;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param place the address of the server
     * @param expectedFingerprint the fingerprint of the certificate that is trusted, or null where any that a known
     *     authority has signed for the server's name is
     * @param actualFingerprint the fingerprint of the certificate that it showed
     * @param cause what the transport reported
     */
    public LxdCertificateException(
            Attempt attempt,
            String place,
            @Nullable String expectedFingerprint,
            String actualFingerprint,
            @Nullable Throwable cause) {
        super(attempt, sentence(attempt, reason(place, expectedFingerprint, actualFingerprint)), cause);
        this.place = place;
        this.expectedFingerprint = expectedFingerprint;
        this.actualFingerprint = actualFingerprint;
    }

    private static String reason(String place, @Nullable String expected, String actual) {
        if (expected == null) {
            return "nobody who is trusted vouches for the certificate of " + place + ", whose fingerprint is " + actual
                    + "; redeem a trust token of that server, which pins its certificate";
        }
        return place + " shows the certificate " + actual + " instead of " + expected
                + "; if the server got a new one, redeem a new trust token of it, otherwise somebody else answers there";
    }

    /** {@return the address of the server} */
    public String place() {
        return place;
    }

    /** {@return the fingerprint of the certificate that is trusted, in lower-case hexadecimal, where there is one} */
    public Optional<String> expectedFingerprint() {
        return Optional.ofNullable(expectedFingerprint);
    }

    /** {@return the fingerprint of the certificate that the server showed, in lower-case hexadecimal} */
    public String actualFingerprint() {
        return actualFingerprint;
    }
}
