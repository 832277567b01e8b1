package io.github.microovn.lxd.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image the daemon has.
 *
 * @param fingerprint the SHA-256 of its content, in lower-case hexadecimal
 * @param filename the name of the file it came in
 * @param size its size in bytes
 * @param type what instances it makes
 * @param architecture for example {@code x86_64}
 * @param isPublic whether untrusted callers may have it
 * @param cached whether the daemon fetched it on demand and may drop it
 * @param autoUpdate whether the daemon keeps it up to date
 * @param createdAt when it was made, or null where that is not known
 * @param uploadedAt when the daemon got it
 * @param aliases the names it is known by
 * @param properties what it says about itself, for example {@code os}
 */
public record ImageInfo(
        String fingerprint,
        String filename,
        long size,
        InstanceType type,
        String architecture,
        @ApiName("public") boolean isPublic,
        boolean cached,
        boolean autoUpdate,
        @Nullable Instant createdAt,
        @Nullable Instant uploadedAt,
        List<ImageAlias> aliases,
        Map<String, String> properties) {

    /** {@inheritDoc} */
    public ImageInfo {
        aliases = List.copyOf(aliases);
        properties = Map.copyOf(properties);
    }
}
