package io.github.microovn.rebuilder.error;

/** A session was to be limited to something that there is not. */
public final class SelectionException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports it.
     *
     * @param message which name fits nothing, and what there is: one line
     */
    public SelectionException(String message) {
        super(message, null);
    }
}
