package io.github.microovn.lxd.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs commands of one instance as processes of this machine: in a session of their own, with the instance's shims first in
 * their PATH and with absolute paths in their arguments put below the instance's root.
 */
final class Processes {
    private static final String LAUNCHER =
            "umask 022; command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; exec \"$@\"";
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");
    private static final Path PROC = Path.of("/proc");
    private static final int KILL = 9;

    private final FileTree tree;
    private final Path shims;
    private final EmbeddedCommands scripts;

    Processes(FileTree tree, Path shims, EmbeddedCommands scripts) {
        this.tree = tree;
        this.shims = shims;
        this.scripts = scripts;
    }

    /** A command cannot run; the code is what a shell would return. */
    @SuppressWarnings("serial") // never serialised
    static final class NotRunnable extends Exception {
        private final int code;

        NotRunnable(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Prepares a process; the caller directs its streams and starts it. */
    ProcessBuilder prepare(ExecSpec spec) throws NotRunnable, IOException {
        Optional<ProcessBuilder> scripted = scripts.prepare(spec);
        if (scripted.isPresent()) {
            return scripted.get();
        }
        Map<String, String> environment = environment(spec);
        Path directory = Path.of(tree.map(spec.directory()));
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCHER, "sh"));
        command.add(resolve(spec, environment).toString());
        command.addAll(arguments(spec.command()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory((Files.isDirectory(directory) ? directory : tree.root()).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private Map<String, String> environment(ExecSpec spec) {
        Map<String, String> environment = new LinkedHashMap<>(spec.environment());
        String path = environment.getOrDefault("PATH", "");
        List<String> places = new ArrayList<>(List.of(shims.toString()));
        for (String place : path.split(":", -1)) {
            if (place.startsWith("/") && Files.isDirectory(Path.of(tree.map(place)))) {
                places.add(tree.map(place));
            }
        }
        places.add(path);
        environment.put("PATH", String.join(":", places));
        environment.computeIfPresent("HOME", (name, home) -> tree.map(home));
        environment.put("TMPDIR", tree.map("/tmp"));
        environment.put("container", "lxc");
        environment.put("EMBEDDED_UID", String.valueOf(spec.user()));
        environment.put("EMBEDDED_GID", String.valueOf(spec.group()));
        return environment;
    }

    /** Finds the file that a command names: in the instance, else on this machine. */
    private Path resolve(ExecSpec spec, Map<String, String> environment) throws NotRunnable {
        String name = spec.command().get(0);
        Stream<Path> candidates = name.contains("/")
                ? Stream.of(
                        Path.of(tree.map(spec.directory())).resolve(tree.map(name)),
                        Path.of("/").resolve(name))
                : Stream.of(environment.getOrDefault("PATH", "").split(":"))
                        .filter(place -> place.startsWith("/"))
                        .map(place -> Path.of(place).resolve(name));
        List<Path> existing = candidates
                .filter(Files::exists)
                .limit(name.contains("/") ? 1 : Long.MAX_VALUE)
                .toList();
        return existing.stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new NotRunnable(existing.isEmpty() ? 127 : 126));
    }

    private List<String> arguments(List<String> command) {
        String program = String.valueOf(Path.of(command.get(0)).getFileName());
        int script = SHELLS.contains(program) ? command.indexOf("-c") + 1 : 0;
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i < command.size(); i++) {
            arguments.add(i == script ? command.get(i) : tree.map(command.get(i)));
        }
        return arguments;
    }

    /** Runs one of the shims' own scripts to its end. */
    String runScript(String... command) throws IOException, InterruptedException {
        ExecSpec spec = ExecSpec.parse(JsonBody.parse("", "{}"));
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCHER, "sh"));
        whole.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.directory(tree.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(spec));
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Where the pipes of running commands lie. */
    Path pipes() {
        return shims.resolveSibling("pipes");
    }

    Path script(String name) {
        return shims.resolve(name);
    }

    /** Sends a signal to one process, not to its children. */
    static void signal(Process process, int number) {
        if (number == KILL) {
            process.destroyForcibly();
            return;
        }
        signal(process.pid(), "" + number);
    }

    private static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, "" + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("this machine has no shell", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops every process of this instance, until {@link #resume}. */
    void pause() {
        find().forEach(process -> signal(process.pid(), "STOP"));
    }

    void resume() {
        find().forEach(process -> signal(process.pid(), "CONT"));
    }

    /**
     * Kills every process of this instance, also those that left their parents: each has the shims in its environment. Only
     * a process that cleared its environment escapes.
     */
    void killAll() {
        for (List<ProcessHandle> found = find(); !found.isEmpty(); found = find()) {
            found.forEach(ProcessHandle::destroyForcibly);
            found.forEach(process -> process.onExit()
                    .completeOnTimeout(process, 5, TimeUnit.SECONDS)
                    .join());
        }
    }

    private List<ProcessHandle> find() {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid() && has(process.pid()))
                .toList();
    }

    private boolean has(long pid) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains("PATH=" + shims + ":");
        } catch (IOException e) {
            return false; // it ended, or it is somebody else's
        }
    }

    static Optional<String> failure(int code) {
        return switch (code) {
            case 127 -> Optional.of("Command not found");
            case 126 -> Optional.of("Command not executable");
            default -> Optional.empty();
        };
    }
}
