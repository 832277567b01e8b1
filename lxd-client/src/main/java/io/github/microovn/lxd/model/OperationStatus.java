package io.github.microovn.lxd.model;

/** How far an operation is. */
public enum OperationStatus {
    /** It is there. */
    CREATED,
    /** It has started. */
    STARTED,
    /** It was stopped. */
    STOPPED,
    /** It runs. */
    RUNNING,
    /** It is being cancelled. */
    CANCELLING,
    /** It waits for its turn. */
    PENDING,
    /** It ended well. */
    SUCCESS,
    /** It ended badly. */
    FAILURE,
    /** It was cancelled. */
    CANCELLED,
    /** A status this client does not know. */
    UNKNOWN
}
