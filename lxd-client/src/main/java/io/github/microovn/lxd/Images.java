package io.github.microovn.lxd;

import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageInfo;
import java.nio.file.Path;
import java.util.List;

/** The images of a project. Thread-safe. */
public final class Images {
    Images() {}

    /** {@return all images ({@code GET /1.0/images?recursion=1})} */
    public List<ImageInfo> list() {
        return Unfinished.value();
    }

    /**
     * {@return an image}
     *
     * @param aliasOrFingerprint an alias, a fingerprint or the start of one
     */
    public ImageInfo get(String aliasOrFingerprint) {
        return Unfinished.value();
    }

    /** {@return all aliases ({@code GET /1.0/images/aliases?recursion=1})} */
    public List<ImageAlias> aliases() {
        return Unfinished.value();
    }

    /**
     * Creates an alias ({@code POST /1.0/images/aliases}).
     *
     * @param name the new name
     * @param fingerprint the image it is for
     * @param description free text
     */
    public void createAlias(String name, String fingerprint, String description) {
        Unfinished.value();
    }

    /**
     * Deletes an alias, not its image ({@code DELETE /1.0/images/aliases/NAME}).
     *
     * @param name the alias
     */
    public void deleteAlias(String name) {
        Unfinished.value();
    }

    /**
     * Imports an image ({@code POST /1.0/images}). One that the daemon has already is that one.
     *
     * @param tarball a unified image: metadata and root file system in one file
     * @param aliases names to give it
     * @return the image
     */
    public ImageInfo importFrom(Path tarball, String... aliases) {
        return Unfinished.value();
    }

    /**
     * Deletes an image and its aliases ({@code DELETE /1.0/images/FINGERPRINT}).
     *
     * @param fingerprint its fingerprint
     */
    public void delete(String fingerprint) {
        Unfinished.value();
    }
}
