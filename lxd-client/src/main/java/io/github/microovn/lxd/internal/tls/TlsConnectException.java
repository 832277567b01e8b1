package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A server that could not be connected to. */
public final class TlsConnectException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    private TlsConnectException(HostAndPort server, String explanation, @Nullable IOException cause) {
        super(server + ": " + explanation);
        this.explanation = explanation;
        initCause(cause);
    }

    static TlsConnectException of(HostAndPort server, IOException cause) {
        return new TlsConnectException(server, explanation(cause), cause);
    }

    private static String explanation(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "no address is known for this name";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer (is the address right, and does a firewall let it pass?)";
        }
        if (cause instanceof SSLException) {
            return "TLS failed: " + cause.getMessage() + " (is it LXD that listens there?)";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return cause.getMessage() + " (is core.https_address set on the server?)";
        }
        return String.valueOf(cause.getMessage());
    }

    /** Returns why in words, and what to look at. */
    public String explanation() {
        return explanation;
    }
}
