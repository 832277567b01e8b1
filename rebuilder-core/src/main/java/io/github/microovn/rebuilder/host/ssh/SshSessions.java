package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ssh.Destination.UnsupportedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Opens SSH sessions, with one client for all hosts. Safe for use by several threads. */
final class SshSessions implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int HEARTBEATS_MISSED = 2;

    private final KeyFiles keys = new KeyFiles();
    private final SshClient client;

    /**
     * Prepares to open sessions.
     *
     * @param patience how long a host may take nothing of an upload
     */
    SshSessions(Duration patience) {
        client = client(patience);
        client.start();
    }

    private static SshClient client(Duration patience) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(new KeyLogin.Factory()));
        client.setServerKeyVerifier(
                (session, address, key) -> Attempt.of(session).accepts(key));
        // In Java AES-GCM is ten times as fast as the library's first choice.
        List<NamedFactory<Cipher>> ciphers =
                new ArrayList<>(List.of(BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm));
        client.getCipherFactories().stream()
                .filter(cipher -> !ciphers.contains(cipher))
                .forEach(ciphers::add);
        client.setCipherFactories(ciphers);
        client.addSessionListener(new Preferences());
        // Without it every command waits 40 ms for an acknowledgement.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_MISSED);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, patience);
        return client;
    }

    /** Has the user unlock the keys that a connection will need. */
    void unlockKeys(SshAddress address, ConnectOptions options) {
        try {
            for (Destination destination : way(address, options)) {
                try (Attempt attempt = new Attempt(destination, keys)) {
                    attempt.locked().forEach(file -> keys.unlock(file, options.asker()));
                }
            }
        } catch (IOException | UnsupportedException e) {
            // Connecting meets it again and says so.
        }
    }

    /**
     * Connects and logs in.
     *
     * @param name the host's name, for messages
     * @param address where to
     * @param options how
     * @param limit how long that may take
     * @return a session, to be closed
     */
    SshSession open(String name, SshAddress address, ConnectOptions options, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        boolean done = false;
        try {
            List<Destination> way = way(address, options);
            @Nullable ClientSession via = null;
            for (Destination jump : way.subList(0, way.size() - 1)) {
                via = jump(new Login(client, keys, jump, limit, deadline), jump, via, opened);
            }
            Destination target = way.get(way.size() - 1);
            ClientSession session = new Login(client, keys, target, limit, deadline).open(via, opened);
            done = true;
            return new SshSession(session, opened);
        } catch (UnsupportedException | Login.FailedException e) {
            throw new HostUnavailableException(name, String.valueOf(e.getMessage()), e);
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("connecting to " + name, e);
        } catch (IOException e) {
            throw new HostUnavailableException(name, "cannot connect: " + IoReason.of(e), e);
        } finally {
            if (!done) {
                SshSession.closeAll(opened);
            }
        }
    }

    private static ClientSession jump(
            Login login, Destination jump, @Nullable ClientSession via, Deque<AutoCloseable> opened)
            throws IOException {
        try {
            return login.open(via, opened);
        } catch (Login.FailedException e) {
            throw new Login.FailedException("its jump host " + jump.login() + ": " + e.getMessage(), e);
        }
    }

    /** The hosts to jump over, and the one to get to. */
    private static List<Destination> way(SshAddress address, ConnectOptions options)
            throws IOException, UnsupportedException {
        Destination target = Destination.resolve(address, options.environment());
        List<Destination> way = new ArrayList<>();
        for (String text : target.jumps()) {
            SshAddress jump = SshAddress.parse(text.strip().replaceFirst("^ssh://", ""))
                    .orElseThrow(() -> new UnsupportedException("'" + text + "' in its ProxyJump is not a host"));
            Destination destination = Destination.resolve(jump, options.environment());
            if (!destination.jumps().isEmpty()) {
                throw new UnsupportedException("its jump host " + text
                        + " has a ProxyJump of its own; name all hosts of the way in one ProxyJump, the first first");
            }
            way.add(destination);
        }
        way.add(target);
        return way;
    }

    @Override
    public void close() {
        client.close(true);
        client.stop();
    }
}
