package io.github.microovn.lxd.error;

/** An operation that LXD had accepted ended without success. */
public final class LxdOperationException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient String operationId;
    private final transient int statusCode;
    private final transient String daemonMessage;

    /**
     * Creates the error for an operation.
     *
     * @param attempt what was being tried
     * @param operationId the id of the operation
     * @param statusCode its final status: 400 failure, 401 cancelled, or 0 where the daemon has forgotten it
     * @param daemonMessage the daemon's own words
     */
    public LxdOperationException(Attempt attempt, String operationId, int statusCode, String daemonMessage) {
        super(attempt, sentence(attempt, daemonMessage), null);
        this.operationId = operationId;
        this.statusCode = statusCode;
        this.daemonMessage = daemonMessage;
    }

    /** {@return the id of the operation} */
    public String operationId() {
        return operationId;
    }

    /** {@return the final status: 400 failure, 401 cancelled, or 0 where the daemon has forgotten the operation} */
    public int statusCode() {
        return statusCode;
    }

    /** {@return the daemon's own words} */
    public String daemonMessage() {
        return daemonMessage;
    }
}
