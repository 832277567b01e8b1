package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image to send to the daemon: one file with everything, or the metadata and the root file system each in its own.
 * Immutable: every {@code with} method returns a changed copy.
 *
 * @param content the only file, or the metadata
 * @param filename its name
 * @param rootfs the root file system: an image of a file system, or of the disk of a virtual machine; null where it
 *     is in the only file
 * @param rootfsFilename its name
 * @param type what instances it makes; only of use for two files
 * @param isPublic whether untrusted callers may have it
 * @param properties what it says about itself beside what its metadata do
 * @param profiles the profiles of instances made from it; none for the default
 * @param progress hears how far each file is
 */
public record ImageUpload(
        FileContent content,
        String filename,
        @Nullable FileContent rootfs,
        String rootfsFilename,
        InstanceType type,
        boolean isPublic,
        Map<String, String> properties,
        List<String> profiles,
        TransferProgress progress) {
    /** {@inheritDoc} */
    public ImageUpload {
        properties = Copies.of(properties);
        profiles = List.copyOf(profiles);
    }

    /**
     * Sends an image in one file.
     *
     * @param tarball the file
     * @return the upload
     */
    public static ImageUpload of(Path tarball) {
        return new ImageUpload(
                FileContent.of(tarball),
                name(tarball),
                null,
                "",
                InstanceType.CONTAINER,
                false,
                Map.of(),
                List.of(),
                TransferProgress.NONE);
    }

    /**
     * Sends an image of containers in two files.
     *
     * @param metadata the metadata, a tarball
     * @param rootfs the root file system, in squashfs or as a tarball
     * @return the upload
     */
    public static ImageUpload of(Path metadata, Path rootfs) {
        return new ImageUpload(
                FileContent.of(metadata),
                name(metadata),
                FileContent.of(rootfs),
                name(rootfs),
                InstanceType.CONTAINER,
                false,
                Map.of(),
                List.of(),
                TransferProgress.NONE);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Says that the second file is the disk of a virtual machine.
     *
     * @return the changed copy
     */
    public ImageUpload asVirtualMachine() {
        return new ImageUpload(
                content,
                filename,
                rootfs,
                rootfsFilename,
                InstanceType.VIRTUAL_MACHINE,
                isPublic,
                properties,
                profiles,
                progress);
    }

    /**
     * Lets untrusted callers have it.
     *
     * @return the changed copy
     */
    public ImageUpload asPublic() {
        return new ImageUpload(content, filename, rootfs, rootfsFilename, type, true, properties, profiles, progress);
    }

    /**
     * Adds or replaces a property.
     *
     * @param key for example {@code os}
     * @param value its value
     * @return the changed copy
     */
    public ImageUpload withProperty(String key, String value) {
        return new ImageUpload(
                content,
                filename,
                rootfs,
                rootfsFilename,
                type,
                isPublic,
                Copies.with(properties, key, value),
                profiles,
                progress);
    }

    /**
     * Sets the profiles of instances made from it.
     *
     * @param names the names of the profiles
     * @return the changed copy
     */
    public ImageUpload withProfiles(String... names) {
        return new ImageUpload(
                content, filename, rootfs, rootfsFilename, type, isPublic, properties, List.of(names), progress);
    }

    /**
     * Sets who hears how far each file is.
     *
     * @param listener hears it
     * @return the changed copy
     */
    public ImageUpload withProgress(TransferProgress listener) {
        return new ImageUpload(
                content, filename, rootfs, rootfsFilename, type, isPublic, properties, profiles, listener);
    }
}
