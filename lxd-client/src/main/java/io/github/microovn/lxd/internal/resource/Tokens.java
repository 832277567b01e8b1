package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.model.IssuedToken;
import io.github.microovn.lxd.model.OperationInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the tokens that people hand on of the operations that stand for them. */
public final class Tokens {
    /** What the daemon's own client writes of a time that is not set. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private Tokens() {}

    /** Asks for a token and returns its secret as it is. */
    public static IssuedToken secret(Api api, HttpRequest request) {
        OperationInfo operation = api.start(request);
        return new IssuedToken(operation.id(), Records.as(operation.metadata().get("secret"), String.class));
    }

    /**
     * Asks for a token and returns it as the daemon's own client does: base64 of a JSON object.
     *
     * @param api asks the daemon
     * @param request asks for the token
     * @param nameMember the member of the object for the name
     * @param name who it is for
     */
    public static IssuedToken issue(Api api, HttpRequest request, String nameMember, String name) {
        OperationInfo operation = api.start(request);
        Map<String, @Nullable Object> token = new LinkedHashMap<>();
        token.put(nameMember, name);
        for (String member : new String[] {"fingerprint", "addresses", "secret"}) {
            token.put(member, operation.metadata().get(member));
        }
        token.put("expires_at", operation.metadata().getOrDefault("expiresAt", NEVER));
        byte[] json = Json.write(token).getBytes(StandardCharsets.UTF_8);
        return new IssuedToken(operation.id(), Base64.getEncoder().encodeToString(json));
    }
}
