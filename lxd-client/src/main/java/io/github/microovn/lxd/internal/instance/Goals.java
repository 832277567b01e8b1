package io.github.microovn.lxd.internal.instance;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.wait.Look;
import io.github.microovn.lxd.internal.wait.Sight;
import io.github.microovn.lxd.internal.wait.Waiter;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an instance into a state, from whatever state it is in and whoever else changes it meanwhile.
 *
 * <p>A change that fails is no failure yet: another client may have been faster, or be at it. So the state is looked at again.
 * Where another operation works on the instance, it is waited for; where none does and the change fails again, it is a
 * failure. The texts of the daemon decide nothing.
 */
public final class Goals {
    private static final int MOST_FAILURES = 2;
    private static final String EXEC = "Executing command";

    private final Item<?, ?> instance;
    private final String name;
    private final Waiter waiter;

    /**
     * Names an instance.
     *
     * @param instance the instance
     * @param name its name
     * @param waiter waits
     */
    public Goals(Item<?, ?> instance, String name, Waiter waiter) {
        this.instance = instance;
        this.name = name;
        this.waiter = waiter;
    }

    /** Has it run within a time. */
    public void running(Duration timeout) {
        new Pursuit("have " + instance.called() + " running", Duration.ZERO)
                .follow(timeout, (pursuit, status, left) -> switch (status) {
                    case RUNNING, READY -> Pursuit.DONE;
                    case STOPPED -> pursuit.change(StateChange.start(), left);
                    case FROZEN -> pursuit.change(StateChange.unfreeze(), left);
                    default -> pursuit.seen(status);
                });
    }

    /** Has it stopped; it is asked to shut down, and stopped by force when it has not within a time. */
    public void stopped(Duration grace) {
        new Pursuit("have " + instance.called() + " stopped", grace)
                .follow(grace.plus(StateChanges.DAEMON_TIME), (pursuit, status, left) -> switch (status) {
                    case STOPPED -> Pursuit.DONE;
                    case FROZEN -> pursuit.change(StateChange.unfreeze(), left);
                    case STARTING, STOPPING, FREEZING, THAWED -> pursuit.seen(status);
                    default -> pursuit.shutDown(left);
                });
    }

    /** Has it gone within a time; it is stopped by force. */
    public void absent(Duration timeout) {
        Pursuit absence = new Pursuit("have " + instance.called() + " gone", Duration.ZERO);
        absence.known = true;
        absence.follow(timeout, (pursuit, status, left) -> switch (status) {
            case STOPPED -> pursuit.delete(left);
            case STARTING, STOPPING, FREEZING, THAWED -> pursuit.seen(status);
            default -> pursuit.change(StateChange.forceStop(), left);
        });
    }

    /** What to do about a status. */
    private interface Move {
        Sight<Boolean> on(Pursuit pursuit, InstanceStatus status, Duration left);
    }

    /** One way to a goal. */
    private final class Pursuit {
        private static final Sight<Boolean> DONE = Sight.of(true);

        private final String action;
        private final long graceEnd;
        private int failures;

        /** Whether it was there, so that its absence is an end of its own: one that is ephemeral vanishes when it stops. */
        private boolean known;

        Pursuit(String action, Duration grace) {
            this.action = action;
            this.graceEnd = waiter.nanoTime() + grace.toNanos();
        }

        void follow(Duration timeout, Move move) {
            Attempt attempt = instance.request("PUT", action, "state").attempt();
            Look<Optional<InstanceStatus>> look = left -> Sight.of(status(left));
            var unused = waiter.<Boolean>until(attempt, timeout, left -> {
                Sight<Optional<InstanceStatus>> sight = look.tolerant().at(left);
                Optional<InstanceStatus> status = sight.found();
                if (status == null) {
                    return Sight.notYet(sight.seen());
                }
                return status.isEmpty() ? DONE : move.on(this, status.get(), left);
            });
        }

        /** Returns its status, or nothing if it is gone. */
        private Optional<InstanceStatus> status(Duration left) {
            try {
                InstanceState state = instance.api()
                        .get(instance.request("GET", action, "state").asWait(left), InstanceState.class);
                known = true;
                return Optional.of(state.status());
            } catch (LxdApiException e) {
                if (known && e.isNotFound()) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        Sight<Boolean> seen(InstanceStatus status) {
            return Sight.notYet("an instance that is " + status.name().toLowerCase(Locale.ROOT));
        }

        Sight<Boolean> shutDown(Duration left) {
            Duration grace = grace();
            if (grace.isZero()) {
                return change(StateChange.forceStop(), left);
            }
            Sight<Boolean> shutDown = change(StateChange.stop(grace), left);
            if (grace().isZero()) {
                failures = 0; // It did not comply; now it is forced to.
            }
            return shutDown;
        }

        /** How long it may still take to shut down, which LXD counts in full seconds. */
        private Duration grace() {
            Duration grace = Duration.ofNanos(graceEnd - waiter.nanoTime());
            return grace.toSeconds() < 1 ? Duration.ZERO : grace;
        }

        Sight<Boolean> change(StateChange change, Duration left) {
            return attempt(() -> StateChanges.make(instance, change, left), left);
        }

        Sight<Boolean> delete(Duration left) {
            return attempt(
                    () -> instance.api().change(instance.request("DELETE", "delete " + instance.called()), left), left);
        }

        private Sight<Boolean> attempt(Runnable change, Duration left) {
            try {
                change.run();
                failures = 0;
                return Sight.notYet("that it was just changed");
            } catch (LxdOperationException | LxdApiException e) {
                boolean gone = e instanceof LxdApiException refusal && refusal.isNotFound();
                failures++;
                if (awaitOthers(left)) {
                    failures = 0;
                } else if (failures >= MOST_FAILURES && !gone) {
                    throw e;
                }
                return Sight.notYet(String.valueOf(e.getMessage()));
            } catch (LxdException e) {
                if (!Look.canPass(e)) {
                    throw e;
                }
                return Sight.notYet(String.valueOf(e.getMessage()));
            }
        }

        /** Waits for an operation that works on the instance, and tells whether there was one. Commands do not count. */
        private boolean awaitOthers(Duration left) {
            try {
                Optional<OperationInfo> other = operations(left).stream()
                        .filter(operation -> !operation.isFinal() && worksOnIt(operation))
                        .findFirst();
                other.ifPresent(operation -> instance.api()
                        .operations()
                        .await(instance.request("GET", action).attempt(), operation.id(), left));
                return other.isPresent();
            } catch (LxdException e) {
                if (e instanceof LxdApiException refusal && refusal.isNotFound()) {
                    return true; // it has ended
                }
                if (!Look.canPass(e)) {
                    throw e;
                }
                return false;
            }
        }

        private boolean worksOnIt(OperationInfo operation) {
            return operation.type().equals("task")
                    && !operation.description().equals(EXEC)
                    && operation.resources().getOrDefault("instances", List.of()).stream()
                            .anyMatch(url -> url.replaceAll("\\?.*", "").endsWith("/" + name));
        }

        private List<OperationInfo> operations(Duration left) {
            return instance.api()
                    .http()
                    .send(
                            instance.api()
                                    .request("GET", action, "operations")
                                    .withQuery("recursion", "1")
                                    .asWait(left),
                            envelope -> envelope.metadata() instanceof Map<?, ?> groups
                                    ? groups.values().stream()
                                            .flatMap(group -> Records.listOf(group, OperationInfo.class).stream())
                                            .toList()
                                    : List.<OperationInfo>of());
        }
    }
}
