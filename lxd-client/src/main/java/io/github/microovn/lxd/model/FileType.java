package io.github.microovn.lxd.model;

/** What a path on an instance is. */
public enum FileType {
    /** A regular file; the API calls devices and pipes this too. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A kind this client does not know. */
    UNKNOWN
}
