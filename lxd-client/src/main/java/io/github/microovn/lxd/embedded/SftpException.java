package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A request that an SFTP server refuses, with the number for that and in the words of the server behind the daemon. */
@SuppressWarnings("serial") // never serialised
final class SftpException extends IOException {
    static final int NO_SUCH_FILE = 2;
    static final int PERMISSION_DENIED = 3;
    static final int FAILURE = 4;

    private final int code;

    SftpException(int code, String text) {
        super(text);
        this.code = code;
    }

    static SftpException of(String verb, String path, IOException e) {
        if (e instanceof SftpException known) {
            return known;
        }
        String what = verb + " " + path + ": ";
        if (e instanceof NoSuchFileException) {
            return new SftpException(NO_SUCH_FILE, what + "no such file or directory");
        }
        if (e instanceof AccessDeniedException) {
            return new SftpException(PERMISSION_DENIED, what + "permission denied");
        }
        return new SftpException(FAILURE, what + FileRoutes.reason(e));
    }

    int code() {
        return code;
    }
}
