package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.HttpRequest.FormPart;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.resource.Tokens;
import io.github.microovn.lxd.internal.transfer.ImageHeaders;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageFiles;
import io.github.microovn.lxd.model.ImageInfo;
import io.github.microovn.lxd.model.ImageSettings;
import io.github.microovn.lxd.model.ImageSpec;
import io.github.microovn.lxd.model.ImageTarget;
import io.github.microovn.lxd.model.ImageUpload;
import io.github.microovn.lxd.model.InstanceType;
import io.github.microovn.lxd.model.IssuedToken;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TransferProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a project, which are named by their fingerprint or its start ({@code /1.0/images}). Thread-safe. */
public final class Images extends EditableResources<ImageInfo, ImageSettings> {
    private final Api api;
    private final Family<ImageInfo, ImageSettings> family;
    private final Family<ImageAlias, ImageAlias> aliases;

    private Images(Api api, Family<ImageInfo, ImageSettings> family) {
        super(family);
        this.api = api;
        this.family = family;
        this.aliases = Family.of(api, ImageAlias.class, ImageAlias.class, Noun.of("image alias"), "images", "aliases")
                .namedBy(ImageAlias::name);
    }

    static Images of(Api api) {
        return new Images(api, Family.of(api, ImageInfo.class, ImageSettings.class, Noun.of("image"), "images"));
    }

    /**
     * {@return an image ({@code GET /1.0/images/aliases/NAME}, {@code GET /1.0/images/FINGERPRINT})}
     *
     * @param aliasOrFingerprint an alias, a fingerprint or the start of one
     * @throws io.github.microovn.lxd.error.LxdApiException if there is none
     */
    @Override
    public ImageInfo get(String aliasOrFingerprint) {
        return super.get(fingerprint(aliasOrFingerprint));
    }

    /**
     * {@return an image, or nothing if there is none ({@code GET /1.0/images/aliases/NAME},
     * {@code GET /1.0/images/FINGERPRINT})}
     *
     * @param aliasOrFingerprint an alias, a fingerprint or the start of one
     */
    @Override
    public Optional<ImageInfo> find(String aliasOrFingerprint) {
        return super.find(fingerprint(aliasOrFingerprint));
    }

    private String fingerprint(String aliasOrFingerprint) {
        if (aliasOrFingerprint.matches("[0-9a-f]{64}")) {
            return aliasOrFingerprint;
        }
        return aliases.find(aliasOrFingerprint).map(ImageAlias::target).orElse(aliasOrFingerprint);
    }

    /** {@return the names of images ({@code /1.0/images/aliases})} */
    public RenamableResources<ImageAlias, ImageAlias> aliases() {
        return new RenamableResources<>(aliases);
    }

    /**
     * Has the daemon make an image of an instance, or fetch one ({@code POST /1.0/images}). One that the daemon has already
     * is that one.
     *
     * @param description what to make
     * @return the image
     */
    public ImageInfo create(ImageSpec description) {
        return arrived(family.post("create an image").withJson(Members.of(description)));
    }

    /**
     * Imports an image ({@code POST /1.0/images}). One that the daemon has already is that one.
     *
     * @param tarball a unified image: metadata and root file system in one file
     * @param aliases names to give it
     * @return the image
     */
    public ImageInfo importFrom(Path tarball, String... aliases) {
        ImageInfo image = upload(ImageUpload.of(tarball));
        for (String alias : aliases) {
            boolean there = this.aliases
                    .find(alias)
                    .filter(found -> found.target().equals(image.fingerprint()))
                    .isPresent();
            if (!there) {
                this.aliases.create(ImageAlias.of(alias, image.fingerprint()));
            }
        }
        return super.get(image.fingerprint());
    }

    /**
     * Imports an image of one file or two ({@code POST /1.0/images}). One that the daemon has already is that one.
     *
     * @param upload what to send
     * @return the image
     */
    public ImageInfo upload(ImageUpload upload) {
        HttpRequest request = ImageHeaders.of(upload)
                .on(family.post("import image " + upload.content()))
                .asTransfer();
        FileContent rootfs = upload.rootfs();
        if (rootfs == null) {
            return arrived(
                    request.withContent(upload.content(), upload.content().toString(), upload.progress()));
        }
        String part = upload.type() == InstanceType.VIRTUAL_MACHINE ? "rootfs.img" : "rootfs";
        List<FormPart> parts = List.of(
                new FormPart("metadata", upload.filename(), upload.content()),
                new FormPart(part, upload.rootfsFilename(), rootfs));
        return arrived(request.withForm(parts, upload.progress()));
    }

    private ImageInfo arrived(HttpRequest request) {
        OperationInfo ended = api.run(request);
        String fingerprint = String.valueOf(ended.metadata().getOrDefault("fingerprint", ""));
        // The failure of an image that is there already names that one.
        boolean named = !fingerprint.isEmpty();
        Optional<ImageInfo> there = !ended.isSuccess() && named ? super.find(fingerprint) : Optional.empty();
        if (there.isPresent()) {
            return there.get();
        }
        OperationWaiter.succeeded(request.attempt(), ended);
        return super.get(fingerprint);
    }

    /**
     * Copies an image to this machine by the file names that the daemon gives ({@code GET /1.0/images/FINGERPRINT/export}).
     * Whatever happens, a local file is what it was or complete.
     *
     * @param fingerprint its fingerprint
     * @param directory a directory that exists
     * @return the files: one, or two for an image that came in two
     */
    public ImageFiles export(String fingerprint, Path directory) {
        return export(fingerprint, directory, TransferProgress.NONE);
    }

    /**
     * Copies an image to this machine by the file names that the daemon gives, telling how far it is
     * ({@code GET /1.0/images/FINGERPRINT/export}). Whatever happens, a local file is what it was or complete.
     *
     * @param fingerprint its fingerprint
     * @param directory a directory that exists
     * @param progress hears how far each file is
     * @return the files: one, or two for an image that came in two
     */
    public ImageFiles export(String fingerprint, Path directory, TransferProgress progress) {
        List<Path> files = family.item(fingerprint).download("export", progress).into(directory);
        return new ImageFiles(files.get(0), files.size() > 1 ? files.get(1) : null);
    }

    /**
     * Has the daemon send an image to another server ({@code POST /1.0/images/FINGERPRINT/export}).
     *
     * @param fingerprint its fingerprint
     * @param target the other server
     */
    public void sendTo(String fingerprint, ImageTarget target) {
        Map<String, Object> body = Members.of(target);
        body.put(
                "aliases",
                target.aliases().stream().map(name -> Map.of("name", name)).toList());
        api.change(request("send", fingerprint, "export").withJson(body));
    }

    /**
     * Issues a secret with which one who is not trusted fetches an image once ({@code POST /1.0/images/FINGERPRINT/secret}).
     *
     * @param fingerprint its fingerprint
     * @return the secret
     */
    public IssuedToken issueSecret(String fingerprint) {
        return Tokens.secret(api, request("issue a secret for", fingerprint, "secret"));
    }

    /**
     * Has the daemon look for a newer version of an image where it came from ({@code POST /1.0/images/FINGERPRINT/refresh}).
     *
     * @param fingerprint its fingerprint
     * @return whether there was one, which has taken its place
     */
    public boolean refresh(String fingerprint) {
        HttpRequest request = request("refresh", fingerprint, "refresh");
        OperationInfo ended = OperationWaiter.succeeded(request.attempt(), api.run(request));
        return Boolean.TRUE.equals(ended.metadata().get("refreshed"));
    }

    private HttpRequest request(String verb, String fingerprint, String below) {
        return family.item(fingerprint).request("POST", verb + " image " + fingerprint, below);
    }
}
