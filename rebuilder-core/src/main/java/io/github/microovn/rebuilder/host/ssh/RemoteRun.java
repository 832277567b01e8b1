package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.ShellHost.Execution;
import io.github.microovn.rebuilder.result.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** One run of a program, in a channel of a session. */
final class RemoteRun {

    /** What a shell adds to the number of the signal that has ended a program. */
    private static final int SIGNALLED = 128;

    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    private static final int CHUNK_BYTES = 1 << 15;
    private static final long POLL_MILLIS = 100;

    /** How long output may come after the end of its program before what keeps it open is a daemon. */
    private static final long TRAILING_POLLS = 10;

    private final String host;
    private final Execution execution;
    private final RemoteShell shell = new RemoteShell();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final long deadline;

    RemoteRun(String host, Execution execution) {
        this.host = host;
        this.execution = execution;
        this.deadline = System.nanoTime() + execution.timeout().toNanos();
    }

    /** The connection is gone. */
    static final class LostException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean begun;
        private final boolean stalled;

        LostException(boolean begun, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.begun = begun;
            this.stalled = cause instanceof SocketTimeoutException;
        }

        /** Whether the host may have begun to run the program. */
        boolean begun() {
            return begun;
        }

        /** Whether nothing came from the host any more, which may mean that it is gone, or only the connection. */
        boolean stalled() {
            return stalled;
        }
    }

    CommandResult run(ClientSession session) throws LostException {
        ChannelExec channel = open(session);
        try {
            CountDownLatch closed = new CountDownLatch(1);
            channel.addCloseFutureListener(future -> closed.countDown());
            boolean ended = false;
            try {
                feed(channel);
                ended = awaitEnd(channel, closed);
            } finally {
                if (!ended) {
                    kill(session, channel);
                }
            }
            return result(channel);
        } catch (SocketTimeoutException e) {
            throw stalled(session, e);
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("running a command on " + host, e);
        } catch (IOException e) {
            throw new LostException(true, IoReason.of(e), e);
        } finally {
            channel.close(false);
        }
    }

    private ChannelExec open(ClientSession session) throws LostException {
        try {
            ChannelExec channel = session.createExecChannel(shell.line(execution.argv()), UTF_8, null, Map.of());
            channel.setOut(stdout);
            channel.setErr(stderr);
            channel.open().verify(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            return channel;
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("running a command on " + host, e);
        } catch (IOException | IllegalStateException e) {
            if (System.nanoTime() >= deadline) {
                session.close(true);
                throw new HostUnavailableException(host, execution.overdue(), e);
            }
            boolean refused = session.isOpen();
            if (refused) {
                throw new HostUnavailableException(host, "it takes no command: " + e.getMessage(), e);
            }
            throw new LostException(false, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes the input. A program may end before it has read all of it, and says why itself. */
    private void feed(ChannelExec channel) throws InterruptedIOException, LostException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream from = input();
                OutputStream to = channel.getInvertedIn()) {
            long sent = 0;
            int count = from.read(chunk);
            while (count >= 0 && channel.isOpen() && System.nanoTime() < deadline) {
                write(channel, to, chunk, count);
                sent += count;
                execution.sent().accept(sent);
                count = from.read(chunk);
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (channel.getSession().isOpen() && channel.isOpen()) {
                channel.getSession().close(true);
                throw new LostException(true, IoReason.of(e), e);
            }
        }
    }

    private static void write(ChannelExec channel, OutputStream to, byte[] chunk, int count)
            throws IOException, LostException {
        try {
            to.write(chunk, 0, count);
        } catch (SocketTimeoutException e) {
            throw stalled(channel.getSession(), e);
        }
    }

    /** The session is closed first: whoever closes a stream of it would wait as long again. */
    private static LostException stalled(Session session, SocketTimeoutException e) {
        session.close(true);
        return new LostException(true, "for " + Pulse.patience(session).toSeconds() + " s it has taken nothing", e);
    }

    private InputStream input() {
        Path file = execution.input().orElse(null);
        try {
            return file == null ? InputStream.nullInputStream() : Files.newInputStream(file);
        } catch (IOException e) {
            throw new HostStepException(host, Step.UPLOAD, "cannot read " + file + ": " + IoReason.of(e), e);
        }
    }

    private boolean awaitEnd(ChannelExec channel, CountDownLatch closed)
            throws InterruptedException, IOException, LostException {
        int trailing = 0;
        int seen = -1;
        var pulse = new Pulse(channel);
        while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() >= deadline) {
                throw new HostUnavailableException(host, execution.overdue(), null);
            }
            pulse.feel();
            if (channel.getExitStatus() != null || channel.getExitSignal() != null) {
                int size = stdout.size() + stderr.size();
                trailing = size == seen ? trailing + 1 : 0;
                seen = size;
                if (trailing >= TRAILING_POLLS) {
                    return true;
                }
            }
        }
        return true;
    }

    private CommandResult result(ChannelExec channel) throws LostException {
        byte[] all = stdout.toByteArray();
        Integer status = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (status == null && signal == null) {
            throw new LostException(true, "it ended without a word", null);
        }
        byte[] errors = stderr.toByteArray();
        byte[] output = shell.output(all).orElseThrow(() -> noShell(all, errors));
        int exitCode = status != null ? status : SIGNALLED + SIGNALS.getOrDefault(signal, 0);
        return new CommandResult(
                exitCode,
                new String(output, UTF_8),
                new String(shell.output(errors).orElse(errors), UTF_8));
    }

    private HostUnavailableException noShell(byte[] output, byte[] errors) {
        String said = (new String(output, UTF_8) + "\n" + new String(errors, UTF_8))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("nothing");
        return new HostUnavailableException(host, "its login shell runs no commands, and says: " + said, null);
    }

    /** Asks the server to kill the program, best as it can. */
    private void kill(ClientSession session, ChannelExec channel) {
        try {
            Buffer signal = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            signal.putUInt(channel.getRecipient());
            signal.putString("signal");
            signal.putBoolean(false);
            signal.putString("KILL");
            session.writePacket(signal);
        } catch (IOException | RuntimeException e) {
            // The host's own deadline ends it.
        }
    }
}
