package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.content.ContentException;
import io.github.microovn.lxd.model.FileContent;
import java.io.IOException;

/** Looks at what is to be sent, and says in the words of the error family what is wrong with it. */
final class LocalContent {
    private LocalContent() {}

    /** Returns how many bytes there are. */
    static long size(FileContent content, Attempt attempt, InstancePath path) {
        try {
            return content.size();
        } catch (IOException e) {
            throw LocalFailure.of(attempt, "cannot read " + content, path.text(), 0, e);
        }
    }

    /** Translates; an interrupt closes a file under who reads it. */
    static LxdException failure(ContentException e, Attempt attempt) {
        return Thread.currentThread().isInterrupted()
                ? new LxdCancelledException(attempt, "interrupted", e)
                : e.translated(attempt);
    }
}
