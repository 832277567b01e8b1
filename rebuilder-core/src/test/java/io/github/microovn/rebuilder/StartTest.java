package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is checked before the first prompt. */
@Timeout(30)
class StartTest {

    @TempDir
    private Path directory;

    @Test
    void everyHostThatIsNotFitHasOneLine() throws Exception {
        TestSession session = new TestSession(directory, "h1", "h2", "h3");
        deleteTree(session.host(0).file(TestSession.REMOTE));
        session.host(2).lay("observe", Fault.LOST_BEFORE);

        assertThatThrownBy(() -> open(session, "fake:nobody"))
                .isInstanceOf(StartException.class)
                .hasMessage("""
                        Failed to create connection to remote host: [h1] Remote directory '/root/squashfs-root/' does not \
                        exist on fake host h1
                        Failed to create connection to remote host: [h3] the connection broke
                        Failed to create connection to remote host: [nobody] there is no such host""");
        assertThat(session.events(ConnectEvent.Failed.class))
                .extracting(ConnectEvent.Failed::host)
                .containsExactlyInAnyOrder("h1", "h3", "nobody");
        assertThat(session.hosts).allMatch(host -> host.closed());
        assertThat(session.connector.closed()).isTrue();
    }

    @Test
    void aFileInPlaceOfTheRemoteDirectoryIsNotFit() throws Exception {
        TestSession session = new TestSession(directory, "h1");
        deleteTree(session.host(0).file(TestSession.REMOTE));
        session.host(0).withFile(TestSession.REMOTE, "a file");

        assertThatThrownBy(session::open)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("[h1] Remote path '/root/squashfs-root/' is not a directory on fake host h1");
    }

    @Test
    void aHostThatDoesNotAnswerInTimeIsNotFit() {
        TestSession session = new TestSession(directory, "h1", "h2");
        session.connectTimeout = Duration.ofSeconds(1);
        session.host(1).lay("observe", Fault.HANGS);

        assertThatThrownBy(session::open)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("[h2] no answer within 1 s");
        assertThat(session.events(ConnectEvent.Waiting.class))
                .filteredOn(slow -> slow.host().equals("h2"))
                .extracting(ConnectEvent.Waiting::limit)
                .containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aStartThatIsInterruptedEnds() {
        TestSession session = new TestSession(directory, "h1");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(session::open).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(session.connector.closed()).isTrue();
    }

    @Test
    void aHostThatAnswersAfterAllIsClosed() throws Exception {
        TestSession session = new TestSession(directory, "h1");
        session.connectTimeout = Duration.ofMillis(100);
        CountDownLatch answer = new CountDownLatch(1);
        session.connector.beforeConnecting(() -> awaitStubbornly(answer));

        assertThatThrownBy(session::open).isInstanceOf(StartException.class);
        answer.countDown();

        session.host(0).awaitClosed();
        assertThat(session.host(0).log()).isEmpty();
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // It does not obey.
            }
        }
    }

    @Test
    void aHostNamedTwiceCountsOnceAndIsSaid() {
        TestSession session = new TestSession(directory, "h1");
        try (Rebuilder rebuilder = open(session, "fake:h1")) {
            assertThat(rebuilder.hosts()).containsExactly("h1");
            assertThat(session.events(HostEvent.NamedTwice.class))
                    .containsExactly(new HostEvent.NamedTwice("h1", "fake:h1"));
        }
    }

    @Test
    void whatAKilledRunHasStagedIsSweptAndSaid() {
        TestSession prepared = new TestSession(directory, "h1");
        prepared.host(0)
                .withFile(TestSession.REMOTE + "/bin/.ovn-northd.rebuilder-0badcafe", "half a nort")
                .withFile(TestSession.REMOTE + "/bin/.something.rebuilder-0badcafe", "not a target's");
        try (TestSession session = prepared.open()) {
            assertThat(session.events(HostEvent.Swept.class))
                    .containsExactly(new HostEvent.Swept(
                            "h1", List.of(TestSession.REMOTE + "/bin/.ovn-northd.rebuilder-0badcafe")));
            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly(".something.rebuilder-0badcafe", "ovn-controller", "ovn-nbctl", "ovn-northd");
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
        }
    }

    @Test
    void anUnknownConnectorIsReportedWithThoseThereAre() {
        TestSession session = new TestSession(directory, "h1");

        assertThatThrownBy(() -> open(session, "foo:bar"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("foo is not a valid connector type. Available types: fake");
        assertThat(session.connector.closed()).isTrue();
    }

    @Test
    void noHostsAtAllIsReported() {
        RebuilderOptions options = RebuilderOptions.builder(new Config(TestSession.targets(), HostSpecs.NONE))
                .build();

        assertThatThrownBy(() -> Rebuilder.open(options, event -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("no hosts: name them with -H");
    }

    @Test
    void aRemotePathThatIsNotAbsoluteIsReported() {
        TestSession session = new TestSession(directory, "h1");
        session.remotePath = "squashfs-root";

        assertThatThrownBy(session::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("'squashfs-root' is not a usable remote path");
    }

    @Test
    void theBuildLogGoesWhereItIsWanted() {
        TestSession session = new TestSession(directory, "h1");
        RebuilderOptions options = RebuilderOptions.builder(new Config(TestSession.targets(), HostSpecs.NONE))
                .logDirectory(directory.resolve("log"))
                .jobs(3)
                .build();

        assertThat(options.logDirectory()).contains(directory.resolve("log"));
        assertThat(options.jobs()).isEqualTo(3);
        assertThatThrownBy(
                        () -> RebuilderOptions.builder(options.config()).jobs(0).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        RebuilderOptions.builder(options.config()).parallel(0).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.hosts).hasSize(1);
    }

    private static Rebuilder open(TestSession session, String moreHosts) {
        return Rebuilder.open(
                session.options(List.of(moreHosts)),
                new Connectors(List.of(session.connector)),
                session.builder,
                (Event event) -> session.events.add(event));
    }

    private static void deleteTree(Path tree) throws Exception {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
