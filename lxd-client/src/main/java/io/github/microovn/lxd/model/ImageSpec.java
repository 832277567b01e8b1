package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image that the daemon is to make or to fetch by itself. Immutable: every {@code with} method returns a changed
 * copy.
 *
 * @param source what it is made of, as the API is told, in JSON values; can hold secrets
 * @param isPublic whether untrusted callers may have it
 * @param autoUpdate whether the daemon keeps it up to date
 * @param properties what it says about itself beside what its source does
 * @param aliases the names it gets
 * @param compressionAlgorithm how an image of an instance is compressed, for example {@code gzip} or {@code none};
 *     null for the default of the server
 */
public record ImageSpec(
        Map<String, Object> source,
        @ApiName("public") boolean isPublic,
        boolean autoUpdate,
        Map<String, String> properties,
        List<Alias> aliases,
        @Nullable String compressionAlgorithm) {
    /** {@inheritDoc} */
    public ImageSpec {
        source = Copies.of(source);
        properties = Copies.of(properties);
        aliases = List.copyOf(aliases);
    }

    /**
     * Makes an image of an instance, which must be stopped ({@code lxc publish}).
     *
     * @param instance the name of the instance
     * @return the description
     */
    public static ImageSpec ofInstance(String instance) {
        return of(Map.of("type", "instance", "name", instance));
    }

    /**
     * Makes an image of a snapshot of an instance ({@code lxc publish}).
     *
     * @param instance the name of the instance
     * @param snapshot the name of the snapshot
     * @return the description
     */
    public static ImageSpec ofSnapshot(String instance, String snapshot) {
        return of(Map.of("type", "snapshot", "name", instance + "/" + snapshot));
    }

    /**
     * Fetches an image from a server of images.
     *
     * @param server the URL of the server
     * @param protocol {@code simplestreams} or {@code lxd}
     * @param alias the name of the image there
     * @return the description
     */
    public static ImageSpec remote(String server, String protocol, String alias) {
        return of(Map.of("type", "image", "mode", "pull", "server", server, "protocol", protocol, "alias", alias));
    }

    /**
     * Fetches an image from a URL whose answer has the headers of LXD images.
     *
     * @param url where it is
     * @return the description
     */
    public static ImageSpec ofUrl(String url) {
        return of(Map.of("type", "url", "url", url));
    }

    private static ImageSpec of(Map<String, Object> source) {
        return new ImageSpec(source, false, false, Map.of(), List.of(), null);
    }

    /**
     * Tells the API more about the source.
     *
     * @param member its name, for example {@code certificate} or {@code secret}
     * @param value its value in JSON values
     * @return the changed copy
     */
    public ImageSpec withSource(String member, Object value) {
        return new ImageSpec(
                Copies.with(source, member, value), isPublic, autoUpdate, properties, aliases, compressionAlgorithm);
    }

    /**
     * Lets untrusted callers have it.
     *
     * @return the changed copy
     */
    public ImageSpec asPublic() {
        return new ImageSpec(source, true, autoUpdate, properties, aliases, compressionAlgorithm);
    }

    /**
     * Lets the daemon keep it up to date.
     *
     * @return the changed copy
     */
    public ImageSpec withAutoUpdate() {
        return new ImageSpec(source, isPublic, true, properties, aliases, compressionAlgorithm);
    }

    /**
     * Adds or replaces a property.
     *
     * @param key for example {@code os}
     * @param value its value
     * @return the changed copy
     */
    public ImageSpec withProperty(String key, String value) {
        return new ImageSpec(
                source, isPublic, autoUpdate, Copies.with(properties, key, value), aliases, compressionAlgorithm);
    }

    /**
     * Gives it a name.
     *
     * @param name the name, which no other image may have
     * @return the changed copy
     */
    public ImageSpec withAlias(String name) {
        return new ImageSpec(
                source,
                isPublic,
                autoUpdate,
                properties,
                Copies.with(aliases, new Alias(name, "")),
                compressionAlgorithm);
    }

    /**
     * Sets how an image of an instance is compressed.
     *
     * @param algorithm for example {@code gzip} or {@code none}
     * @return the changed copy
     */
    public ImageSpec withCompression(String algorithm) {
        return new ImageSpec(source, isPublic, autoUpdate, properties, aliases, algorithm);
    }

    /** {@return what it is, without the secrets that can be in its source} */
    @Override
    public String toString() {
        return "ImageSpec[source=" + source.get("type") + ", properties=" + properties + ", aliases=" + aliases + "]";
    }

    /**
     * A name.
     *
     * @param name the name
     * @param description free text
     */
    public record Alias(String name, String description) {}
}
