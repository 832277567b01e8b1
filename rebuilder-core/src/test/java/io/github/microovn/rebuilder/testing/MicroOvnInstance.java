package io.github.microovn.rebuilder.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedService;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.lxd.LxdConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An instance with a tried snap whose daemons are scripts: they write their pid files as OVN's do, and an ovn-appctl gives
 * the answers that a test wrote down.
 */
public final class MicroOvnInstance implements AutoCloseable {

    public static final String BIN = "/root/squashfs-root/bin/";

    private static final String RUN = "/var/snap/microovn/common/run/";

    private static final String APPCTL = """
            #!/bin/sh
            # ovn-appctl -T 3 -t SOCKET REQUEST...
            root=${0%/snap/microovn/*}
            socket=$4
            shift 4
            echo "${socket##*/} $*" | sed 's/[.][0-9]*[.]ctl/.ctl/' >> "$root/asked"
            case "$*" in
              exit*)
                pid=${socket%.ctl}
                rm -rf "$root/proc/${pid##*.}"
                ;;
              cluster/failure-test*) sed 's/Role: leader/Role: follower/; s/Leader: self/Leader: 1234/' \\
                "$root/answers/cluster_status" > "$root/new" && mv "$root/new" "$root/answers/cluster_status" ;;
              *) cat "$root/answers/$(echo "${1-}" | tr / _)" 2> /dev/null || {
                  echo "ovn-appctl: cannot connect to \\"${socket##*/}\\" (Connection refused)" >&2
                  exit 1
                } ;;
            esac
            """;

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdConnector connector = new LxdConnector();
    private final EmbeddedInstance instance = lxd.addInstance("movn1");

    public MicroOvnInstance() {
        instance.withFile(BIN + "ovn-appctl", APPCTL);
        instance.withFile(
                "/root/squashfs-root/meta/snap.yaml", "name: microovn\nversion: \"24.03.2+lab\"\nbase: core24\n");
        link("/snap/microovn/x1", "../../root/squashfs-root");
        link("/snap/microovn/current", "x1");
    }

    public EmbeddedInstance instance() {
        return instance;
    }

    public EmbeddedLxd lxd() {
        return lxd;
    }

    /** The variables that let a connector find it. */
    public Map<String, String> environment() {
        return Map.of("LXD_SOCKET", lxd.socket().toString());
    }

    public Host host() {
        return connector.connect(
                new HostSpec("lxd", "movn1"), new ConnectOptions(Duration.ofSeconds(5), environment()));
    }

    /** A daemon that writes its pid file below run/. Returns the hash of its program. */
    public String daemon(String program, String pidFile, String... lines) {
        return program(program, """
                run=${0%%/root/squashfs-root/*}%s
                mkdir -p "${run%%/*}"
                echo $SYSTEMD_EXEC_PID > "$run"
                %s
                """.formatted(RUN + pidFile, String.join("\n", lines)));
    }

    /** Puts a program in place by renaming, as a deployment does. Returns its hash. */
    public String program(String name, String script) {
        instance.withFile(BIN + name + ".new", "#!/bin/sh\n" + script);
        try {
            Files.move(
                    instance.file(BIN + name + ".new"),
                    instance.file(BIN + name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            byte[] bytes = Files.readAllBytes(instance.file(BIN + name));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public EmbeddedService service(String service, String program) {
        return instance.addService(service, BIN + program, true);
    }

    /** What ovn-appctl answers to a request, named by its first word; null: nobody answers. */
    public void answer(String request, String answer) {
        instance.withFile("/answers/" + request.replace('/', '_'), answer + "\n");
    }

    /** Which requests ovn-appctl was given: control socket and words. */
    public List<String> asked() {
        try {
            Path file = instance.file("/asked");
            return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String path, String target) {
        try {
            Files.createDirectories(instance.file("/snap/microovn"));
            Files.createSymbolicLink(instance.file(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connector.close();
        lxd.close();
    }
}
