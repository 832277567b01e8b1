package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.journal.Since;
import io.github.microovn.rebuilder.result.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Examinations and journals of a real instance with a snap that is really tried; the product is the snap's own ovn-northd. */
class DoctorAndLogsOnLxdIT extends OnSharedInstance {

    private static final String TREE = "/root/squashfs-root";
    private static final String DAEMON = "microovn.daemon";
    private static final Target NORTHD =
            new Target("northd/ovn-northd", "bin/ovn-northd", List.of("microovn.ovn-northd"), OptionalInt.empty());

    /** systemd's times of starts have seconds only. */
    private static final String NEXT_SECOND =
            "now=$(date +%s); until [ \"$(date +%s)\" != \"$now\" ]; do sleep 0.05; done\n";

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** A build that differs from what is there: with another text behind the program. */
    @BeforeEach
    void build() throws IOException {
        instances.start(name);
        sh("timeout 60 sh -c 'until snap run microovn.ovn-nbctl --version; do sleep 0.2; done'");
        Files.createDirectories(directory.resolve("northd"));
        Path product = directory.resolve(NORTHD.localPath());
        instances.pull(name, TREE + "/bin/ovn-northd", product);
        Files.write(product, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
    }

    private RebuilderOptions options() {
        return RebuilderOptions.builder(new Config(List.of(NORTHD), HostSpecs.NONE))
                .hosts(HostSpecs.parse(List.of("lxd:" + name)))
                .ovnSource(directory.toString())
                .remotePath(RebuilderOptions.AUTO)
                .environment(Map.of("LXD_SOCKET", RealLxdSocket.path().toString()))
                .build();
    }

    private boolean examine() {
        try (Doctor doctor = Doctor.open(options(), events::add)) {
            return doctor.examine();
        }
    }

    private Check check(String name) {
        return events.stream()
                .filter(CheckEvent.Checked.class::isInstance)
                .map(event -> ((CheckEvent.Checked) event).check())
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All files of the tree with their times, and when the services were started. */
    private static String state() {
        return sh("""
                find /root/squashfs-root -printf '%p %s %m %U %C@\\n' | grep -v '/bin [0-9]' | sort
                systemctl show -p Id,MainPID,ExecMainStartTimestamp 'snap.microovn.*.service'
                """);
    }

    @Test
    void whatRunsThereIsFitAndNothingIsChangedByTheExamination() {
        String before = state();

        assertThat(examine()).isTrue();

        assertThat(check("snap").what()).isEqualTo("snap microovn is tried from '" + TREE + "'");
        assertThat(check("libraries").what()).isEqualTo("northd/ovn-northd finds all of its libraries");
        assertThat(check("starts").what()).startsWith("northd/ovn-northd --version says: ovn-northd 2");
        assertThat(check("version").verdict()).isEqualTo(Check.Verdict.OK);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aLibraryThatTheSnapLacksIsNamed() throws IOException {
        Path product = directory.resolve(NORTHD.localPath());
        String text = Files.readString(product, ISO_8859_1);
        assertThat(text).contains("libssl.so.3");
        Files.write(product, text.replace("libssl.so.3", "libssl.so.9").getBytes(ISO_8859_1));
        String before = state();

        assertThat(examine()).isFalse();

        assertThat(check("libraries").failed()).isTrue();
        assertThat(check("libraries").what()).startsWith("northd/ovn-northd needs libssl.so.9");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void anInstanceThatIsStoppedIsUnfit() {
        instances.stop(name);

        assertThat(examine()).isFalse();

        assertThat(check("reachable").what())
                .isEqualTo("the instance is stopped; start it with 'lxc start " + name + "'");
    }

    @Test
    void theJournalBeginsWhereSomebodyStartedTheServiceNotWhereSystemdDid() {
        sh(NEXT_SECOND + "systemctl restart snap.microovn.daemon.service");
        String asked = start();
        sh(NEXT_SECOND + """
                systemctl kill --signal=SEGV snap.microovn.daemon.service
                timeout 30 sh -c 'until [ "$(systemctl show --value -p NRestarts snap.microovn.daemon)" = 1 ]; do
                  sleep 0.1
                done'
                """);
        assertThat(start()).isNotEqualTo(asked);

        try (Logs logs = Logs.open(options(), List.of(DAEMON), Since.LAST_DEPLOY, events::add)) {
            assertThat(logs.read()).isTrue();
        }

        assertThat(events.stream().map(DoctorAndLogsOnLxdIT::text).filter(text -> text.startsWith("systemd: Started ")))
                .hasSize(2);
    }

    private static String start() {
        return sh("systemctl show --value -p ExecMainStartTimestamp snap.microovn.daemon");
    }

    @Test
    void followsARestartAndARebootOfTheInstance() throws Exception {
        try (Logs logs = Logs.open(options(), List.of(DAEMON), new Since(Since.Kind.AGO, "0"), events::add)) {
            CompletableFuture<Boolean> following = CompletableFuture.supplyAsync(logs::follow);
            sh("systemctl restart snap.microovn.daemon.service");
            await("systemd: Stopped ");
            await("systemd: Started ");
            instances.stop(name);
            await("log.lost");
            instances.start(name);
            await("log.regained");
            await("systemd: Started ");
            logs.stop();
            assertThat(following.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void await(String beginning) throws InterruptedException {
        Event event;
        do {
            event = events.poll(60, TimeUnit.SECONDS);
            assertThat(event).as(beginning + " in time").isNotNull();
        } while (!text(event).startsWith(beginning));
    }

    private static String text(Event event) {
        return event instanceof LogEvent.Line line ? line.program() + ": " + line.message() : event.type();
    }
}
