package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.content.LocalReason;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says in the words of the error family what went wrong with files of this machine. */
final class LocalFailure {
    private LocalFailure() {}

    /**
     * Translates.
     *
     * @param attempt what was being tried
     * @param what which file of this machine could not be read or written, such as {@code cannot read /etc/hosts}
     * @param path the file on the instance
     * @param bytes how many bytes were transferred
     * @param e what was reported
     */
    static LxdException of(Attempt attempt, String what, String path, long bytes, IOException e) {
        // An interrupt closes a file under whoever reads or writes it.
        return Thread.currentThread().isInterrupted()
                ? new LxdCancelledException(attempt, "interrupted", e)
                : new LxdTransferException(attempt, what + ": " + reason(e, what), path, bytes, null, null, e);
    }

    /** Names the file too where it is another than who asked has in mind, unless that is a temporary one. */
    private static String reason(IOException e, String what) {
        String file = e instanceof FileSystemException refused ? refused.getFile() : null;
        boolean named = file == null || what.contains(file) || file.contains("/.lxd-pull-");
        return (named ? "" : file + ": ") + LocalReason.of(e);
    }
}
