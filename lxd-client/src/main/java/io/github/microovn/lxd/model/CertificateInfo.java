package io.github.microovn.lxd.model;

import java.util.List;

/**
 * A certificate that the daemon trusts.
 *
 * @param fingerprint the SHA-256 of the certificate, in lower-case hexadecimal, by which it is named
 * @param name its name
 * @param type what it is for: {@code client}, {@code server} or {@code metrics}
 * @param restricted whether its holder may only use some projects
 * @param projects the projects that the holder of a restricted one may use
 * @param certificate the certificate, in PEM
 */
public record CertificateInfo(
        String fingerprint, String name, String type, boolean restricted, List<String> projects, String certificate) {
    /** {@inheritDoc} */
    public CertificateInfo {
        projects = List.copyOf(projects);
    }
}
