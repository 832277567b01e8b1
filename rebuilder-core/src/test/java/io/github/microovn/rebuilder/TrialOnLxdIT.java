package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that the base of a real, tried snap has no libraries for; the product is the snap's own ovn-nbctl with other names. */
class TrialOnLxdIT extends OnSharedInstance {

    private static final String NBCTL = "/root/squashfs-root/bin/ovn-nbctl";
    private static final Target TARGET =
            new Target("utilities/ovn-nbctl", "bin/ovn-nbctl", List.of("microovn.daemon"), OptionalInt.empty());
    private static final String STATE = "sha256sum " + NBCTL + "; ls -A /root/squashfs-root/bin;"
            + " systemctl show -p MainPID,ActiveState,ExecMainStartTimestampMonotonic snap.microovn.daemon";

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void build() throws IOException {
        sh("timeout 60 sh -c 'until snap run microovn.ovn-nbctl --version; do sleep 0.2; done'");
        Files.createDirectories(directory.resolve("utilities"));
        instances.pull(name, NBCTL, product());
    }

    private Path product() {
        return directory.resolve(TARGET.localPath());
    }

    /** Names in a program are replaced by others of the same length. */
    private void rename(String name, String other) throws IOException {
        String text = Files.readString(product(), ISO_8859_1);
        assertThat(text).contains(name);
        Files.write(product(), text.replace(name, other).getBytes(ISO_8859_1));
    }

    private RoundResult deploy(Rebuilder rebuilder) {
        events.clear();
        return rebuilder.deploy(false, true);
    }

    private Rebuilder open() {
        return Rebuilder.open(
                RebuilderOptions.builder(new Config(List.of(TARGET), HostSpecs.NONE))
                        .hosts(HostSpecs.parse(List.of("lxd:" + name)))
                        .ovnSource(directory.toString())
                        .remotePath(RebuilderOptions.AUTO)
                        .environment(Map.of("LXD_SOCKET", RealLxdSocket.path().toString()))
                        .build(),
                events::add);
    }

    @Test
    void aProgramWithoutItsLibraryOrGlibcVersionReplacesAndRestartsNothing() throws IOException {
        String before = sh(STATE);
        try (Rebuilder rebuilder = open()) {
            rename("libssl.so.3", "libssl.so.9");
            RoundResult library = deploy(rebuilder);
            assertThat(library.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(String.valueOf(library.hosts().get(0).failure()))
                    .contains(
                            "Replaced nothing, what runs goes on running: utilities/ovn-nbctl needs libssl.so.9, which"
                                    + " neither base core");

            rename("libssl.so.9", "libssl.so.3");
            rename("GLIBC_2.34", "GLIBC_9.99");
            RoundResult glibc = deploy(rebuilder);
            assertThat(String.valueOf(glibc.hosts().get(0).failure())).contains("needs GLIBC_9.99 of libc.so.6, which");
            assertThat(glibc.pending()).isTrue();
            assertThat(sh(STATE)).isEqualTo(before);

            rename("GLIBC_9.99", "GLIBC_2.34");
            Files.write(product(), new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
            assertThat(deploy(rebuilder).status()).isEqualTo(Status.DEPLOYED);
            assertThat(events).anyMatch(CheckEvent.Checked.class::isInstance);
            Files.write(product(), new byte[] {2}, java.nio.file.StandardOpenOption.APPEND);
            assertThat(deploy(rebuilder).status()).isEqualTo(Status.DEPLOYED);
            assertThat(events).as("tried once").noneMatch(CheckEvent.Checked.class::isInstance);
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
        }
        assertThat(sh("sha256sum " + NBCTL))
                .isEqualTo(before.lines().findFirst().orElseThrow());
    }
}
