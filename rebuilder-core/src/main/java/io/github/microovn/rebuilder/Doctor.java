package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.change.FingerprintScanner;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.HostGroup;
import io.github.microovn.rebuilder.host.HostGroup.Connection;
import io.github.microovn.rebuilder.preflight.HostExamination;
import io.github.microovn.rebuilder.preflight.LocalProducts;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Examines whether what was built can be deployed to hosts and would run there, before anything there is touched. Each host is
 * examined for itself: one that cannot be reached is unfit, and the others are examined all the same. A program that a host
 * does not have yet is brought there beside the file it would replace, tried in the snap's own environment, and removed.
 */
public final class Doctor implements AutoCloseable {

    private final RebuilderOptions options;
    private final EventSink events;
    private final HostGroup group;
    private volatile boolean stopped;

    private Doctor(RebuilderOptions options, HostGroup group, EventSink events) {
        this.options = options;
        this.group = group;
        this.events = events;
    }

    /**
     * Prepares an examination.
     *
     * @param options what was built, where it goes, and which hosts are examined
     * @param events is given every result, the results of a host together and hosts in the order they were named
     * @return the doctor, to be closed
     * @throws io.github.microovn.rebuilder.error.ConfigurationException when the options name no host or an unusable directory
     */
    public static Doctor open(RebuilderOptions options, Consumer<? super Event> events) {
        return open(options, Connectors.load(), events);
    }

    static Doctor open(RebuilderOptions options, Connectors connectors, Consumer<? super Event> events) {
        UsableOptions.require(options);
        return new Doctor(
                options, new HostGroup(connectors, options.connecting(), options.parallel()), new EventSink(events));
    }

    /**
     * Examines this machine and all hosts.
     *
     * @return whether everything is fit; false also when it was stopped
     * @throws io.github.microovn.rebuilder.error.ConfigurationException naming every scheme of hosts that nobody provides
     * @throws CancelledException when the calling thread is interrupted; what was staged may be left then
     */
    public boolean examine() {
        try (BuildLog place = BuildLog.in(options.logDirectory())) {
            FingerprintScanner scanner = new FingerprintScanner(
                    options.config().build().products(options.ovnSource()),
                    place.stripper(options.config().deploy().strip()),
                    Optional.empty());
            return examine(LocalProducts.in(
                    options.config().build().products(options.ovnSource()), options.targets(), scanner));
        }
    }

    private boolean examine(LocalProducts products) {
        long started = System.nanoTime();
        List<String> fit = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        if (!tell(products.checks())) {
            unfit.add(LocalProducts.HOST);
        }
        List<Connection> connections = group.connect(options.hosts().hosts());
        List<Future<List<Check>>> examinations = connections.stream()
                .map(connection -> group.submit(connection.name(), () -> examine(connection, products)))
                .toList();
        for (int i = 0; i < connections.size(); i++) {
            String name = connections.get(i).name();
            (tell(await(name, examinations.get(i))) ? fit : unfit).add(name);
        }
        if (!stopped) {
            events.emit(new CheckEvent.Finished(fit, unfit, Duration.ofNanos(System.nanoTime() - started)));
        }
        return unfit.isEmpty() && !stopped;
    }

    /** Emits results; returns whether none forbids a deployment. */
    private boolean tell(List<Check> checks) {
        checks.forEach(check -> events.emit(new CheckEvent.Checked(check)));
        return checks.stream().noneMatch(Check::failed);
    }

    private List<Check> examine(Connection connection, LocalProducts products) {
        Optional<Host> host = connection.host();
        if (host.isEmpty()) {
            return List.of(unreachable(connection.name(), connection.problem()));
        }
        Optional<String> directory =
                Optional.of(options.remotePath()).filter(path -> !path.equals(RebuilderOptions.AUTO));
        // The first letters tell staged files of an examination from those of a round.
        String id = "try-" + UUID.randomUUID().toString().substring(0, 8);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok(
                "reachable",
                connection.name(),
                "",
                host.get().description() + " answered after "
                        + connection.elapsed().toMillis() + " ms"));
        checks.addAll(new HostExamination(host.get(), directory, products.files(), id, () -> stopped).run());
        return checks;
    }

    private static List<Check> await(String name, Future<List<Check>> examination) {
        try {
            return examination.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the examination", e);
        } catch (ExecutionException e) {
            return List.of(unreachable(name, HostGroup.reason(e.getCause())));
        }
    }

    private static Check unreachable(String name, String reason) {
        return new Check("reachable", name, "", Verdict.FAIL, reason, "");
    }

    /** Ends the examination in good order: what was staged is removed. {@link #examine} returns then. */
    public void stop() {
        stopped = true;
    }

    /** Frees every thread and connection. Idempotent. */
    @Override
    public void close() {
        group.close();
    }
}
