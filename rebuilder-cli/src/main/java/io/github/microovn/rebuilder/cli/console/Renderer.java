package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.Event;
import java.util.List;
import java.util.function.Consumer;

/** Shows a user what happens in a session. */
public interface Renderer extends Consumer<Event> {

    /**
     * Tells the order that hosts are shown in.
     *
     * @param names the hosts of the session
     */
    void order(List<String> names);

    /**
     * Shows what was found out, after what has happened so far.
     *
     * @param answer what was found out
     */
    void answer(Answer answer);

    /**
     * Whether nobody reads any more what this shows.
     *
     * @return true after something could not be written
     */
    boolean broken();

    /**
     * Tells what the user has asked for to be done next, while something else still runs.
     *
     * @param words what it is, in its order
     */
    default void next(List<String> words) {
        // Whoever shows only what happens has nothing to say about what will.
    }

    /** The terminal that this draws on has another size. */
    default void resized() {
        // Lines fit in anywhere.
    }

    /** Ends what this does beside rendering events. Idempotent. */
    default void end() {
        // Most do nothing else.
    }
}
