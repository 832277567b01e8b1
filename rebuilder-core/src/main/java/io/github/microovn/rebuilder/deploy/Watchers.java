package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.service.Health;
import io.github.microovn.rebuilder.service.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watch restarted services for the settle time, while the user is at the prompt again. Thread-safe. */
final class Watchers {

    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final HostThreads threads;
    private final Session session;
    private final Map<String, Future<List<String>>> watching = new LinkedHashMap<>();

    /** Held for writing while a watch ends: what comes after that writes ledgers of its own. */
    private final ReadWriteLock ledgers = new ReentrantReadWriteLock();

    private int ended;

    Watchers(HostThreads threads, Session session) {
        this.threads = threads;
        this.session = session;
    }

    /** Begins to watch what was restarted and is ready. */
    synchronized void begin(List<HostRound> rounds) {
        Duration settle = session.settings().settle();
        int turn = turn();
        for (HostRound round : rounds) {
            List<Health> ready = round.healths().stream().filter(Health::ready).toList();
            if (!ready.isEmpty() && !settle.isZero()) {
                watching.put(
                        round.host(), threads.submit(round.host(), () -> watch(round.member(), ready, settle, turn)));
            }
        }
    }

    private List<String> watch(Member member, List<Health> ready, Duration settle, int turn) {
        List<String> died = new ArrayList<>();
        try {
            for (Health health : new Readiness(member.host(), session.rules()).watch(ready, settle)) {
                if (!health.ready()) {
                    died.add(health.service());
                    session.emit(new HostEvent.Unhealthy(
                            member.name(), health.service(), health.reason(), health.journal()));
                }
            }
        } catch (RebuilderException e) {
            LOG.debug("{} is not watched any more", member.name(), e);
        }
        if (!died.isEmpty()) {
            owe(member, died, turn);
        }
        return died;
    }

    /** The restart is owed, on the host as well: the next session has to know. */
    private void owe(Member member, List<String> died, int turn) {
        session.memory()
                .update(member.name(), state -> state.with(state.ledger().owing(died)));
        ledgers.readLock().lock();
        try {
            if (turn != ended) {
                return;
            }
            Ledger ledger = session.memory().state(member.name()).ledger();
            String argument = LedgerArgument.of(ledger, member.host(), session.lease(), "owing");
            List<String> arguments = List.of(HostScripts.HOME, session.lease().id(), argument);
            member.host().run(Command.script("owe", HostScripts.OWE, arguments));
        } catch (RebuilderException e) {
            LOG.debug("{} was not told what it is owed", member.name(), e);
        } finally {
            ledgers.readLock().unlock();
        }
    }

    private int turn() {
        ledgers.readLock().lock();
        try {
            return ended;
        } finally {
            ledgers.readLock().unlock();
        }
    }

    /** Waits until the time is over. Returns by host what has died. */
    Map<String, List<String>> await() {
        Map<String, List<String>> died = new LinkedHashMap<>();
        Map<String, Future<List<String>>> tasks;
        synchronized (this) {
            tasks = new LinkedHashMap<>(watching);
        }
        tasks.forEach((host, task) -> {
            try {
                List<String> services = task.get();
                if (!services.isEmpty()) {
                    died.put(host, services);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (CancellationException | ExecutionException e) {
                LOG.debug("{} was not watched to the end", host, e);
            }
        });
        return died;
    }

    /** Watches no more: the next round begins. */
    synchronized void end() {
        watching.values().forEach(task -> task.cancel(true));
        watching.clear();
        ledgers.writeLock().lock();
        try {
            ended++;
        } finally {
            ledgers.writeLock().unlock();
        }
    }
}
