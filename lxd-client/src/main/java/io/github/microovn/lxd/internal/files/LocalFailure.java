package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTransferException;
import java.io.IOException;

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
                : new LxdTransferException(attempt, what + ": " + e, path, bytes, null, null, e);
    }
}
