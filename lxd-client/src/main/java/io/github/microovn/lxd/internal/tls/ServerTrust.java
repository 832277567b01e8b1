package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificate a server may show. */
public final class ServerTrust {
    private final @Nullable String fingerprint;
    private final @Nullable X509ExtendedTrustManager authorities;
    private volatile @Nullable X509Certificate shown;

    private ServerTrust(@Nullable String fingerprint, @Nullable X509ExtendedTrustManager authorities) {
        this.fingerprint = fingerprint;
        this.authorities = authorities;
    }

    /** Only the one with this fingerprint, whatever name and age it has. */
    public static ServerTrust pinned(String fingerprint) {
        return new ServerTrust(fingerprint, null);
    }

    /** Those for the server's name that an authority has signed. */
    public static ServerTrust authority(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            return new ServerTrust(null, manager(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot trust an authority: " + e.getMessage(), e);
        }
    }

    /** Those for the server's name that an authority which this machine trusts has signed. */
    public static ServerTrust system() {
        try {
            return new ServerTrust(null, manager(null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no authorities: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    /** Returns the certificate that a server showed and was trusted for, or null if there was none yet. */
    public @Nullable X509Certificate shown() {
        return shown;
    }

    /** Tells whether the certificate must be for the name of the server. */
    boolean checksName() {
        return authorities != null;
    }

    TrustManager manager() {
        return new Manager();
    }

    /** Being an extended one, it is asked alone: the JDK adds no checks of its own. */
    private final class Manager extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
                throws CertificateException {
            String actual = Certificates.fingerprint(chain[0]);
            if (authorities == null) {
                if (!actual.equals(fingerprint)) {
                    throw new UntrustedServerException(fingerprint, actual, "not the pinned certificate", null);
                }
            } else {
                try {
                    authorities.checkServerTrusted(chain, authType, socket);
                } catch (CertificateException e) {
                    throw new UntrustedServerException(null, actual, String.valueOf(e.getMessage()), e);
                }
            }
            shown = chain[0];
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
            throw new UnsupportedOperationException("only sockets are used");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("only sockets are used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
