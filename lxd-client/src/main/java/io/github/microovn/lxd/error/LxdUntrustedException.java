package io.github.microovn.lxd.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server does not trust the certificate of this client, or was shown none. */
public final class LxdUntrustedException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient String place;
    private final transient @Nullable String clientFingerprint;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param place the address of the server
     * @param clientFingerprint the fingerprint of the certificate it was shown, or null for none
     */
    public LxdUntrustedException(Attempt attempt, String place, @Nullable String clientFingerprint) {
        super(attempt, sentence(attempt, reason(place, clientFingerprint)), null);
        this.place = place;
        this.clientFingerprint = clientFingerprint;
    }

    private static String reason(String place, @Nullable String fingerprint) {
        String advice = "; run `lxc config trust add` on the server and redeem the token it prints";
        return fingerprint == null
                ? place + " was shown no client certificate" + advice
                : place + " does not trust this client, whose certificate is " + fingerprint + advice;
    }

    /** {@return the address of the server} */
    public String place() {
        return place;
    }

    /** {@return the fingerprint of the certificate that the server was shown, in lower-case hexadecimal} */
    public Optional<String> clientFingerprint() {
        return Optional.ofNullable(clientFingerprint);
    }
}
