package io.github.microovn.lxd.internal.content;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what files of this machine refuse; Java's messages are often no more than a path. */
public final class LocalReason {
    private LocalReason() {}

    /** Returns the reason. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something is there already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "it is a directory, and not empty";
        }
        String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        if (reason == null) {
            return e.toString();
        }
        return reason.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + reason.substring(1);
    }
}
