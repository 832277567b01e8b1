package io.github.microovn.rebuilder.watch;

import java.io.IOException;
import java.util.OptionalLong;

/** Sees what changes in a tree. Used by one thread, but closed by any. */
interface Lookout extends AutoCloseable {

    /**
     * Waits until something is seen.
     *
     * @param nanos how long; empty: for ever
     * @return what was seen; may be nothing, also before the time is over
     * @throws IOException when there is nothing to look at any more, or no way to
     */
    Sighting look(OptionalLong nanos) throws IOException, InterruptedException;

    @Override
    void close();
}
