package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
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
 * @param expiresAt when it becomes out of date, or null for never
 * @param lastUsedAt when an instance was made from it last, or null if never
 * @param aliases the names it is known by
 * @param properties what it says about itself, for example {@code os}
 * @param profiles the profiles of instances made from it, unless they ask for others
 * @param updateSource where it is kept up to date from, or null for nowhere
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
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        List<ImageAlias> aliases,
        Map<String, String> properties,
        List<String> profiles,
        @Nullable UpdateSource updateSource) {
    /** {@inheritDoc} */
    public ImageInfo {
        aliases = List.copyOf(aliases);
        properties = Copies.of(properties);
        profiles = List.copyOf(profiles);
    }

    /**
     * Where an image is kept up to date from.
     *
     * @param server the URL of the server
     * @param protocol {@code simplestreams} or {@code lxd}
     * @param alias the name of the image there
     * @param certificate the certificate of the server, in PEM; empty where an authority signed it
     * @param imageType {@code container} or {@code virtual-machine}
     */
    public record UpdateSource(String server, String protocol, String alias, String certificate, String imageType) {}
}
