package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.host.ConnectOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/** An SSH server in this process whose commands run on this machine, and the home directory of a user who knows it. */
final class TestServer implements AutoCloseable {

    static final String ED25519 = "ssh-ed25519";
    static final String ECDSA = "ecdsa-sha2-nistp256";
    static final String RSA = "ssh-rsa";

    private final Path home;
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private volatile String loginShell = "";
    private final List<KeyPair> hostKeys;

    TestServer(Path home, String... hostKeyTypes) {
        this(home, 0, Stream.of(hostKeyTypes).map(TestServer::newKey).toList());
    }

    private TestServer(Path home, int port, List<KeyPair> hostKeys) {
        this.home = home;
        this.hostKeys = hostKeys;
        try {
            Files.createDirectories(home.resolve(".ssh"));
            server.setHost("127.0.0.1");
            server.setPort(port);
            server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
            server.setPublickeyAuthenticator((user, key, session) -> accepted.contains(user + " " + line(key)));
            server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
            server.setCommandFactory((channel, command) -> {
                synchronized (lines) {
                    lines.add(command);
                }
                return new LocalCommand(List.of("sh", "-c", loginShell + command), environment);
            });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyPair newKey(String type) {
        try {
            return KeyUtils.generateKeyPair(type, type.equals(RSA) ? 2048 : 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    // What a test sets up.

    /** A server that the user can log in to. */
    static TestServer ready(Path home) {
        TestServer server = new TestServer(home, ECDSA);
        server.authorize("root", server.key("id_ecdsa", ECDSA, null));
        server.know();
        return server;
    }

    /** The same server, started again after it was closed. */
    TestServer again(int port) {
        TestServer again = new TestServer(home, port, hostKeys);
        again.accepted.addAll(accepted);
        return again;
    }

    /** Writes a key file, and its public half. */
    PublicKey key(String file, String type, @Nullable String passphrase) {
        return key(file, newKey(type), passphrase);
    }

    PublicKey key(String file, KeyPair key, @Nullable String passphrase) {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(passphrase);
        encryption.setCipherType("256");
        Path path = home.resolve(".ssh").resolve(file);
        try (OutputStream to = Files.newOutputStream(path)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    key, "test", passphrase == null ? null : encryption, to);
            Files.writeString(Path.of(path + ".pub"), line(key.getPublic()) + " test\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return key.getPublic();
    }

    void authorize(String user, PublicKey key) {
        accepted.add(user + " " + line(key));
    }

    /** Has the user know the server. */
    void know() {
        hostKeys.forEach(key -> knownHosts(name() + " " + line(key.getPublic())));
    }

    void knownHosts(String line) {
        append("known_hosts", line);
    }

    void config(String text) {
        append("config", text);
    }

    private void append(String file, String text) {
        try {
            Files.writeString(
                    home.resolve(".ssh").resolve(file),
                    text + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the login shell run this before what it is asked to. */
    void loginShell(String script) {
        loginShell = script + "\n";
    }

    /** Puts a program before the machine's own. */
    void program(String name, String script) throws IOException {
        Path directory = Files.createDirectories(home.resolve("bin"));
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        file.toFile().setExecutable(true);
        environment.put("PATH", directory + ":" + System.getenv("PATH"));
    }

    void cutConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    // What a test looks at.

    SshServer server() {
        return server;
    }

    List<AbstractSession> sessions() {
        return server.getActiveSessions();
    }

    /** The command lines that came. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    List<KeyPair> hostKeys() {
        return hostKeys;
    }

    PublicKey hostKey() {
        return hostKeys.get(0).getPublic();
    }

    int port() {
        return server.getPort();
    }

    /** The name that the server's key is known by. */
    String name() {
        return "[127.0.0.1]:" + port();
    }

    String address() {
        return "root@127.0.0.1:" + port();
    }

    ConnectOptions options() {
        return new ConnectOptions(Duration.ofSeconds(10), Map.of("HOME", home.toString()));
    }

    ConnectOptions options(ConnectOptions.Asker asker) {
        return new ConnectOptions(Duration.ofSeconds(10), Map.of("HOME", home.toString()), asker);
    }

    ConnectOptions optionsWith(String variable, String value) {
        Map<String, String> variables = new HashMap<>(options().environment());
        variables.put(variable, value);
        return new ConnectOptions(Duration.ofSeconds(10), variables);
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
