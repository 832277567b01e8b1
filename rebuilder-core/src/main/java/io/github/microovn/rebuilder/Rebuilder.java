package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.List;
import java.util.function.Consumer;

/**
 * A session with a cluster: it builds OVN, sees what changed and brings that to every host, round after round, and
 * remembers what each host is still owed. One thread calls {@link #round}; {@link #interrupt} may come from any.
 */
public final class Rebuilder implements AutoCloseable {

    private Rebuilder() {}

    /**
     * Connects to all hosts at once and checks that they are fit for deployments.
     *
     * @param options what to work with
     * @param events is given everything that happens, by one thread at a time
     * @return the session
     * @throws io.github.microovn.rebuilder.error.ConfigurationException when the options name no host or an unknown
     *     connector
     * @throws io.github.microovn.rebuilder.error.StartException with one line for every host that is not fit
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public static Rebuilder open(RebuilderOptions options, Consumer<? super Event> events) {
        if (options.hosts().isEmpty()) {
            throw new UnsupportedOperationException("no hosts" + events);
        }
        return new Rebuilder();
    }

    /**
     * The hosts of the session.
     *
     * @return their names, in the order they were named
     */
    public List<String> hosts() {
        return List.of();
    }

    /**
     * Builds, compares, and deploys what is owed. What fails is in the result; the session stays usable.
     *
     * @return what was done and what is still owed
     */
    public RoundResult round() {
        return new RoundResult(1, RoundResult.Status.NO_CHANGES, List.of(), java.time.Duration.ZERO);
    }

    /**
     * Ends the running round safely: a build is stopped, uploaded but not yet placed files are removed, a host whose files
     * are being replaced is finished first. {@link #round} then returns; what was not done stays owed. Without effect when
     * no round runs.
     */
    public void interrupt() {}

    /** Ends what runs, removes what is temporary and frees every connection and thread. Idempotent. */
    @Override
    public void close() {}
}
