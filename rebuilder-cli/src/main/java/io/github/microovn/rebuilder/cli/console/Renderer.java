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
}
