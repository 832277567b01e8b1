package io.github.microovn.lxd;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdConditionException;
import io.github.microovn.lxd.internal.instance.Addresses;
import io.github.microovn.lxd.internal.instance.ListeningPorts;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.wait.Look;
import io.github.microovn.lxd.internal.wait.Sight;
import io.github.microovn.lxd.internal.wait.Waiter;
import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.CloudInitStatus;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceDetails;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.SystemdState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be waited for on an instance. The daemon announces none of it, so that it is looked for, at first often and later
 * four times a second; a timeout of zero looks once.
 *
 * <p>Every wait ends with {@link io.github.microovn.lxd.error.LxdTimeoutException}, which says what was seen last, when its
 * time is over, and with {@link io.github.microovn.lxd.error.LxdCancelledException} when its thread is interrupted. A daemon
 * that does not answer meanwhile, and an instance that does not run, are waited for; an instance that does not exist is a
 * failure. Thread-safe.
 */
public final class InstanceWaits {
    private static final int NO_SUCH_COMMAND = 127;
    private static final Pattern CLOUD_INIT = Pattern.compile("(?m)^status: (.*)$");
    private static final int LONGEST_QUOTE = 300;

    private final Instance instance;
    private final Item<?, ?> item;
    private final Waiter waiter;

    InstanceWaits(Instance instance, Item<?, ?> item, Waiter waiter) {
        this.instance = instance;
        this.item = item;
        this.waiter = waiter;
    }

    private Attempt attempt(String condition) {
        return item.request("GET", "wait until " + item.called() + " " + condition, "state")
                .attempt();
    }

    /**
     * Waits for an address of scope {@code global} on one of its network devices, not on a bridge or tunnel that it has made
     * itself ({@code GET /1.0/instances/NAME?recursion=1}).
     *
     * @param family of which family
     * @param timeout how long
     * @return the address; of several the first one of the interface whose name comes first
     */
    public InstanceState.Address address(AddressFamily family, Duration timeout) {
        Attempt attempt = attempt("has an " + family + " address");
        return waiter.until(attempt, timeout, tolerant(left -> {
            InstanceDetails details = item.api()
                    .get(
                            item.request("GET", attempt.action())
                                    .withQuery("recursion", "1")
                                    .asWait(left),
                            InstanceDetails.class);
            return sight(Addresses.find(details, family), details.state());
        }));
    }

    /**
     * Waits for an address of scope {@code global} on a network interface ({@code GET /1.0/instances/NAME/state}).
     *
     * @param family of which family
     * @param device the name of the interface in the instance, such as {@code eth0}
     * @param timeout how long
     * @return the address
     */
    public InstanceState.Address address(AddressFamily family, String device, Duration timeout) {
        Attempt attempt = attempt("has an " + family + " address on " + device);
        return waiter.until(attempt, timeout, tolerant(left -> {
            InstanceState state = state(attempt, left);
            return sight(Addresses.find(state, family, device), state);
        }));
    }

    private static Sight<InstanceState.Address> sight(Optional<InstanceState.Address> address, InstanceState state) {
        return address.map(Sight::of).orElseGet(() -> Sight.notYet(Addresses.describe(state)));
    }

    private static <T> Look<T> tolerant(Look<T> look) {
        return look.tolerant();
    }

    private InstanceState state(Attempt attempt, Duration left) {
        return item.api().get(item.request("GET", attempt.action(), "state").asWait(left), InstanceState.class);
    }

    /**
     * Waits until its state is as wished ({@code GET /1.0/instances/NAME/state}).
     *
     * @param what the wish in words, such as {@code has ten processes}
     * @param wish tells whether it is fulfilled
     * @param timeout how long
     * @return the state
     */
    public InstanceState state(String what, Predicate<? super InstanceState> wish, Duration timeout) {
        Attempt attempt = attempt(what);
        return waiter.until(attempt, timeout, tolerant(left -> {
            InstanceState state = state(attempt, left);
            return wish.test(state) ? Sight.of(state) : Sight.notYet(Addresses.describe(state));
        }));
    }

    /**
     * Waits until anything is as wished.
     *
     * @param what the wish in words, such as {@code answers queries}
     * @param wish tells whether it is fulfilled; it may run commands, whose failures count as not yet
     * @param timeout how long
     */
    public void until(String what, Predicate<? super Instance> wish, Duration timeout) {
        var unused = waiter.<Boolean>until(
                attempt(what),
                timeout,
                tolerant(left -> wish.test(instance) ? Sight.of(true) : Sight.notYet("that it is not so")));
    }

    /**
     * Waits until the agent in a virtual machine answers, so that commands and files work; on a container, until it runs
     * ({@code GET /1.0/instances/NAME/state}).
     *
     * @param timeout how long
     */
    public void agent(Duration timeout) {
        Attempt attempt = attempt("has an agent that answers");
        var unused = waiter.<Boolean>until(attempt, timeout, tolerant(left -> {
            InstanceState state = state(attempt, left);
            return state.status().isRunning() && state.processes() > 0
                    ? Sight.of(true)
                    : Sight.notYet(Addresses.describe(state) + ", processes: " + state.processes());
        }));
    }

    /**
     * Waits until systemd in it says that it has booted ({@code systemctl is-system-running}).
     *
     * @param timeout how long
     * @return whether all is well or units have failed, which counts as booted
     * @throws LxdConditionException if there is no systemd, or it waits for an administrator to repair it
     */
    public SystemdState systemd(Duration timeout) {
        Attempt attempt = attempt("has booted");
        return waiter.until(attempt, timeout, tolerant(left -> {
            ExecResult result = run(left, "systemctl", "is-system-running");
            requireCommand(attempt, result, "systemctl");
            String said = result.stdout().strip();
            return switch (said) {
                case "running" -> Sight.of(SystemdState.RUNNING);
                case "degraded" -> Sight.of(SystemdState.DEGRADED);
                case "maintenance" -> throw new LxdConditionException(attempt, "systemd in maintenance mode");
                case "" -> Sight.notYet("systemd that does not answer yet: " + quote(result.stderr()));
                default -> Sight.notYet("systemd that is " + said);
            };
        }));
    }

    /**
     * Waits until cloud-init has ended ({@code cloud-init status --wait}).
     *
     * @param timeout how long
     * @return how it has ended
     * @throws LxdConditionException if it has failed, or is not there
     */
    public CloudInitStatus cloudInit(Duration timeout) {
        Attempt attempt = attempt("is set up by cloud-init");
        return waiter.until(attempt, timeout, tolerant(left -> {
            ExecResult result = run(left, "cloud-init", "status", "--wait", "--long");
            requireCommand(attempt, result, "cloud-init");
            Matcher matcher = CLOUD_INIT.matcher(result.stdout());
            String status = matcher.find() ? matcher.group(1).strip() : "";
            return switch (status) {
                case "done" -> Sight.of(result.exitCode() == 0 ? CloudInitStatus.DONE : CloudInitStatus.DEGRADED);
                case "disabled" -> Sight.of(CloudInitStatus.DISABLED);
                case "error" ->
                    throw new LxdConditionException(attempt, "cloud-init that has failed: " + quote(result.stdout()));
                default -> Sight.notYet("cloud-init that says: " + quote(result.stdout() + " " + result.stderr()));
            };
        }));
    }

    /**
     * Waits until something in it listens on a TCP port, whatever its address, seen from inside ({@code /proc/net/tcp} and
     * {@code /proc/net/tcp6}). Nothing connects to the port, and nothing is said about who can reach it.
     *
     * @param port the port
     * @param timeout how long
     */
    public void port(int port, Duration timeout) {
        var unused = waiter.<Boolean>until(attempt("listens on port " + port), timeout, tolerant(left -> {
            ListeningPorts ports = ListeningPorts.parse(
                    run(left, "cat", "/proc/net/tcp", "/proc/net/tcp6").stdout());
            return ports.contains(port) ? Sight.of(true) : Sight.notYet(ports.toString());
        }));
    }

    private ExecResult run(Duration limit, String... command) {
        return instance.run(ExecRequest.of(List.of(command)).withTimeout(limit));
    }

    private static void requireCommand(Attempt attempt, ExecResult result, String command) {
        if (result.exitCode() == NO_SUCH_COMMAND) {
            throw new LxdConditionException(attempt, "an instance without " + command);
        }
    }

    private static String quote(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }
}
