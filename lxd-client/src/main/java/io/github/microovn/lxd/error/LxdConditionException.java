package io.github.microovn.lxd.error;

/** What was waited for cannot come any more, so that waiting for longer is of no use. */
public final class LxdConditionException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient String lastSeen;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param lastSeen what is there instead, in words
     */
    public LxdConditionException(Attempt attempt, String lastSeen) {
        super(attempt, sentence(attempt, "this cannot come any more; last seen: " + lastSeen), null);
        this.lastSeen = lastSeen;
    }

    /** {@return what is there instead, in words} */
    public String lastSeen() {
        return lastSeen;
    }
}
