package io.github.microovn.rebuilder.cli.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal at this process's standard input, by {@code stty}, which every system has that has terminals: it takes a few
 * milliseconds of another process, a library for it costs the start fifty times as much.
 */
final class SttyTerminal implements Terminal {

    private static final long PATIENCE_SECONDS = 2;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) (\\d{1,6})");

    private volatile Size size = Size.USUAL;
    private @Nullable Thread preparation;
    private String before = "";
    private @Nullable Mode mode;
    private boolean stopped;
    private Registration stopping = () -> {};

    @Override
    public Size size() {
        return size;
    }

    @Override
    public synchronized void prepare() {
        if (preparation == null) {
            preparation = new Thread(this::look, "terminal");
            preparation.setDaemon(true);
            preparation.start();
        }
    }

    private void look() {
        String found = stty("-g").orElse("");
        synchronized (this) {
            before = found;
        }
        measure();
    }

    private void measure() {
        stty("size").ifPresent(text -> {
            Matcher matcher = SIZE.matcher(text);
            if (matcher.matches()) {
                int rows = Integer.parseInt(matcher.group(1));
                int columns = Integer.parseInt(matcher.group(2));
                size = new Size(columns > 0 ? columns : Size.USUAL.columns(), rows > 0 ? rows : Size.USUAL.rows());
            }
        });
    }

    @Override
    public boolean take(Mode wanted) {
        prepare();
        awaitPreparation();
        synchronized (this) {
            if (!before.isEmpty() && set(wanted)) {
                mode = wanted;
            }
            return mode != null;
        }
    }

    private void awaitPreparation() {
        Thread begun;
        synchronized (this) {
            begun = preparation;
        }
        try {
            if (begun != null) {
                begun.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean set(Mode wanted) {
        return switch (wanted) {
            case UNSEEN -> stty("-echo").isPresent();
            case KEYS -> stty("-echo", "-icanon", "min", "1", "time", "0").isPresent();
        };
    }

    @Override
    public synchronized void giveBack() {
        if (mode != null) {
            stty(before);
            mode = null;
        }
    }

    @Override
    public synchronized boolean taken() {
        return mode != null;
    }

    @Override
    public Registration watch(Witness witness) {
        Registration resize = Signals.handle("WINCH", () -> {
            measure();
            witness.resized();
        });
        Registration resume = Signals.handle("CONT", () -> resume(witness));
        handleStops(witness);
        return () -> {
            endStops();
            resume.close();
            resize.close();
        };
    }

    private synchronized void handleStops(Witness witness) {
        stopping = Signals.handle("TSTP", () -> stop(witness));
    }

    private synchronized void endStops() {
        stopping.close();
        stopping = () -> {};
    }

    /** What Ctrl-Z asks for: stops this process as one that does not handle the signal is stopped. */
    private void stop(Witness witness) {
        witness.stopping();
        synchronized (this) {
            stopped = true;
            if (mode != null) {
                stty(before);
            }
        }
        endStops();
        // Nobody could wake a process whose parents know no jobs, so the system does not stop such a one.
        run(
                "sh",
                "-c",
                "kill -s TSTP \"$1\"",
                "sh",
                Long.toString(ProcessHandle.current().pid()));
        handleStops(witness);
        resume(witness);
    }

    /** Whoever stopped this process otherwise, the terminal may be another one now. */
    private void resume(Witness witness) {
        synchronized (this) {
            if (mode != null) {
                set(mode);
            }
        }
        measure();
        synchronized (this) {
            if (!stopped) {
                return;
            }
            stopped = false;
        }
        witness.resumed();
    }

    /** What stty answered; empty where it failed, was killed or is not there. */
    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static Optional<String> run(String... command) {
        boolean interrupted = Thread.interrupted();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectErrorStream(true)
                    .start();
            return answer(process);
        } catch (InterruptedException e) {
            interrupted = true;
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<String> answer(Process process) throws IOException, InterruptedException {
        // A terminal whose output is held (Ctrl-S) takes no settings.
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        String text = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
        return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    }
}
