package io.github.microovn.lxd.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The local files of an image.
 *
 * @param metadata the only file, or the metadata
 * @param rootfs the root file system; null where it is in the only file
 */
public record ImageFiles(Path metadata, @Nullable Path rootfs) {}
