package io.github.microovn.lxd.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys of our own making and of OpenSSL's. */
class IdentityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void names() {
        certificate = directory.resolve("client.crt");
        key = directory.resolve("client.key");
    }

    @Test
    void whatWasMadeCanBeWrittenAndReadAgain() throws Exception {
        Identity made = SelfSigned.client("me@here", NOW);
        Files.writeString(certificate, Certificates.pem(made.certificate()));
        Files.writeString(key, made.keyPem());

        Identity read = Identity.read(certificate, key);

        assertThat(read.fingerprint()).isEqualTo(made.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(fits(read)).isTrue();
    }

    @Test
    void aMadeCertificateIsLikeThoseOfLxd() throws Exception {
        X509Certificate made = SelfSigned.client("me@here", NOW).certificate();

        made.verify(made.getPublicKey());
        assertThat(made.getSigAlgName()).isEqualTo("SHA384withECDSA");
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=me@here,O=lxd-client");
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(made.getKeyUsage()).startsWith(true, false, true, false);
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
    }

    @Test
    void aMadeCertificateCanOutliveTheYear2050() {
        Instant late = Instant.parse("2049-06-01T00:00:00Z");

        X509Certificate made = SelfSigned.client("me@here", late).certificate();

        assertThat(made.getNotAfter().toInstant()).isEqualTo(late.plus(Duration.ofDays(3650)));
    }

    @Test
    void aServersCertificateNamesItsMachine() throws Exception {
        X509Certificate made = SelfSigned.server("lab", NOW).certificate();

        assertThat(made.getSubjectAlternativeNames()).containsExactly(List.of(2, "lab"), List.of(7, "127.0.0.1"));
    }

    @Test
    void anotherProgramUnderstandsWhatWasMade() throws Exception {
        Identity made = SelfSigned.client("me@here", NOW);
        Files.writeString(certificate, Certificates.pem(made.certificate()));
        Files.writeString(key, made.keyPem());

        String text = openssl("x509", "-in", "client.crt", "-noout", "-text");

        assertThat(text).contains("secp384r1", "TLS Web Client Authentication", "Digital Signature, Key Encipherment");
        assertThat(openssl("pkey", "-in", "client.key", "-pubout"))
                .isEqualTo(openssl("x509", "-in", "client.crt", "-noout", "-pubkey"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecparam -name secp384r1 -genkey -noout", // SEC1
                "ecparam -name prime256v1 -genkey", // SEC1 with a block of parameters before it
                "genrsa -traditional 2048", // PKCS#1
                "genrsa 2048", // PKCS#8
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
                "genpkey -algorithm ed25519"
            })
    void keysAreReadHoweverTheyAreWritten(String command) throws Exception {
        makeKey(command, "client.key");
        openssl("req", "-x509", "-key", "client.key", "-subj", "/CN=me", "-days", "10", "-out", "client.crt");

        assertThat(fits(Identity.read(certificate, key))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec -aes128 -passout pass:x", "pkcs8 -topk8 -passout pass:x"})
    void anEncryptedKeyIsRefusedByName(String encryption) throws Exception {
        makeKey("ecparam -name secp384r1 -genkey -noout", "plain.key");
        openssl("req", "-x509", "-key", "plain.key", "-subj", "/CN=me", "-days", "10", "-out", "client.crt");
        openssl((encryption + " -in plain.key -out client.key").split(" "));

        assertThatThrownBy(() -> Identity.read(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("encrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not PEM",
                "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n$$$\n-----END PRIVATE KEY-----\n",
                "-----BEGIN DSA PRIVATE KEY-----\nMHcC\n-----END DSA PRIVATE KEY-----\n"
            })
    void whatIsNoKeyIsRefusedWithoutItsContent(String content) throws Exception {
        X509Certificate other = SelfSigned.client("me", NOW).certificate();
        Files.writeString(certificate, Certificates.pem(other));
        Files.writeString(key, content);

        assertThatThrownBy(() -> Identity.read(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.toString())
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("MHcC"));
    }

    @Test
    void whatIsNoCertificateIsNamed() throws Exception {
        Files.writeString(certificate, "nothing");

        assertThatThrownBy(() -> Identity.read(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(certificate.toString());
    }

    @Test
    void neitherAnIdentityNorAKeyInPemShowsItsKey() {
        Identity made = SelfSigned.client("me@here", NOW);

        assertThat(made).hasToString("Identity[" + made.fingerprint() + "]");
        assertThat(Pem.read(made.keyPem())).hasToString("[Block[PRIVATE KEY]]");
    }

    private static boolean fits(Identity identity) throws Exception {
        PrivateKey key = identity.key();
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(identity.certificate().getPublicKey());
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void makeKey(String command, String file) throws Exception {
        openssl(command.replaceFirst("^\\w+", "$0 -out " + file).split(" "));
    }

    private String openssl(String... arguments) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl");
        List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }
}
