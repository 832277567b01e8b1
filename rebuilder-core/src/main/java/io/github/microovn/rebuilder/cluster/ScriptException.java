package io.github.microovn.rebuilder.cluster;

/** A script on a node has failed; the message is the reason, in its own words. */
final class ScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScriptException(String reason) {
        super(reason);
    }
}
