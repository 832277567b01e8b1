package io.github.microovn.lxd.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A path on an instance and what it is.
 *
 * @param path the path that was asked for
 * @param type what it is
 * @param mode its permissions, for example {@code 0755}
 * @param uid the numeric id of its owner on the instance
 * @param gid the numeric id of its group on the instance
 * @param size how many bytes it has, or null where the daemon does not tell; SFTP does
 * @param modifiedAt when it was changed last, to the second, or null where the daemon does not tell
 */
public record FileInfo(
        String path,
        FileType type,
        int mode,
        int uid,
        int gid,
        @Nullable Long size,
        @Nullable Instant modifiedAt) {}
