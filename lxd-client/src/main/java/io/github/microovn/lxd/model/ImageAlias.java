package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

/**
 * A name of an image. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name the name
 * @param target the fingerprint of the image; empty where the alias is listed with its image
 * @param type what instances the image makes; the daemon knows it
 * @param description free text
 */
public record ImageAlias(String name, String target, InstanceType type, String description) {
    /** {@inheritDoc} */
    public ImageAlias {
        requireNonNull(name, "name");
        requireNonNull(target, "target");
        requireNonNull(description, "description");
    }

    /**
     * Describes a name of an image.
     *
     * @param name the name
     * @param fingerprint the fingerprint of the image
     * @return the description
     */
    public static ImageAlias of(String name, String fingerprint) {
        return new ImageAlias(name, fingerprint, InstanceType.UNKNOWN, "");
    }

    /**
     * Makes it a name of another image.
     *
     * @param fingerprint the fingerprint of the image; empty where the alias is listed with its image
     * @return the changed copy
     */
    public ImageAlias withTarget(String fingerprint) {
        return new ImageAlias(name, fingerprint, type, description);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ImageAlias withDescription(String text) {
        return new ImageAlias(name, target, type, text);
    }
}
