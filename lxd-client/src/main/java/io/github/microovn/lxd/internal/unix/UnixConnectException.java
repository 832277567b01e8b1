package io.github.microovn.lxd.internal.unix;

import java.net.ConnectException;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import org.jspecify.annotations.Nullable;

/** A unix socket that could not be connected to, with its path, which neither jnr nor the JDK tells. */
public final class UnixConnectException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final Reason reason;

    UnixConnectException(Path path, Reason reason, @Nullable Throwable cause) {
        super(path + ": " + reason.text);
        this.path = path;
        this.reason = reason;
        initCause(cause);
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Returns why in words, and what to look at. */
    public String explanation() {
        Throwable cause = getCause();
        if (reason == Reason.PERMISSION && path.toString().contains("incus")) {
            return "permission denied (is your user in group incus-admin?)";
        }
        return reason == Reason.OTHER && cause != null ? String.valueOf(cause.getMessage()) : reason.text;
    }

    /** Why a connection failed. */
    public enum Reason {
        /** There is no such socket. */
        MISSING("no such file (is LXD installed and running?)"),
        /** The user may not use it. */
        PERMISSION("permission denied (is your user in group lxd?)"),
        /** Nobody listens. */
        REFUSED("connection refused (is the LXD daemon running?)"),
        /** The system takes no such path for a socket. */
        TOO_LONG("the path of a socket cannot be longer than 107 bytes"),
        /** The daemon listens and does not accept. */
        BUSY("the daemon accepts no connection (is it hanging?)"),
        /** Something else. */
        OTHER("connecting failed");

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
