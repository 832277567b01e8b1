package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** Runs a command of a test's SSH server as a process of this machine. */
final class LocalCommand implements Command {

    private final List<String> argv;
    private final Map<String, String> environment;
    private final List<Thread> pumps = new ArrayList<>();
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback callback;
    private @Nullable Process process;

    LocalCommand(List<String> argv, Map<String, String> environment) {
        this.argv = new ArrayList<>(argv);
        this.argv.add(0, "setsid");
        this.environment = environment;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback exitCallback) {
        callback = exitCallback;
    }

    @Override
    public void start(ChannelSession channel, Environment unused) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        pump(in, started.getOutputStream());
        Thread stdout = pump(started.getInputStream(), out);
        Thread stderr = pump(started.getErrorStream(), err);
        thread(() -> {
            int exitCode = started.waitFor();
            stdout.join();
            stderr.join();
            if (callback != null) {
                callback.onExit(exitCode);
            }
        });
    }

    private Thread pump(@Nullable InputStream from, @Nullable OutputStream to) {
        return thread(() -> {
            if (from == null || to == null) {
                throw new IllegalStateException("no stream");
            }
            byte[] chunk = new byte[8192];
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                to.write(chunk, 0, count);
                to.flush();
            }
            to.close();
        });
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private Thread thread(Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (IOException | InterruptedException e) {
                // One end is gone; the other ends by itself.
            }
        });
        thread.setDaemon(true);
        pumps.add(thread);
        thread.start();
        return thread;
    }

    @Override
    public void destroy(ChannelSession channel) throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- -$1", "kill", String.valueOf(running.pid())).start();
        }
        pumps.forEach(Thread::interrupt);
    }
}
