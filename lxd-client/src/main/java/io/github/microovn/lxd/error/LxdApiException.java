package io.github.microovn.lxd.error;

/** LXD refused a request: the answer is an error of the API, with its code and the daemon's own words. */
public final class LxdApiException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient int httpStatus;
    private final transient int errorCode;
    private final transient String daemonMessage;

    /**
     * Creates the error for an answer.
     *
     * @param attempt what was being tried
     * @param httpStatus the status of the HTTP answer
     * @param errorCode the code in the answer's body, or the HTTP status where the body has none
     * @param daemonMessage the daemon's own words
     */
    public LxdApiException(Attempt attempt, int httpStatus, int errorCode, String daemonMessage) {
        super(attempt, sentence(attempt, reason(errorCode, daemonMessage)), null);
        this.httpStatus = httpStatus;
        this.errorCode = errorCode;
        this.daemonMessage = daemonMessage;
    }

    /**
     * {@return the status of the HTTP answer} 200 is possible, because newer daemons commit to it before they know, and what an
     * SFTP session refuses has the session's 101; {@link #errorCode} is what counts.
     */
    public int httpStatus() {
        return httpStatus;
    }

    /** {@return the code in the answer's body, which is the one that counts} */
    public int errorCode() {
        return errorCode;
    }

    /** {@return the daemon's own words} */
    public String daemonMessage() {
        return daemonMessage;
    }

    /** {@return whether the object (or, for files, the path) does not exist} */
    public boolean isNotFound() {
        return errorCode == 404;
    }

    /** {@return whether the object is there already or in the way} */
    public boolean isConflict() {
        return errorCode == 409;
    }

    /** {@return whether the object was changed since it was read} */
    public boolean isStale() {
        return errorCode == 412;
    }

    /** {@return whether the caller may not do this} */
    public boolean isForbidden() {
        return errorCode == 401 || errorCode == 403;
    }

    /** {@return whether the daemon is starting or shutting down, so that the same request can succeed later} */
    public boolean isUnavailable() {
        return errorCode == 503;
    }

    private static String reason(int code, String message) {
        String said = "LXD answered " + code + " " + message;
        return code == 503 ? said + "; try again when the daemon has started" : said;
    }
}
