package io.github.microovn.lxd.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Writes the files of the configuration. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private PrivateFiles() {}

    /**
     * Puts a file at its place at once, whatever was there. It never is there with other permissions than it should have.
     *
     * @param secret whether only the owner may read it
     */
    static void replace(Path file, String content, boolean secret) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path temporary = Files.createTempFile(
                directory, "." + file.getFileName(), "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(temporary, secret ? OWNER_ONLY : READABLE);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
