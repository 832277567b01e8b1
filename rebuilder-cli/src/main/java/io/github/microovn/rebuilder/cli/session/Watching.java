package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.watch.SourceWatch;
import org.jspecify.annotations.Nullable;

/** Whether sources are watched, which a user turns on and off. Used by the loop's thread. */
final class Watching {

    private final Rebuilder rebuilder;
    private final Requests requests;
    private final Output output;
    private @Nullable SourceWatch watch;

    /**
     * Prepares to watch.
     *
     * @param rebuilder the session whose sources are watched
     * @param requests is asked for a round when some were saved
     * @param output where it is said what stands against it
     */
    Watching(Rebuilder rebuilder, Requests requests, Output output) {
        this.rebuilder = rebuilder;
        this.requests = requests;
        this.output = output;
    }

    /** Begins to watch, or ends it. */
    void toggle() {
        if (watch != null && watch.watching()) {
            watch.stop();
            watch = null;
            return;
        }
        try {
            watch = rebuilder.watch(() -> requests.add(Request.SAVED));
        } catch (BuildException e) {
            output.line("[local] Not watching: " + e.getMessage());
        }
    }

    /** Builds and deploys what was saved, unless another round has done that. */
    void round() {
        if (watch != null && watch.take()) {
            rebuilder.round();
        }
    }
}
