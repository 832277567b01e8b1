package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.microovn.lxd.internal.tls.Certificates;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets in who is trusted, and everybody to what makes them so. */
final class CertificateRoutes {
    private final Trust trust;
    private final Dialect dialect;

    CertificateRoutes(Trust trust, Dialect dialect) {
        this.trust = trust;
        this.dialect = dialect;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/certificates", this::list)
                .route("POST", "/1.0/certificates", this::add)
                .route("GET", "/1.0/certificates/{fingerprint}", exchange -> Reply.sync(json(find(exchange))))
                .route("DELETE", "/1.0/certificates/{fingerprint}", this::remove);
    }

    /** Handles what the caller may ask for and refuses the rest as the daemon does. */
    Reply guard(Exchange exchange, Handler handler) throws IOException, InterruptedException {
        String request = exchange.request().method() + " " + exchange.request().path();
        boolean open = List.of("GET /", "GET /1.0", "POST /1.0/certificates").contains(request);
        if (open || trust.trusts(exchange.caller())) {
            return handler.handle(exchange);
        }
        throw forbidden();
    }

    private static ApiError forbidden() {
        return new ApiError(403, "not authorized");
    }

    private Reply list(Exchange exchange) {
        JsonArray list = new JsonArray();
        for (Trust.Entry entry : trust.entries()) {
            if (exchange.recursion() > 0) {
                list.add(json(entry));
            } else {
                list.add("/1.0/certificates/" + entry.fingerprint());
            }
        }
        return Reply.sync(list);
    }

    private static JsonObject json(Trust.Entry entry) {
        return Json.object(
                "name",
                entry.name(),
                "type",
                "client",
                "restricted",
                false,
                "projects",
                List.of(),
                "certificate",
                Certificates.pem(entry.certificate()),
                "fingerprint",
                entry.fingerprint());
    }

    private Trust.Entry find(Exchange exchange) {
        return trust.find(exchange.parameter("fingerprint"))
                .orElseThrow(() -> ApiError.notFound("Certificate not found"));
    }

    private Reply add(Exchange exchange) throws IOException {
        JsonBody body = exchange.json("CertificatesPost");
        X509Certificate shown = exchange.caller().certificate();
        if (!trust.trusts(exchange.caller())) {
            return admit(shown, body);
        }
        String given = body.string("certificate");
        if (given.isEmpty()) {
            throw ApiError.badRequest("Client is already trusted");
        }
        X509Certificate certificate = Trust.certificate(given);
        if (!trust.add(body.string("name"), certificate)) {
            throw ApiError.badRequest("Certificate already in trust store");
        }
        return Reply.created("/1.0/certificates/" + Certificates.fingerprint(certificate));
    }

    private Reply admit(@Nullable X509Certificate shown, JsonBody body) {
        String token = body.string(dialect == Dialect.INCUS ? "trust_token" : "password");
        if (shown == null) {
            throw ApiError.badRequest("No client certificate provided");
        }
        if (!trust.redeem(token, shown)) {
            throw forbidden();
        }
        return Reply.created("/1.0/certificates/" + Certificates.fingerprint(shown));
    }

    private Reply remove(Exchange exchange) {
        trust.remove(find(exchange));
        return Reply.done();
    }
}
