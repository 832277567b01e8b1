package io.github.microovn.lxd.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that an image is sent to.
 *
 * @param server the URL of the server, for example {@code https://10.0.0.2:8443}
 * @param certificate the certificate of the server, in PEM
 * @param secret the secret that the other server gave; secret
 * @param project the project there; null for the default one
 * @param aliases the names it gets there
 */
public record ImageTarget(
        @ApiName("target") String server,
        String certificate,
        @Nullable String secret,
        @Nullable String project,
        List<String> aliases) {
    /** {@inheritDoc} */
    public ImageTarget {
        aliases = List.copyOf(aliases);
    }

    /** {@return what it is without the secret} */
    @Override
    public String toString() {
        return "ImageTarget[server=" + server + ", project=" + project + ", aliases=" + aliases + "]";
    }
}
