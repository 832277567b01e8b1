package io.github.microovn.lxd.embedded;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param local whether it came through the unix socket, where everybody may do everything
 * @param certificate what it has shown, or null for nothing
 */
record Caller(boolean local, @Nullable X509Certificate certificate) {}
