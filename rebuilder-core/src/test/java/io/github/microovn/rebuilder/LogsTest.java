package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.journal.Since;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journals of two instances that are directories, by the real scripts. */
@Timeout(60)
class LogsTest {

    private static final String NORTHD = "microovn.ovn-northd";
    private static final String BINARY = "/root/squashfs-root/bin/ovn-northd";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        client.close();
        lxd.close();
    }

    private EmbeddedInstance host(String name) {
        EmbeddedInstance instance = lxd.addInstance(name);
        instance.withFile(BINARY, "#!/bin/sh\necho first\n");
        instance.addService(NORTHD, BINARY, true);
        return instance;
    }

    private void restart(String host, String script) {
        client.instance(host).run("rm", BINARY);
        lxd.instance(host).withFile(BINARY, "#!/bin/sh\n" + script + "\n");
        client.instance(host).run("systemctl", "restart", "snap." + NORTHD + ".service");
    }

    /** systemd's times of starts have seconds only. */
    private static void awaitNextSecond() {
        Instant now = Instant.now();
        while (Instant.now().getEpochSecond() == now.getEpochSecond()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private Logs logs(Since since, String... services) {
        RebuilderOptions options = RebuilderOptions.builder(ConfigLoader.builtIn())
                .hosts(HostSpecs.parse(List.of("lxd:movn1,lxd:movn2")))
                .environment(Map.of("LXD_SOCKET", lxd.socket().toString()))
                .build();
        return Logs.open(options, List.of(services), since, events::add);
    }

    private List<String> told() {
        return events.stream().map(LogsTest::text).toList();
    }

    private static String text(Event event) {
        return event instanceof LogEvent.Line line
                ? line.host() + " " + line.service() + " " + line.program() + ": " + line.message()
                : event.toString();
    }

    @Test
    void tellsWhatServicesWroteSinceTheyWereStarted() {
        host("movn1");
        host("movn2");
        awaitNextSecond();
        restart("movn1", "echo 'second \"start\"'");

        try (Logs logs = logs(Since.LAST_DEPLOY, NORTHD)) {
            assertThat(logs.read()).isTrue();
        }

        assertThat(told())
                .containsExactly(
                        "movn2 microovn.ovn-northd systemd: Started snap.microovn.ovn-northd.service - Service for snap"
                                + " application microovn.ovn-northd.",
                        "movn2 microovn.ovn-northd microovn.ovn-northd: first",
                        "movn1 microovn.ovn-northd systemd: Started snap.microovn.ovn-northd.service - Service for snap"
                                + " application microovn.ovn-northd.",
                        "movn1 microovn.ovn-northd microovn.ovn-northd: second \"start\"");
    }

    @Test
    void startsBySystemdAfterACrashAreNoDeployment() {
        host("movn1");
        host("movn2");
        awaitNextSecond();
        restart("movn1", "echo deployed");
        awaitNextSecond();
        lxd.instance("movn1").service(NORTHD).crash();

        try (Logs logs = logs(Since.LAST_DEPLOY, NORTHD)) {
            logs.read();
        }

        assertThat(told().stream().filter(line -> line.startsWith("movn1")))
                .contains("movn1 microovn.ovn-northd microovn.ovn-northd: deployed")
                .doesNotContain("movn1 microovn.ovn-northd microovn.ovn-northd: first");
    }

    @Test
    void followsARestart() throws Exception {
        host("movn1");
        host("movn2");
        try (Logs logs = logs(new Since(Since.Kind.AGO, "0"), NORTHD, "microovn.none")) {
            CompletableFuture<Boolean> following = CompletableFuture.supplyAsync(logs::follow);
            await("NoSuchService");
            restart("movn2", "echo 'on the second'");
            await("movn2 microovn.ovn-northd microovn.ovn-northd: on the second");
            restart("movn1", "echo 'on the first'");
            await("movn1 microovn.ovn-northd microovn.ovn-northd: on the first");
            logs.stop();
            assertThat(following.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void await(String text) throws InterruptedException {
        for (Event event = take(); !text(event).startsWith(text); event = take()) {
            // Others are not asked for.
        }
    }

    private Event take() throws InterruptedException {
        Event event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }
}
