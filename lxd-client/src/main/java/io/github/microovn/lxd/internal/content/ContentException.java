package io.github.microovn.lxd.internal.content;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdTransferException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was to be sent could not be read, or was not as long as it had been said. */
public final class ContentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient String path;
    private final transient long sent;

    ContentException(String message, String path, long sent, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
        this.sent = sent;
    }

    /** Returns it in the words of the error family. */
    public LxdTransferException translated(Attempt attempt) {
        return new LxdTransferException(attempt, String.valueOf(getMessage()), path, sent, null, null, this);
    }
}
