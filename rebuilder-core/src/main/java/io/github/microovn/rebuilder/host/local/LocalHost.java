package io.github.microovn.rebuilder.host.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * This machine. Every program leads a session, and so a process group, of its own: the deadline ends what it started, too,
 * and a Ctrl-C on the terminal does not reach it.
 */
final class LocalHost extends ShellHost {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final int KILL_SECONDS = 5;

    private LocalHost(String name) {
        super(name);
    }

    static LocalHost open(String name, Duration timeout) {
        LocalHost host = new LocalHost(name);
        host.becomeRoot(timeout);
        return host;
    }

    @Override
    public String description() {
        return "this machine";
    }

    @Override
    protected CommandResult execute(Execution execution) {
        try {
            // Files instead of pipes: a daemon that keeps its output open does not hold up the end of its starter.
            Path stdout = Files.createTempFile("rebuilder-", ".out");
            Path stderr = Files.createTempFile("rebuilder-", ".err");
            try {
                int exitCode = run(execution, stdout, stderr);
                return new CommandResult(exitCode, text(stdout), text(stderr));
            } finally {
                Files.delete(stdout);
                Files.delete(stderr);
            }
        } catch (IOException e) {
            throw new HostUnavailableException(name(), "cannot run '" + execution.title() + "': " + IoReason.of(e), e);
        }
    }

    private int run(Execution execution, Path stdout, Path stderr) throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid"));
        argv.addAll(execution.argv());
        Process process = new ProcessBuilder(argv)
                .directory(Path.of("/").toFile())
                .redirectInput(execution.input().orElse(NOTHING).toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        try {
            if (process.waitFor(execution.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            kill(process);
            throw new HostUnavailableException(name(), execution.overdue(), null);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new CancelledException("running a command on " + name(), e);
        }
    }

    /** The JDK ends single processes only; what sudo runs is root's. */
    private void kill(Process process) throws IOException {
        String script = "kill -s KILL -- \"-$1\" || sudo -n kill -s KILL -- \"-$1\"";
        new ProcessBuilder("sh", "-c", script, "microovn-rebuilder-kill", String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(NOTHING.toFile())
                .start();
        process.onExit()
                .completeOnTimeout(process, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    @Override
    public void close() {
        // Every program has ended with its call.
    }
}
