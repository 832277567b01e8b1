package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;

/**
 * A login at a server in this process, which does what any login does: a program that is about to write an archive of the
 * classes it uses gets those of SSH in there by it. Needs no SSH server and no key of the user.
 */
public final class SshRehearsal {

    private static final String USER = "root";
    private static final String KEY_TYPE = "ssh-ed25519";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private SshRehearsal() {}

    /**
     * Logs in and runs a command.
     *
     * @param home an empty directory, for keys and the like; what is in it then can be removed
     * @throws IOException when the directory cannot be written, or the server cannot listen
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the login fails
     */
    public static void run(Path home) throws IOException {
        KeyPair key = newKey();
        try (SshServer server = SshServer.setUpDefaultServer();
                SshConnector connector = new SshConnector()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(KeyPairProvider.wrap(key));
            server.setPublickeyAuthenticator(
                    (user, offered, session) -> KeyUtils.compareKeys(offered, key.getPublic()));
            server.setCommandFactory((channel, line) -> new Answer(line));
            server.start();
            String address = "127.0.0.1:" + server.getPort();
            Path directory = Files.createDirectory(home.resolve(".ssh"));
            Files.writeString(
                    directory.resolve("known_hosts"),
                    "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
            writeKey(key, directory.resolve("id_ed25519"));
            ConnectOptions options = new ConnectOptions(TIMEOUT, Map.of("HOME", home.toString()));
            List<HostSpec> specs = List.of(new HostSpec("ssh", USER + "@" + address));
            connector.prepare(specs, options);
            try (Host host = connector.connect(specs.get(0), options)) {
                host.run(Command.of("true"));
            }
        }
    }

    private static KeyPair newKey() throws IOException {
        try {
            return KeyUtils.generateKeyPair(KEY_TYPE, 256);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make a key", e);
        }
    }

    private static void writeKey(KeyPair key, Path file) throws IOException {
        try (OutputStream to = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "rehearsal", null, to);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write a key", e);
        }
    }

    /** Answers as a shell would that {@link RemoteShell} has run a command by which says who the user is. */
    private static final class Answer extends AbstractCommandSupport {

        Answer(String line) {
            super(line, null);
        }

        @Override
        public void run() {
            String mark = getCommand().split("[ ;]", -1)[2];
            try {
                getErrorStream().write(mark.getBytes(UTF_8));
                getOutputStream().write((mark + "root\n").getBytes(UTF_8));
                getErrorStream().flush();
                getOutputStream().flush();
                onExit(0);
            } catch (IOException e) {
                onExit(1);
            }
        }
    }
}
