package io.github.microovn.lxd;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageInfo;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TransferProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a project. Thread-safe. */
public final class Images {
    private final Api api;
    private final Family<ImageInfo, ImageAlias> family;
    private final Family<ImageAlias, ImageAlias> aliases;

    Images(Api api) {
        this.api = api;
        this.family = Family.of(api, ImageInfo.class, ImageAlias.class, Noun.of("image"), "images");
        this.aliases = Family.of(api, ImageAlias.class, ImageAlias.class, Noun.of("image alias"), "images", "aliases");
    }

    /** {@return all images ({@code GET /1.0/images?recursion=1})} */
    public List<ImageInfo> list() {
        return family.list(ListQuery.ALL);
    }

    /**
     * {@return an image}
     *
     * @param aliasOrFingerprint an alias, a fingerprint or the start of one
     */
    public ImageInfo get(String aliasOrFingerprint) {
        String fingerprint =
                findAlias(aliasOrFingerprint).map(ImageAlias::target).orElse(aliasOrFingerprint);
        return family.item(fingerprint).get();
    }

    /** {@return all aliases ({@code GET /1.0/images/aliases?recursion=1})} */
    public List<ImageAlias> aliases() {
        return aliases.list(ListQuery.ALL);
    }

    /**
     * Creates an alias ({@code POST /1.0/images/aliases}).
     *
     * @param name the new name
     * @param fingerprint the image it is for
     * @param description free text
     */
    public void createAlias(String name, String fingerprint, String description) {
        aliases.create(Map.of("name", name, "target", fingerprint, "description", description));
    }

    /**
     * Deletes an alias, not its image ({@code DELETE /1.0/images/aliases/NAME}).
     *
     * @param name the alias
     */
    public void deleteAlias(String name) {
        aliases.item(name).delete();
    }

    /**
     * Imports an image ({@code POST /1.0/images}). One that the daemon has already is that one.
     *
     * @param tarball a unified image: metadata and root file system in one file
     * @param aliases names to give it
     * @return the image
     */
    public ImageInfo importFrom(Path tarball, String... aliases) {
        String fingerprint = upload(tarball);
        for (String alias : aliases) {
            boolean there = findAlias(alias)
                    .filter(found -> found.target().equals(fingerprint))
                    .isPresent();
            if (!there) {
                createAlias(alias, fingerprint, "");
            }
        }
        return family.item(fingerprint).get();
    }

    private String upload(Path tarball) {
        HttpRequest request = api.request("POST", "import image " + tarball, "images")
                .withHeader("X-LXD-filename", String.valueOf(tarball.getFileName()))
                .withContent(FileContent.of(tarball), tarball.toString(), TransferProgress.NONE)
                .asTransfer();
        OperationInfo ended = api.run(request);
        String fingerprint = String.valueOf(ended.metadata().getOrDefault("fingerprint", ""));
        // The failure of an image that is there already names that one.
        boolean there = !ended.isSuccess() && !fingerprint.isEmpty() && exists(fingerprint);
        if (!there) {
            OperationWaiter.succeeded(request.attempt(), ended);
        }
        return fingerprint;
    }

    private boolean exists(String fingerprint) {
        return list().stream().anyMatch(image -> image.fingerprint().equals(fingerprint));
    }

    Optional<ImageAlias> findAlias(String name) {
        try {
            return Optional.of(aliases.item(name).get());
        } catch (LxdApiException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Deletes an image and its aliases ({@code DELETE /1.0/images/FINGERPRINT}).
     *
     * @param fingerprint its fingerprint
     */
    public void delete(String fingerprint) {
        family.item(fingerprint).delete();
    }
}
