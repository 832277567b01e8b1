package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.KeyManager;

/** A certificate and the private key to it. The key never shows in a text. */
public final class Identity {
    private final X509Certificate certificate;
    private final PrivateKey key;

    Identity(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Reads both from PEM files: the key as PKCS#8, SEC1 or PKCS#1, not encrypted.
     *
     * @throws IOException if a file cannot be read or understood; the message names it
     */
    public static Identity read(Path certificate, Path key) throws IOException {
        X509Certificate read = Certificates.read(certificate);
        try {
            return new Identity(read, key(read, Files.readString(key, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(
                    key + " has no private key for " + certificate + " that can be used: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(X509Certificate certificate, String pem) throws GeneralSecurityException {
        Pem.Block block = Pem.read(pem).stream()
                .filter(one -> one.type().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is none in it"));
        byte[] pkcs8 = switch (block.type()) {
            case "PRIVATE KEY" -> block.der();
            case "EC PRIVATE KEY", "RSA PRIVATE KEY" -> wrapped(certificate, block.der());
            case "ENCRYPTED PRIVATE KEY" -> throw new IllegalArgumentException("it is encrypted");
            default -> throw new IllegalArgumentException("a key of the unknown kind " + block.type());
        };
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Makes PKCS#8 of what is inside of it. The algorithm is the one of the public key, parameters included. */
    private static byte[] wrapped(X509Certificate certificate, byte[] key) {
        byte[] algorithm = Der.firstIn(certificate.getPublicKey().getEncoded());
        return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octetString(key));
    }

    /** Returns the key in PEM, as PKCS#8. */
    public String keyPem() {
        return Pem.write("PRIVATE KEY", key.getEncoded());
    }

    /** Returns the certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns the fingerprint of the certificate. */
    public String fingerprint() {
        return Certificates.fingerprint(certificate);
    }

    /** Returns what shows the certificate to whoever asks. */
    public KeyManager keyManager() {
        return new OneKey(this);
    }

    PrivateKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "Identity[" + fingerprint() + "]";
    }
}
