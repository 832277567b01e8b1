package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name
 * @param type what it is for: {@code client}, {@code server} or {@code metrics}
 * @param restricted whether its holder may only use some projects
 * @param projects the projects that the holder of a restricted one may use
 * @param certificate the certificate: in base64 of DER to create it, in PEM to replace it
 */
public record CertificateSpec(String name, String type, boolean restricted, List<String> projects, String certificate) {
    /** {@inheritDoc} */
    public CertificateSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(certificate, "certificate");
        projects = List.copyOf(projects);
    }

    /**
     * Describes the certificate of a client that may do everything.
     *
     * @param name its name
     * @param certificate the certificate
     * @return the description
     */
    public static CertificateSpec of(String name, X509Certificate certificate) {
        try {
            String der = Base64.getEncoder().encodeToString(certificate.getEncoded());
            return new CertificateSpec(name, "client", false, List.of(), der);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }

    /**
     * Lets the holder use some projects only.
     *
     * @param names the names of the projects
     * @return the changed copy
     */
    public CertificateSpec restrictedTo(String... names) {
        return new CertificateSpec(name, type, true, List.of(names), certificate);
    }

    /**
     * Lets the holder do everything.
     *
     * @return the changed copy
     */
    public CertificateSpec unrestricted() {
        return new CertificateSpec(name, type, false, List.of(), certificate);
    }

    /**
     * Sets the name.
     *
     * @param newName its name
     * @return the changed copy
     */
    public CertificateSpec withName(String newName) {
        return new CertificateSpec(newName, type, restricted, projects, certificate);
    }

    /**
     * Sets what it is for.
     *
     * @param newType what it is for: {@code client}, {@code server} or {@code metrics}
     * @return the changed copy
     */
    public CertificateSpec withType(String newType) {
        return new CertificateSpec(name, newType, restricted, projects, certificate);
    }
}
