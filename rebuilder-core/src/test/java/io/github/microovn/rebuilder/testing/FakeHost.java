package io.github.microovn.rebuilder.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A host that is a directory: commands run as local processes, with arguments that are absolute paths mapped into it and a
 * systemctl of its own, so the tested scripts are the real ones. Faults are laid at a step: a script's name, or {@code put}
 * or {@code rm}.
 */
public final class FakeHost implements Host {

    /** What goes wrong at a step, once. */
    public enum Fault {
        /** The connection breaks and nothing has happened. */
        LOST_BEFORE,
        /** The connection breaks when it has happened, so that nobody hears of it. */
        LOST_AFTER,
        /** Half of the file arrives, then there is no space left. */
        DISK_FULL,
        /** Half of the file arrives and the host believes that it is all. */
        TRUNCATES,
        /** The command cannot do what it should. */
        FAILS,
        /** It waits until its thread is interrupted. */
        HANGS
    }

    private static final Path SYSTEMCTL = systemctl();

    private final String name;
    private final Path root;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable beforeSwap = () -> {};

    public FakeHost(String name, Path parent) {
        this.name = name;
        this.root = parent.resolve(name);
        mkdir(root.resolve("units"));
        mkdir(root.resolve("proc"));
    }

    private static Path systemctl() {
        try (InputStream script = FakeHost.class.getResourceAsStream("systemctl")) {
            Path directory = Files.createTempDirectory("fake-systemctl");
            Path file = directory.resolve("systemctl");
            Files.write(file, script == null ? new byte[0] : script.readAllBytes());
            file.toFile().setExecutable(true);
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What a test sets up.

    public FakeHost withFile(String path, String content) {
        Path file = file(path);
        mkdir(parent(file));
        write(file, content);
        return this;
    }

    public FakeHost withService(String service, String binary, boolean enabled, boolean active) {
        Path unit = unit(service);
        mkdir(unit);
        write(unit.resolve("enabled"), enabled ? "enabled" : "disabled");
        write(unit.resolve("active"), active ? "active" : "inactive");
        write(unit.resolve("binary"), file(binary).toString());
        return this;
    }

    /** A command that scripts find before those of this machine. */
    public FakeHost withCommand(String command, String script) {
        Path file = root.resolve("commands").resolve(command);
        mkdir(parent(file));
        write(file, "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
        }
        return this;
    }

    public void lay(String step, Fault fault) {
        faults.put(step, fault);
    }

    public void beforeSwap(Runnable action) {
        beforeSwap = action;
    }

    /** Makes restarts of a service fail: {@code refuses}, or {@code dies} right after a start that succeeded. */
    public void breakService(String service, String how) {
        write(unit(service).resolve(how), "");
    }

    /** All daemons die, and their units do not notice. */
    public void endProcesses() {
        try (var processes = Files.list(root.resolve("proc"))) {
            for (Path process : processes.toList()) {
                delete(process.resolve("exe"));
                delete(process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void mendService(String service) {
        for (String how : List.of("refuses", "dies")) {
            delete(unit(service).resolve(how));
        }
    }

    // What a test looks at.

    public Path file(String path) {
        return root.resolve(path.substring(1));
    }

    public String content(String path) {
        return read(file(path));
    }

    /** What is in a directory, sorted. */
    public List<String> list(String directory) {
        try (var files = Files.list(file(directory))) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int restarts(String service) {
        Path file = unit(service).resolve("restarts");
        return Files.exists(file) ? (int) read(file).lines().count() : 0;
    }

    public String running(String service) {
        return read(unit(service).resolve("running"));
    }

    /** The steps that were taken, in order. */
    public List<String> log() {
        return List.copyOf(log);
    }

    public void forgetLog() {
        log.clear();
    }

    public boolean closed() {
        return closed.getCount() == 0;
    }

    public void awaitClosed() throws InterruptedException {
        if (!closed.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " is not closed");
        }
    }

    public void awaitHanging() throws InterruptedException {
        if (!hanging.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not hang");
        }
    }

    // The host.

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "fake host " + name;
    }

    @Override
    public CommandResult run(Command command) {
        String step = step(command.arguments());
        @Nullable Fault fault = begin(step);
        if (step.equals("apply")) {
            beforeSwap.run();
        }
        CommandResult result = fault == Fault.FAILS
                ? new CommandResult(1, "", step + ": Operation not permitted\n")
                : execute(command);
        end(fault);
        return result;
    }

    @Override
    public void put(Path source, String remotePath, int mode) {
        @Nullable Fault fault = begin("put");
        try {
            byte[] bytes = Files.readAllBytes(source);
            boolean half = fault == Fault.DISK_FULL || fault == Fault.TRUNCATES;
            Path file = file(remotePath);
            Files.write(file, half ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            Files.setAttribute(file, "unix:mode", mode);
        } catch (IOException e) {
            throw new HostStepException(name, Step.UPLOAD, "the host said: " + e.getMessage(), e);
        }
        if (fault == Fault.DISK_FULL || fault == Fault.FAILS) {
            throw new HostStepException(name, Step.UPLOAD, "the host said: no space left on device", null);
        }
        end(fault);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private @Nullable Fault begin(String step) {
        log.add(step);
        @Nullable Fault fault = faults.remove(step);
        if (fault == Fault.HANGS) {
            hang();
        }
        if (fault == Fault.LOST_BEFORE) {
            throw lost();
        }
        return fault;
    }

    private void end(@Nullable Fault fault) {
        if (fault == Fault.LOST_AFTER) {
            throw lost();
        }
    }

    private HostUnavailableException lost() {
        return new HostUnavailableException(name, "the connection broke", null);
    }

    private void hang() {
        hanging.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("hanging", e);
        }
    }

    private static String step(List<String> argv) {
        return argv.get(0).equals("sh") && argv.size() > 3
                ? argv.get(3).replaceFirst("microovn-rebuilder[-:]", "")
                : argv.get(0);
    }

    private CommandResult execute(Command command) {
        // In a session of its own, so that its process group is known; and 127 for what is not there.
        List<String> argv = new ArrayList<>(List.of("setsid"));
        for (String argument : command.arguments()) {
            argv.add(argument.startsWith("/") ? root + argument : argument);
        }
        Path output = temporaryFile();
        Path errors = temporaryFile();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(argv).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(command.environment());
            builder.environment().put("FAKE_UNITS", root.resolve("units").toString());
            builder.environment().put("FAKE_PROC", root.resolve("proc").toString());
            String commands = root.resolve("commands") + ":" + SYSTEMCTL;
            builder.environment().merge("PATH", commands, (path, own) -> own + ":" + path);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                new ProcessBuilder("sh", "-c", "kill -s KILL -- -$1", "kill", String.valueOf(process.pid()))
                        .start()
                        .waitFor();
                throw new HostUnavailableException(
                        name, "no end within " + command.timeout().toMillis() + " ms", null);
            }
            return new CommandResult(process.exitValue(), read(output), read(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("a command", e);
        } finally {
            delete(output);
            delete(errors);
        }
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("fake-host", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unit(String service) {
        return root.resolve("units").resolve("snap." + service + ".service");
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void mkdir(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
