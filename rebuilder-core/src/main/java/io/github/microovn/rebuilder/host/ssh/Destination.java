package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a connection goes and what it needs, with everything that the user's configuration says.
 *
 * @param user who logs in
 * @param host the name or address to connect to
 * @param port the port
 * @param keyName the name that the host's key is looked up by
 * @param identities files of keys that may be offered, the first first
 * @param configured whether the user named those files
 * @param identitiesOnly whether no other key of the agent may be offered
 * @param agent the socket of the agent; absent: none
 * @param knownHosts the files with the keys of hosts
 * @param jumps the hosts to go through, the first first, as the user wrote them
 * @param compression whether what is sent is compressed
 */
record Destination(
        String user,
        String host,
        int port,
        String keyName,
        List<Path> identities,
        boolean configured,
        boolean identitiesOnly,
        Optional<Path> agent,
        List<Path> knownHosts,
        List<String> jumps,
        boolean compression) {

    static final int DEFAULT_PORT = 22;

    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final List<String> USUAL_KNOWN_HOSTS = List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    private static final Path SYSTEM_CONFIG = Path.of("/etc/ssh/ssh_config");
    private static final Path SYSTEM_KNOWN_HOSTS = Path.of("/etc/ssh/ssh_known_hosts");

    /** A configuration that asks for what cannot be done. */
    static final class UnsupportedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsupportedException(String message) {
            super(message);
        }
    }

    /** Looks up everything about an address. */
    static Destination resolve(SshAddress address, Map<String, String> environment)
            throws IOException, UnsupportedException {
        Path home = home(environment);
        SshConfig config = SshConfig.read(address.host(), home, List.of(home.resolve(".ssh/config"), SYSTEM_CONFIG));
        String host = or(config.value("HostName"), "%h").replace("%h", address.host());
        int port = address.port().orElseGet(() -> port(config.value("Port")));
        String user = address.user().orElseGet(() -> or(config.value("User"), System.getProperty("user.name")));
        Words words = new Words(home, host, address.host(), user, port);
        List<String> jumps = jumps(config);
        List<Path> identities = config.all("IdentityFile").stream()
                .filter(line -> !line.isEmpty() && !line.get(0).equals("none"))
                .map(line -> words.path(line.get(0)))
                .toList();
        List<Path> usual = USUAL_KEYS.stream()
                .map(name -> home.resolve(".ssh").resolve(name))
                .filter(Files::exists)
                .toList();
        return new Destination(
                user,
                host,
                port,
                or(config.value("HostKeyAlias"), port == DEFAULT_PORT ? host : "[" + host + "]:" + port),
                identities.isEmpty() ? usual : identities,
                !identities.isEmpty(),
                config.value("IdentitiesOnly").equals("yes"),
                agent(or(config.value("IdentityAgent"), "SSH_AUTH_SOCK"), environment, words),
                knownHosts(config, words),
                jumps,
                config.value("Compression").equals("yes"));
    }

    static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    private static List<String> jumps(SshConfig config) throws UnsupportedException {
        String jump = or(config.value("ProxyJump"), "none");
        if (!jump.equals("none")) {
            return List.of(jump.split(",", -1));
        }
        if (!or(config.value("ProxyCommand"), "none").equals("none")) {
            throw new UnsupportedException("its ProxyCommand in the SSH configuration is not supported; use ProxyJump");
        }
        return List.of();
    }

    private static List<Path> knownHosts(SshConfig config, Words words) {
        List<List<String>> configured = config.all("UserKnownHostsFile");
        List<Path> files = new ArrayList<>();
        (configured.isEmpty() ? USUAL_KNOWN_HOSTS : configured.get(0))
                .stream().filter(name -> !name.equals("none")).map(words::path).forEach(files::add);
        files.add(SYSTEM_KNOWN_HOSTS);
        return files;
    }

    private static Optional<Path> agent(String named, Map<String, String> environment, Words words) {
        String socket = named.equals("SSH_AUTH_SOCK") ? environment.getOrDefault(named, "none") : named;
        return Stream.of(socket)
                .filter(name -> !name.isEmpty() && !name.equals("none"))
                .map(words::path)
                .findFirst();
    }

    private static int port(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : DEFAULT_PORT;
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    /** The place, for messages. */
    String place() {
        return host + ":" + port;
    }

    /** The login, for messages. */
    String login() {
        return user + "@" + host;
    }

    /** What stands for something else in names of files. */
    private record Words(Path home, String host, String named, String user, int port) {

        Path path(String text) {
            StringBuilder path = new StringBuilder();
            String rest = text.startsWith("~/") ? "%d" + text.substring(1) : text;
            for (int i = 0; i < rest.length(); i++) {
                boolean token = rest.charAt(i) == '%' && i + 1 < rest.length();
                path.append(token ? word(rest.charAt(++i)) : String.valueOf(rest.charAt(i)));
            }
            return home.resolve(".ssh").resolve(path.toString());
        }

        private String word(char token) {
            return switch (token) {
                case 'd' -> home.toString();
                case 'h' -> host;
                case 'n' -> named;
                case 'p' -> String.valueOf(port);
                case 'r' -> user;
                case 'u' -> System.getProperty("user.name");
                case '%' -> "%";
                default -> "%" + token;
            };
        }
    }
}
