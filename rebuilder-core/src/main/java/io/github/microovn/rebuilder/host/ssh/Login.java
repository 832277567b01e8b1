package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/** Connects to one destination, directly or through a session, and logs in there. */
final class Login {

    private final SshClient client;
    private final KeyFiles keys;
    private final Destination destination;
    private final Duration timeout;
    private final long deadline;

    /**
     * Prepares.
     *
     * @param timeout how long the user lets all of it take, for messages
     * @param deadline when it has to be done, in {@link System#nanoTime}'s terms
     */
    Login(SshClient client, KeyFiles keys, Destination destination, Duration timeout, long deadline) {
        this.client = client;
        this.keys = keys;
        this.destination = destination;
        this.timeout = timeout;
        this.deadline = deadline;
    }

    /** A connection that did not come about; its message is the reason, for users. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        FailedException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * Does it.
     *
     * @param via the session to go through; null: none
     * @param opened is given what has to be closed, the last first
     */
    ClientSession open(@Nullable ClientSession via, Deque<AutoCloseable> opened) throws IOException {
        try (Attempt attempt = new Attempt(destination, keys)) {
            ClientSession session = connect(attempt, addresses(via, opened));
            opened.push(() -> session.close(true));
            try {
                session.auth().verify(left());
                return session;
            } catch (SshException e) {
                throw new FailedException(loginFailure(attempt, session, via, e), e);
            }
        }
    }

    private List<SocketAddress> addresses(@Nullable ClientSession via, Deque<AutoCloseable> opened) throws IOException {
        List<SocketAddress> addresses = new ArrayList<>();
        if (via != null) {
            ExplicitPortForwardingTracker tunnel = via.createLocalPortForwardingTracker(
                    new SshdSocketAddress("127.0.0.1", 0),
                    new SshdSocketAddress(destination.host(), destination.port()));
            opened.push(tunnel);
            addresses.add(tunnel.getBoundAddress().toInetSocketAddress());
            return addresses;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(destination.host())) {
                addresses.add(new InetSocketAddress(address, destination.port()));
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new FailedException(
                    "the name '" + destination.host()
                            + "' does not resolve; correct it, or give it a HostName in ~/.ssh/config",
                    e);
        }
    }

    private ClientSession connect(Attempt attempt, List<SocketAddress> addresses) throws IOException {
        AttributeRepository context = AttributeRepository.ofKeyValuePair(Attempt.KEY, attempt);
        @Nullable IOException failure = null;
        for (SocketAddress address : addresses) {
            try {
                return client.connect(destination.user(), address, context, null)
                        .verify(left())
                        .getSession();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        throw new FailedException(connectFailure(failure), failure);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    private String connectFailure(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    && String.valueOf(cause.getMessage()).contains("refused")) {
                return destination.place() + " refused the connection: does an SSH server listen there?";
            }
            if (cause instanceof TimeoutException) {
                return late();
            }
        }
        return "cannot connect to " + destination.place() + ": " + reason(failure);
    }

    private String loginFailure(
            Attempt attempt, ClientSession session, @Nullable ClientSession via, SshException failure) {
        if (!attempt.refusal().isEmpty()) {
            return attempt.refusal();
        }
        String message = String.valueOf(failure.getMessage());
        if (failure.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                || message.toLowerCase(Locale.ROOT).contains("authentication")) {
            return attempt.noKey();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return late();
            }
        }
        return session.getServerVersion() == null
                ? silence(via)
                : "no login at " + destination.place() + ": " + reason(failure);
    }

    /** Why nothing came that begins as an SSH server does. A jump host only says it when asked in another way. */
    private String silence(@Nullable ClientSession via) {
        if (via != null) {
            SshdSocketAddress target = new SshdSocketAddress(destination.host(), destination.port());
            try (ChannelDirectTcpip probe =
                    via.createDirectTcpipChannel(new SshdSocketAddress("127.0.0.1", 0), target)) {
                probe.open().verify(left());
            } catch (IOException e) {
                return "its jump host does not get to " + destination.place() + ": " + reason(e);
            }
        }
        return "what answers at " + destination.place() + " is no SSH server, or has no place for another connection";
    }

    private String late() {
        String limit = timeout.toMillisPart() == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
        return "no answer from " + destination.place() + " within " + limit;
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String text = root instanceof IOException io ? IoReason.of(io) : String.valueOf(root);
        return text.lines().findFirst().orElse("");
    }
}
