package io.github.microovn.rebuilder.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a deployment needs to know of a local file beside its content. */
final class LocalFile {

    private static final int PERMISSIONS = 0777;
    private static final int FALLBACK = 0755;

    private LocalFile() {}

    /** The permissions of a file; 0755 where they cannot be read: then the upload says what is wrong with the file. */
    static int mode(Path file) {
        try {
            return Files.getAttribute(file, "unix:mode") instanceof Integer mode ? mode & PERMISSIONS : FALLBACK;
        } catch (IOException e) {
            return FALLBACK;
        }
    }
}
