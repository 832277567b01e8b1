package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.deploy.LastSwap;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.HostGroup;
import io.github.microovn.rebuilder.journal.Journals;
import io.github.microovn.rebuilder.journal.Since;
import java.util.List;
import java.util.function.Consumer;

/** The journals of services on all hosts, merged by time. */
public final class Logs implements AutoCloseable {

    private final HostGroup group;
    private final Journals journals;

    private Logs(HostGroup group, Journals journals) {
        this.group = group;
        this.journals = journals;
    }

    /**
     * Connects to all hosts at once.
     *
     * @param options which hosts, and how they are reached
     * @param services whose journals are read, such as {@code microovn.chassis}
     * @param since from when on
     * @param events is given every entry, and which hosts cannot be read
     * @return the journals, to be closed
     * @throws io.github.microovn.rebuilder.error.ConfigurationException when the options name no host or an unknown connector
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public static Logs open(
            RebuilderOptions options, List<String> services, Since since, Consumer<? super Event> events) {
        UsableOptions.require(options);
        HostGroup group = new HostGroup(Connectors.load(), options.connecting(), options.parallel());
        try {
            Journals journals = new Journals(
                    group,
                    group.connect(options.hosts().hosts()),
                    services,
                    since,
                    new LastSwap(),
                    new EventSink(events));
            return new Logs(group, journals);
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /**
     * Tells all that is there.
     *
     * @return whether every host could be read to the end
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public boolean read() {
        return journals.read();
    }

    /**
     * Tells all that is there and then what comes, until it is stopped. A host that cannot be read is tried again.
     *
     * @return false when it ended at once because no host could be read
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public boolean follow() {
        return journals.follow();
    }

    /** Ends what another thread reads or follows. */
    public void stop() {
        journals.stop();
    }

    /** Frees every thread and connection. Idempotent. */
    @Override
    public void close() {
        group.close();
    }
}
