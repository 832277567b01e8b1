package io.github.microovn.lxd.internal.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes certificates as LXD's own tools make them: a key on P-384, signed by itself, good for ten years. */
public final class SelfSigned {
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    /** Digital signature and key encipherment, the first and third of bits that are written from the highest one. */
    private static final byte USAGES = (byte) 0b1010_0000;

    private static final int UNUSED_BITS_OF_USAGES = 5;
    private static final Duration LIFETIME = Duration.ofDays(3650);
    /** For the other end's clock may be behind. */
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    private SelfSigned() {}

    /**
     * Makes a key and the certificate a client shows.
     *
     * @param name the name in the certificate, such as {@code user@host}
     */
    public static Identity client(String name, Instant now) {
        return make(name, CLIENT_AUTH, now, List.of());
    }

    /**
     * Makes a key and the certificate a server shows.
     *
     * @param name the name of the machine
     */
    public static Identity server(String name, Instant now) {
        List<byte[]> names = new ArrayList<>();
        names.add(Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
        names.add(Der.implicit(IP_ADDRESS, InetAddress.getLoopbackAddress().getAddress()));
        return make(name, SERVER_AUTH, now, List.of(Der.sequence(names.toArray(new byte[0][]))));
    }

    private static Identity make(String name, String purpose, Instant now, List<byte[]> alternativeNames) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] content = content(name, purpose, now, keys, alternativeNames);
            byte[] signed = Der.sequence(content, algorithm(), Der.bitString(0, signature(content, keys.getPrivate())));
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
            return new Identity(certificate, keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private static byte[] content(
            String name, String purpose, Instant now, KeyPair keys, List<byte[]> alternativeNames) {
        byte[] serial = new byte[16];
        new SecureRandom().nextBytes(serial);
        byte[] names = Der.sequence(attribute(ORGANIZATION, "lxd-client"), attribute(COMMON_NAME, name));
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(extension(KEY_USAGE, true, Der.bitString(UNUSED_BITS_OF_USAGES, USAGES)));
        extensions.add(extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.objectIdentifier(purpose))));
        extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
        alternativeNames.forEach(value -> extensions.add(extension(ALTERNATIVE_NAMES, false, value)));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(1, serial)),
                algorithm(),
                names,
                Der.sequence(Der.time(now.minus(LEEWAY)), Der.time(now.plus(LIFETIME))),
                names,
                keys.getPublic().getEncoded(),
                Der.explicit(3, Der.sequence(extensions.toArray(new byte[0][]))));
    }

    private static byte[] attribute(String type, String value) {
        return Der.set(Der.sequence(Der.objectIdentifier(type), Der.text(value)));
    }

    private static byte[] extension(String type, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.objectIdentifier(type), Der.bool(true), Der.octetString(value))
                : Der.sequence(Der.objectIdentifier(type), Der.octetString(value));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.objectIdentifier(ECDSA_WITH_SHA384));
    }

    private static byte[] signature(byte[] content, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA384withECDSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }
}
