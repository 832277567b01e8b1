package io.github.microovn.rebuilder.build;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that leads a session of its own, followed by one thread that reads its output and ends it when asked. */
final class RunningMake implements Build {

    // Reading only what is there, instead of waiting in read(), keeps a daemon that a recipe left behind with the
    // output still open from holding up the end of the build.
    private static final long POLL_MILLIS = 10;

    private static final int CHUNK_BYTES = 1 << 16;

    /** {@link Process} reports the end by a signal as an exit code above this. */
    private static final int SIGNALLED = 128;

    private final String name;
    private final Process process;
    private final ProcessSession session;
    private final Path log;
    private final Duration timeout;
    private final Duration grace;
    private final BuildOutput output;
    private final long startNanos = System.nanoTime();
    private final FutureTask<BuildResult> end;
    private volatile boolean cancelled;

    private RunningMake(
            String name,
            Process process,
            Path log,
            Duration timeout,
            Duration grace,
            BuildOutput output,
            OutputStream to) {
        this.name = name;
        this.process = process;
        // setsid(1) replaces itself by the command and makes it the leader of a session, whose id is its process id.
        this.session = new ProcessSession(process.pid());
        this.log = log;
        this.timeout = timeout;
        this.grace = grace;
        this.output = output;
        this.end = new FutureTask<>(() -> follow(to));
    }

    /** Starts a process, which messages call by a name, and the thread that follows it. */
    static RunningMake start(
            String name, ProcessBuilder command, Path log, Duration timeout, Duration grace, BuildOutput output)
            throws IOException {
        OutputStream to = Files.newOutputStream(log);
        try {
            RunningMake running = new RunningMake(name, command.start(), log, timeout, grace, output, to);
            Thread follower = new Thread(running.end, "build");
            follower.setDaemon(true);
            follower.start();
            return running;
        } catch (IOException e) {
            to.close();
            throw e;
        }
    }

    @Override
    public BuildResult await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return end.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return new BuildException("Cannot write the build's output to " + log + ": " + IoReason.of(io), io);
        }
        return new BuildException("Cannot follow the build: " + cause, cause);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancel();
        try {
            await();
        } catch (BuildException e) {
            // Whoever awaits the build is told; here it only has to be over.
        }
    }

    private BuildResult follow(OutputStream to) throws IOException, InterruptedException {
        boolean over = false;
        try (to;
                InputStream from = process.getInputStream()) {
            while (process.isAlive() && !cancelled && elapsed().compareTo(timeout) < 0) {
                if (!copyChunk(from, to)) {
                    output.paused();
                    process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            boolean alive = process.isAlive();
            if (alive || process.exitValue() > SIGNALLED) {
                session.end(grace, () -> copyChunk(from, to));
            }
            int exitCode = process.waitFor();
            over = true;
            boolean more = true;
            while (more) {
                more = copyChunk(from, to);
            }
            return result(alive, exitCode);
        } finally {
            if (!over) {
                session.end(Duration.ZERO, () -> {});
            }
        }
    }

    /** Ended before its time: by a cancel, else by the timeout. Ended by itself: as its exit code says. */
    private BuildResult result(boolean endedByUs, int exitCode) {
        if (endedByUs) {
            String limit = BigDecimal.valueOf(timeout.toMillis(), 3)
                    .stripTrailingZeros()
                    .toPlainString();
            String reason = name + " did not end within " + limit + " s and was stopped";
            return cancelled
                    ? new BuildResult.Cancelled(elapsed(), log)
                    : new BuildResult.Failed(exitCode, reason, elapsed(), log);
        }
        if (exitCode == 0) {
            return new BuildResult.Succeeded(elapsed(), log);
        }
        String how = exitCode > SIGNALLED
                ? name + " was killed by signal " + (exitCode - SIGNALLED)
                : name + " ended with exit code " + exitCode;
        return new BuildResult.Failed(exitCode, how, elapsed(), log);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Copies some of the output that is there, without waiting for more; false when there was none. */
    private boolean copyChunk(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = from.readNBytes(Math.min(from.available(), CHUNK_BYTES));
        to.write(chunk);
        if (chunk.length > 0) {
            output.received(chunk);
        }
        return chunk.length > 0;
    }
}
