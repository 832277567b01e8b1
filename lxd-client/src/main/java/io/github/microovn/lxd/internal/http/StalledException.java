package io.github.microovn.lxd.internal.http;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** The daemon takes nothing more of a body. */
final class StalledException extends InterruptedIOException {
    private static final long serialVersionUID = 1;

    StalledException(SocketTimeoutException cause) {
        super("nothing more is taken");
        initCause(cause);
    }
}
