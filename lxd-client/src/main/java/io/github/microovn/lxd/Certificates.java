package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.resource.Tokens;
import io.github.microovn.lxd.model.CertificateInfo;
import io.github.microovn.lxd.model.CertificateSpec;
import io.github.microovn.lxd.model.IssuedToken;
import java.util.List;
import java.util.Map;

/** The certificates that the daemon trusts, which are named by their fingerprint ({@code /1.0/certificates}). Thread-safe. */
public final class Certificates extends CreatableResources<CertificateInfo, CertificateSpec> {
    private final Family<CertificateInfo, CertificateSpec> family;

    private Certificates(Family<CertificateInfo, CertificateSpec> family) {
        super(family);
        this.family = family;
    }

    static Certificates of(Api api) {
        return new Certificates(Family.of(
                        api.outsideProjects(),
                        CertificateInfo.class,
                        CertificateSpec.class,
                        Noun.of("certificate"),
                        "certificates")
                .keyedBy("fingerprint"));
    }

    /**
     * Issues a token with which a client adds its own certificate ({@code POST /1.0/certificates}). The server must listen on
     * the network. Who has the token may do everything.
     *
     * @param clientName the name that the certificate gets
     * @return the token, as {@code lxc remote add} takes it
     */
    public IssuedToken issueToken(String clientName) {
        return issue(Map.of("type", "client", "name", clientName, "token", true), clientName);
    }

    /**
     * Issues a token with which a client adds its own certificate for some projects only ({@code POST /1.0/certificates}).
     *
     * @param clientName the name that the certificate gets
     * @param projects the names of the projects
     * @return the token, as {@code lxc remote add} takes it
     */
    public IssuedToken issueToken(String clientName, List<String> projects) {
        return issue(
                Map.of("type", "client", "name", clientName, "token", true, "restricted", true, "projects", projects),
                clientName);
    }

    private IssuedToken issue(Map<String, ?> members, String clientName) {
        return Tokens.issue(
                family.api(),
                family.post("issue a token for client " + clientName).withJson(members),
                "client_name",
                clientName);
    }
}
