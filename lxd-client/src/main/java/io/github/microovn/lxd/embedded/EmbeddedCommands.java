package io.github.microovn.lxd.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The commands that clients have an {@link EmbeddedInstance} run: what they were, and scripts to say what happens instead.
 * Thread-safe.
 */
public final class EmbeddedCommands {
    /** A scripted command is a process, too: one that says a text, so that its streams are as those of any other. */
    private static final String SAY = "cat \"$1\"; cat \"$2\" >&2; rm -f \"$1\" \"$2\"; exit \"$3\"";

    private final Path directory;
    private final List<CommandScript> scripts = new ArrayList<>();
    private final List<EmbeddedCommand> asked = new ArrayList<>();

    EmbeddedCommands(Path directory) {
        this.directory = directory;
    }

    /**
     * Begins a script for some commands. Of several about a command the one counts that was made last.
     *
     * @param beginning what the commands begin with: the program and none, some or all of its arguments
     * @return the script, which counts when it has an answer
     */
    public CommandScript on(String... beginning) {
        List<String> wanted = List.of(beginning);
        return on(command -> command.startsWith(wanted));
    }

    /**
     * Begins a script for some commands. Of several about a command the one counts that was made last.
     *
     * @param commands which commands
     * @return the script, which counts when it has an answer
     */
    public CommandScript on(Predicate<? super EmbeddedCommand> commands) {
        return new CommandScript(this, commands);
    }

    /**
     * Returns what the instance was asked to run so far, scripted or not.
     *
     * @return the commands in their order
     */
    public synchronized List<EmbeddedCommand> asked() {
        return List.copyOf(asked);
    }

    /** Forgets all scripts and what was asked. */
    public synchronized void clear() {
        scripts.clear();
        asked.clear();
    }

    synchronized void add(CommandScript script) {
        scripts.add(0, script);
    }

    private synchronized Optional<CommandScript> find(EmbeddedCommand command) {
        asked.add(command);
        return scripts.stream().filter(script -> script.takes(command)).findFirst();
    }

    /** Prepares the process of a scripted command; nothing where no script is about it. */
    Optional<ProcessBuilder> prepare(ExecSpec spec) throws IOException {
        EmbeddedCommand command = EmbeddedCommand.of(spec);
        Optional<CommandScript> script = find(command);
        if (script.isEmpty()) {
            return Optional.empty();
        }
        CommandAnswer answer = script.get().answer(command);
        Files.createDirectories(directory);
        return Optional.of(new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        SAY,
                        "sh",
                        file(answer.stdout()),
                        file(answer.stderr()),
                        "" + answer.exitCode())
                .directory(new File("/")));
    }

    private String file(String content) throws IOException {
        Path file = Files.createTempFile(directory, "said", "");
        Files.writeString(file, content, StandardCharsets.UTF_8);
        return file.toString();
    }
}
