package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Certificates in files and as fingerprints. */
public final class Certificates {
    private Certificates() {}

    /**
     * Reads the first certificate of a PEM file.
     *
     * @throws IOException if there is none; the message names the file
     */
    public static X509Certificate read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(content);
        } catch (CertificateException e) {
            throw new IOException(file + " is not a certificate in PEM: " + e.getMessage(), e);
        }
    }

    /** Returns a certificate in PEM. */
    public static String pem(X509Certificate certificate) {
        return Pem.write("CERTIFICATE", der(certificate));
    }

    /** Returns the fingerprint by which LXD knows a certificate: its SHA-256 in lower-case hexadecimal. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }
}
