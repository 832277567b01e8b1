package io.github.microovn.lxd.internal.unix;

import java.net.ConnectException;
import java.nio.file.Path;
import jnr.constants.platform.Errno;

/** A unix socket that could not be connected to, with its path, which neither jnr nor the JDK tells. */
public final class UnixConnectException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnixConnectException(Path path, Reason reason, Throwable cause) {
        super(path + ": " + (reason == Reason.OTHER ? cause.getMessage() : reason.text));
        this.reason = reason;
        initCause(cause);
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Why a connection failed. */
    public enum Reason {
        /** There is no such socket. */
        MISSING("no such file"),
        /** The user may not use it. */
        PERMISSION("permission denied"),
        /** Nobody listens. */
        REFUSED("connection refused"),
        /** The system takes no such path for a socket. */
        TOO_LONG("the path of a socket cannot be longer than 107 bytes"),
        /** Something else. */
        OTHER("");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        static Reason of(Errno error) {
            return switch (error) {
                case ENOENT, ENOTDIR -> MISSING;
                case EACCES, EPERM -> PERMISSION;
                case ECONNREFUSED, ENOTSOCK -> REFUSED;
                case EINVAL, ENAMETOOLONG -> TOO_LONG;
                default -> OTHER;
            };
        }
    }
}
