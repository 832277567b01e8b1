package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole rounds as a user has them: a Makefile, make, the LXD connector, three instances with services. */
@Timeout(60)
class RebuilderOnEmbeddedLxdTest {

    private static final String NORTHD = "/root/squashfs-root/bin/ovn-northd";
    private static final String CENTRAL = "microovn.ovn-northd";

    @TempDir
    private Path source;

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private int edits;

    @BeforeEach
    void prepare() throws IOException {
        for (String name : List.of("movn1", "movn2", "movn3")) {
            EmbeddedInstance instance = lxd.addInstance(name).withFile(NORTHD, "#!/bin/sh\necho stock\n");
            instance.addService(CENTRAL, NORTHD, !name.equals("movn3"));
        }
        Files.createDirectory(source.resolve("northd"));
        Files.writeString(
                source.resolve("Makefile"),
                "northd/ovn-northd: northd.c\n\tsed s/VERSION/make/ $< > $@\n\tchmod 755 $@\n");
        edit("#!/bin/sh\necho VERSION 0\n");
        Files.writeString(source.resolve("northd/ovn-northd"), "#!/bin/sh\necho before\n");
    }

    @AfterEach
    void close() {
        lxd.close();
    }

    private Rebuilder open() {
        Target northd = new Target("northd/ovn-northd", "bin/ovn-northd", List.of(CENTRAL), OptionalInt.empty());
        HostSpecs hosts = HostSpecs.parse(List.of("lxd:movn1,lxd:movn2,lxd:movn3"));
        RebuilderOptions options = RebuilderOptions.builder(new Config(
                        List.of(northd),
                        hosts,
                        Map.of(),
                        new DeploySettings(Duration.ZERO, Duration.ofSeconds(20), false),
                        Verification.NONE))
                .ovnSource(source.toString())
                .environment(Map.of("LXD_SOCKET", lxd.socket().toString(), "PATH", System.getenv("PATH")))
                .build();
        return Rebuilder.open(options, events::add);
    }

    private void edit(String program) {
        try {
            Path file = source.resolve("northd.c");
            Files.writeString(file, program);
            // make compares whole seconds on some file systems.
            Files.setLastModifiedTime(
                    file, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5000L * ++edits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RoundResult round(Rebuilder rebuilder) {
        events.clear();
        return rebuilder.round();
    }

    private <E extends Event> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void everyEnabledServiceRunsWhatWasBuilt() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\necho VERSION 1\n");
            RoundResult round = round(rebuilder);

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            String sha256 = events(HostEvent.Swapped.class).get(0).sha256();
            for (String name : List.of("movn1", "movn2")) {
                assertThat(lxd.instance(name).file(NORTHD)).hasContent("#!/bin/sh\necho make 1\n");
                assertThat(lxd.instance(name).service(CENTRAL).runningSha256()).contains(sha256);
            }
            assertThat(lxd.instance("movn3").file(NORTHD)).hasContent("#!/bin/sh\necho make 1\n");
            assertThat(lxd.instance("movn3").service(CENTRAL).starts()).isZero();
            assertThat(events).contains(new HostEvent.ServiceSkipped("movn3", CENTRAL));
            assertThat(round(rebuilder).status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aFailedBuildIsShownAndTheNextOneDeploys() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\necho VERSION 1\n");
            source.resolve("Makefile")
                    .toFile()
                    .renameTo(source.resolve("Makefile.away").toFile());
            assertThat(round(rebuilder).status()).isEqualTo(Status.BUILD_FAILED);
            assertThat(events(BuildEvent.Failed.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).contains("Makefile"));

            source.resolve("Makefile.away")
                    .toFile()
                    .renameTo(source.resolve("Makefile").toFile());
            assertThat(round(rebuilder).status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aServiceThatDoesNotStartIsShownWithItsJournalAndItsRestartStaysOwed() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\nexit 1\n");
            RoundResult round = round(rebuilder);

            assertThat(round.hosts())
                    .extracting("outcome")
                    .containsExactly(Outcome.UNHEALTHY, Outcome.UNHEALTHY, Outcome.OK);
            assertThat(round.hosts().get(0).pendingRestarts()).containsExactly(CENTRAL);
            assertThat(events(HostEvent.Unhealthy.class))
                    .hasSize(2)
                    .allSatisfy(event ->
                            assertThat(event.journal()).anyMatch(line -> line.contains("Main process exited")));

            edit("#!/bin/sh\necho VERSION 2\n");
            assertThat(round(rebuilder).status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aConnectionThatBreaksInMidUploadFailsThatHostOnlyAndLeavesItsFile() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\necho VERSION 1\n");
            lxd.faults().on("POST", "/1.0/instances/movn2/files").dropAfter(5);
            RoundResult round = round(rebuilder);

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.OK, Outcome.FAILED, Outcome.OK);
            assertThat(lxd.instance("movn2").file(NORTHD)).hasContent("#!/bin/sh\necho stock\n");
            assertThat(lxd.instance("movn2").file("/root/squashfs-root/bin"))
                    .isDirectoryNotContaining("glob:**rebuilder*");

            RoundResult next = round(rebuilder);
            assertThat(next.hosts())
                    .extracting("outcome")
                    .containsExactly(Outcome.UNTOUCHED, Outcome.OK, Outcome.UNTOUCHED);
            assertThat(lxd.instance("movn2").file(NORTHD)).hasContent("#!/bin/sh\necho make 1\n");
        }
    }

    @Test
    void aFullDiskIsReportedAndNothingOfTheFileStays() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\necho VERSION 1\n");
            lxd.faults().on("POST", "/1.0/instances/movn1/files").diskFull(5);
            // A command would not find the disk full.
            lxd.faults().on("POST", "/1.0/instances/movn1/exec").error(400, "no command now");
            RoundResult round = round(rebuilder);

            assertThat(round.hosts().get(0).failure()).isNotNull();
            assertThat(round.hosts().get(0).failure().reason())
                    .startsWith("Failed to upload file " + source + "/northd/ovn-northd to " + NORTHD)
                    .contains("no space left on device");
            assertThat(lxd.instance("movn1").file("/root/squashfs-root/bin"))
                    .isDirectoryNotContaining("glob:**rebuilder*");
        }
    }

    @Test
    void instancesThatAreNotFitAreListedAtTheStart() {
        lxd.instance("movn1").stop();
        lxd.instance("movn2").freeze();

        assertThatThrownBy(this::open).isInstanceOf(StartException.class).hasMessage("""
                        Failed to create connection to remote host: [movn1] the instance is stopped; start it with \
                        'lxc start movn1'
                        Failed to create connection to remote host: [movn2] the instance is frozen; resume it with \
                        'lxc start movn2'""");
    }

    @Test
    void noSecretOfAnExecReachesAnEventOrAnError() {
        try (Rebuilder rebuilder = open()) {
            edit("#!/bin/sh\necho VERSION 1\n");
            rebuilder.plan(false);
            lxd.instance("movn1").stop(); // its shell ends
            lxd.instance("movn1").start();
            lxd.faults().on("GET", "/1.0/operations/*/websocket").times(4).error(500, "no");
            RoundResult round = round(rebuilder);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            List<String> secrets = lxd.requests().stream()
                    .map(request -> request.query().getOrDefault("secret", ""))
                    .filter(secret -> !secret.isEmpty())
                    .toList();
            assertThat(secrets).isNotEmpty();
            assertThat(events.toString()).doesNotContain(secrets);
        }
    }

    @Test
    void aRoundAsksAHostNoMoreThanItHasTo() {
        try (Rebuilder rebuilder = open()) {
            rebuilder.plan(false);
            assertThat(requestsTo("movn1"))
                    .as("a shell, which looks, and hashes in the background")
                    .containsExactly("POST /exec");
            edit("#!/bin/sh\necho VERSION 1\n");
            int before = requestsTo("movn1").size();
            round(rebuilder);

            assertThat(requestsTo("movn1").stream().skip(before))
                    .as("an upload; the shell verifies, replaces and restarts, waits")
                    .containsExactly("POST /files");

            int afterwards = requestsTo("movn1").size();
            round(rebuilder);
            assertThat(requestsTo("movn1")).hasSize(afterwards);
        }
    }

    /** What was asked for in the way of work: a shell that is silent has the instance's status looked at. */
    private List<String> requestsTo(String instance) {
        String path = "/1.0/instances/" + instance;
        return lxd.requests().stream()
                .filter(request ->
                        request.path().startsWith(path) && request.method().equals("POST"))
                .map(request -> request.method() + " " + request.path().substring(path.length()))
                .toList();
    }

    @Test
    void closingLeavesNoThreadBehind() {
        Rebuilder rebuilder = open();
        edit("#!/bin/sh\necho VERSION 1\n");
        round(rebuilder);
        rebuilder.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("deploy-"));
    }
}
