package io.github.microovn.rebuilder.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs hooks on a host, one at a time. A hook runs there by itself, with its deadline, and is asked for its output while it
 * does; so a connection that is lost neither stops it in the middle nor lets it run for ever. Built on {@link Host#run} and
 * {@link Host#put} alone, so it is the same for every connector.
 */
public final class RemoteHooks {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteHooks.class);

    /** A shell function, {@code end_hook MARK}, that ends a hook and removes what is left of it. */
    public static final String FUNCTIONS = read("end.sh");

    private static final String FOLLOW = read("hook.sh");
    private static final String END = FUNCTIONS + "end_hook \"$1\"\n";

    /** How long an answer may be waited for on the host when there is nothing new, in seconds. */
    private static final int LONGEST_WAIT = 5;

    /** How much longer than its deadline a hook is waited for. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration CLEANUP_TIMEOUT = Duration.ofSeconds(10);
    private static final int OVERDUE = 124;
    private static final int KILLED = 137;
    private static final int SCRIPT_MODE = 0700;

    private final Host host;
    private final String mark;
    private final Runnable meanwhile;
    private final Consumer<Event> events;

    /** How far a hook is. */
    private record Progress(String output, long offset, Optional<Integer> exitCode) {}

    /**
     * Runs hooks on a host.
     *
     * @param host the host
     * @param mark what the names of the files begin with that are there while a hook runs
     * @param meanwhile done every few seconds while one does; the hook is ended when it fails
     * @param events is told what happens
     */
    public RemoteHooks(Host host, String mark, Runnable meanwhile, Consumer<Event> events) {
        this.host = host;
        this.mark = mark;
        this.meanwhile = meanwhile;
        this.events = events;
    }

    /**
     * Runs a hook and waits for its end.
     *
     * @param call the hook
     * @return why it failed, on one line; empty when it succeeded
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the host cannot be asked; the hook ends there
     *     at its deadline
     * @throws io.github.microovn.rebuilder.error.HostStepException when its script could not be uploaded
     * @throws CancelledException when the calling thread is interrupted; the hook has been ended
     */
    public Optional<String> run(HookCall call) {
        HookTeller teller = new HookTeller(events, host.name(), call);
        try {
            return follow(call, teller);
        } catch (CancelledException e) {
            boolean interrupted = Thread.interrupted();
            end();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        } catch (RebuilderException e) {
            teller.failed("could not be followed");
            end();
            throw e;
        }
    }

    private Optional<String> follow(HookCall call, HookTeller teller) {
        Duration limit = call.hook().timeout();
        Progress progress = ask(start(call, limit));
        int wait = 1;
        while (true) {
            teller.output(progress.output().getBytes(UTF_8));
            if (progress.exitCode().isPresent()) {
                int exitCode = progress.exitCode().get();
                boolean late = exitCode == OVERDUE || exitCode == KILLED;
                return late && teller.elapsed().compareTo(limit) >= 0 ? teller.overdue() : teller.ended(exitCode);
            }
            if (teller.elapsed().compareTo(limit.plus(GRACE)) > 0) {
                end();
                return teller.overdue();
            }
            meanwhile.run();
            wait = progress.output().isEmpty() ? Math.min(wait + 1, LONGEST_WAIT) : 1;
            progress = ask(
                    command(FOLLOW, List.of(mark, Integer.toString(wait), Long.toString(progress.offset())), Map.of()));
        }
    }

    private Command start(HookCall call, Duration limit) {
        String seconds = BigDecimal.valueOf(limit.toMillis(), 3).toPlainString();
        List<String> arguments = new ArrayList<>(List.of(mark, "1", "0", seconds));
        Optional<Path> script = call.hook().script();
        if (script.isPresent()) {
            host.put(script.get(), mark + ".script", SCRIPT_MODE);
            arguments.add(mark + ".script");
        } else {
            arguments.addAll(call.hook().argv());
        }
        return command(FOLLOW, arguments, call.environment());
    }

    /** Not as a script of ours: what it starts goes on, and sees the variables. */
    private static Command command(String script, List<String> arguments, Map<String, String> environment) {
        return new Command(Command.script("hook", script, arguments).arguments(), environment, Command.DEFAULT_TIMEOUT);
    }

    /** Its output, and to standard error how far that is, and its exit code when it has ended. */
    private Progress ask(Command command) {
        CommandResult result = host.run(command);
        List<String> lines = result.stderr().lines().toList();
        String[] words =
                lines.isEmpty() ? new String[0] : lines.get(lines.size() - 1).split(" ");
        try {
            if (result.succeeded() && words.length == 3 && words[0].equals("ended")) {
                return new Progress(result.stdout(), Long.parseLong(words[1]), Optional.of(Integer.valueOf(words[2])));
            }
            if (result.succeeded() && words.length == 2 && words[0].equals("running")) {
                return new Progress(result.stdout(), Long.parseLong(words[1]), Optional.empty());
            }
        } catch (NumberFormatException e) {
            LOG.debug("no progress: {}", result, e);
        }
        throw new HostStepException(host.name(), Step.HOOK, result.complaint(), null);
    }

    /** Best effort: what cannot be reached ends at its deadline, and its files are swept at the next connection. */
    private void end() {
        try {
            host.run(Command.script("hook-end", END, List.of(mark)).withTimeout(CLEANUP_TIMEOUT));
        } catch (RebuilderException e) {
            LOG.debug("a hook may still run on {}", host.name(), e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(RemoteHooks.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
