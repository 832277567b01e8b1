package io.github.microovn.rebuilder.journal;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.host.HostGroup;
import io.github.microovn.rebuilder.host.HostGroup.Connection;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The journals of several hosts as one. An entry comes before another one if its host's clock said less when it was written;
 * entries of one host keep their order, whatever its clock did. One thread reads; any may stop it.
 */
public final class Journals {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    // How long others wait for a host that is slow to answer; its entries come later then.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Lane> lanes;
    private final List<String> services;
    private final EventSink events;
    private final Map<Lane, String> told = new HashMap<>();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopped;

    /**
     * Prepares to read.
     *
     * @param group asks the hosts
     * @param connections the hosts, also those that could not be reached
     * @param services whose journals are read
     * @param since from when on
     * @param deploys knows when the last deployments were
     * @param events is given every entry
     */
    public Journals(
            HostGroup group,
            List<Connection> connections,
            List<String> services,
            Since since,
            LastDeploy deploys,
            EventSink events) {
        this.services = List.copyOf(services);
        this.events = events;
        this.lanes = connections.stream()
                .map(connection ->
                        new Lane(group, connection, new HostJournal(services, since, deploys), news::release))
                .toList();
    }

    /**
     * Tells all that is there.
     *
     * @return whether every host could be read to the end
     * @throws CancelledException when the calling thread is interrupted
     */
    public boolean read() {
        return read(false);
    }

    /**
     * Tells all that is there and then what comes, until it is stopped. A host that cannot be read is tried again.
     *
     * @return false when it ended at once because no host could be read
     * @throws CancelledException when the calling thread is interrupted
     */
    public boolean follow() {
        read(true);
        if (lanes.stream().noneMatch(lane -> lane.problem().isEmpty())) {
            return stopped;
        }
        Duration pause = SHORTEST_PAUSE;
        while (!stopped) {
            lanes.forEach(Lane::ask);
            await(() -> lanes.stream().allMatch(Lane::quiet), PATIENCE);
            boolean more = takeAll(true);
            boolean anything = lanes.stream().anyMatch(lane -> !lane.waiting().isEmpty());
            tellWhile(() -> true);
            Duration doubled = pause.multipliedBy(2);
            Duration longer = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            pause = anything ? SHORTEST_PAUSE : longer;
            if (!more) {
                await(() -> false, pause);
            }
        }
        return true;
    }

    /** Ends the reading; what was begun to be told is told to the end of the entry. */
    public void stop() {
        stopped = true;
        news.release();
    }

    private boolean read(boolean again) {
        boolean first = true;
        while (!stopped
                && lanes.stream()
                        .anyMatch(lane -> !lane.ended() || !lane.waiting().isEmpty())) {
            lanes.stream()
                    .filter(lane -> !lane.ended() && lane.waiting().isEmpty())
                    .forEach(Lane::ask);
            // Every call of a host has its own deadline.
            await(() -> lanes.stream().allMatch(Lane::quiet), Duration.ofDays(1));
            takeAll(again);
            if (first) {
                tellMissing();
                first = false;
            }
            tellWhile(() -> lanes.stream()
                    .allMatch(lane -> lane.ended() || !lane.waiting().isEmpty()));
        }
        return lanes.stream().allMatch(lane -> lane.ended() && lane.problem().isEmpty());
    }

    /** Takes what hosts have answered; returns whether one of them has more. */
    private boolean takeAll(boolean again) {
        boolean more = false;
        for (Lane lane : lanes) {
            more |= lane.take();
            String before = told.getOrDefault(lane, "");
            if (!lane.problem().isEmpty() && before.isEmpty()) {
                events.emit(new LogEvent.Lost(lane.host(), lane.problem(), again));
            } else if (lane.problem().isEmpty() && !before.isEmpty()) {
                events.emit(new LogEvent.Regained(lane.host()));
            }
            told.put(lane, lane.problem());
        }
        return more;
    }

    private void tellMissing() {
        List<Lane> readable =
                lanes.stream().filter(lane -> lane.problem().isEmpty()).toList();
        services.stream()
                .filter(service -> !readable.isEmpty()
                        && readable.stream().allMatch(lane -> lane.missing().contains(service)))
                .forEach(service -> events.emit(new LogEvent.NoSuchService(service)));
    }

    /** Tells entries, the earliest first, as long as a condition holds and there are any. */
    private void tellWhile(BooleanSupplier condition) {
        while (!stopped && condition.getAsBoolean()) {
            Optional<Lane> next = lanes.stream()
                    .filter(lane -> !lane.waiting().isEmpty())
                    .min(Comparator.comparing(lane -> lane.waiting().getFirst().at()));
            if (next.isEmpty()) {
                return;
            }
            JournalEntry entry = Objects.requireNonNull(next.get().waiting().poll());
            events.emit(new LogEvent.Line(
                    next.get().host(),
                    entry.service(),
                    entry.at(),
                    entry.program(),
                    entry.pid(),
                    entry.priority(),
                    entry.message()));
        }
    }

    private void await(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            long left = limit.toNanos();
            while (!stopped && left > 0 && !condition.getAsBoolean()) {
                news.tryAcquire(left, TimeUnit.NANOSECONDS);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("reading the journals", e);
        }
    }
}
