package io.github.microovn.rebuilder.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.HostGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the journals of hosts whose answers are written down here. */
@Timeout(30)
class JournalsTest {

    private final Map<String, Answers> hosts = new LinkedHashMap<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HostGroup group = new HostGroup(
            new Connectors(List.of(new Scripted())), new ConnectOptions(Duration.ofSeconds(5), Map.of()), 4);

    /** Answers of a host: of each call the next one, then nothing. */
    private static final class Answers {
        private final List<CommandResult> left = new ArrayList<>();
        private final List<List<String>> asked = new ArrayList<>();
        private volatile boolean gone;

        Answers says(String... lines) {
            left.add(new CommandResult(0, String.join("\n", lines) + "\n", ""));
            return this;
        }
    }

    private record ScriptedHost(String name, Answers answers) implements Host {
        @Override
        public String description() {
            return name;
        }

        @Override
        public CommandResult run(Command command) {
            synchronized (answers) {
                answers.asked.add(
                        command.arguments().subList(4, command.arguments().size()));
                if (answers.gone) {
                    throw new HostUnavailableException(name, "the host is gone", null);
                }
                return answers.left.isEmpty() ? new CommandResult(0, "", "") : answers.left.remove(0);
            }
        }

        @Override
        public void put(Path source, String remotePath, int mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private final class Scripted implements Connector {
        @Override
        public String scheme() {
            return "fake";
        }

        @Override
        public String syntax() {
            return "fake:NAME";
        }

        @Override
        public Host connect(HostSpec spec, ConnectOptions options) {
            Answers answers = hosts.get(spec.address());
            if (answers == null) {
                throw new HostUnavailableException(spec.address(), "there is no such host", null);
            }
            return new ScriptedHost(spec.address(), answers);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        group.close();
    }

    private Answers host(String name) {
        return hosts.computeIfAbsent(name, first -> new Answers());
    }

    private Journals journals(LastDeploy deploys, String... names) {
        List<HostSpec> specs =
                List.of(names).stream().map(name -> new HostSpec("fake", name)).toList();
        return new Journals(
                group,
                group.connect(specs),
                List.of("microovn.a", "microovn.b"),
                Since.LAST_DEPLOY,
                deploys,
                new EventSink(events::add));
    }

    private static String entry(long seconds, String message) {
        return "{\"__CURSOR\":\"c-%s\",\"__REALTIME_TIMESTAMP\":\"%d000000\",\"MESSAGE\":\"%s\"}"
                .formatted(message, seconds, message);
    }

    private List<String> told() {
        return events.stream()
                .map(event -> event instanceof LogEvent.Line line ? line.host() + " " + line.message() : event.type())
                .toList();
    }

    @Test
    void entriesOfSeveralHostsAreToldInTheOrderOfTheirTimes() {
        host("m1").says("since 5", entry(10, "first"), entry(13, "fourth"));
        host("m2").says("since 5", entry(11, "second"), entry(12, "third"), entry(13, "fifth"));

        assertThat(journals(LastDeploy.UNKNOWN, "m1", "m2").read()).isTrue();

        assertThat(told()).containsExactly("m1 first", "m2 second", "m2 third", "m1 fourth", "m2 fifth");
    }

    @Test
    void entriesOfOneHostKeepTheirOrderWhateverItsClockDoes() {
        host("m1").says(entry(100, "before"), entry(10, "set back"), entry(11, "later"));
        host("m2").says(entry(50, "other"));

        journals(LastDeploy.UNKNOWN, "m1", "m2").read();

        assertThat(told()).containsExactly("m2 other", "m1 before", "m1 set back", "m1 later");
    }

    @Test
    void aLongJournalIsReadPageByPageAndMergedAcrossPages() {
        String[] page = new String[HostJournal.PAGE + 1];
        page[0] = "since 5";
        for (int i = 0; i < HostJournal.PAGE; i++) {
            page[i + 1] = entry(100 + i, "n" + i);
        }
        host("m1").says(page).says(page[HostJournal.PAGE], entry(9000, "end"));
        host("m2").says(entry(101, "between"), entry(8000, "late"));

        assertThat(journals(LastDeploy.UNKNOWN, "m1", "m2").read()).isTrue();

        assertThat(told()).hasSize(HostJournal.PAGE + 3).startsWith("m1 n0", "m1 n1", "m2 between", "m1 n2");
        assertThat(told()).endsWith("m1 n1999", "m2 late", "m1 end");
        assertThat(host("m1").asked.get(0).subList(0, 2)).containsExactly("deploy", "");
        assertThat(host("m1").asked.get(1).subList(0, 2)).containsExactly("from", "c-n1999");
        assertThat(host("m1").asked.get(1)).endsWith("snap.microovn.a.service", "snap.microovn.b.service");
    }

    @Test
    void whoKnowsWhenTheLastDeploymentWasIsBelieved() {
        host("m1").says(entry(10, "x"));

        journals(host -> Optional.of(Instant.ofEpochSecond(7)), "m1").read();

        assertThat(host("m1").asked.get(0).subList(0, 2)).containsExactly("at", "7");
    }

    @Test
    void aHostThatCannotBeReadIsSaidAndOthersAreRead() {
        host("m1").says(entry(10, "here"));
        host("m2").says("since 5", "failed");

        assertThat(journals(LastDeploy.UNKNOWN, "m1", "none", "m2").read()).isFalse();

        assertThat(told()).containsExactly("log.lost", "log.lost", "m1 here");
        assertThat(events).contains(new LogEvent.Lost("none", "there is no such host", false));
    }

    @Test
    void aServiceThatNoHostHasIsSaid() {
        host("m1").says("missing snap.microovn.a.service", "missing snap.microovn.b.service");
        host("m2").says("missing snap.microovn.b.service");

        journals(LastDeploy.UNKNOWN, "m1", "m2").read();

        assertThat(events).containsExactly(new LogEvent.NoSuchService("microovn.b"));
    }

    @Test
    void followsWhatComesAndTriesAgainWhatIsGone() throws Exception {
        Answers m1 = host("m1").says("since 5", entry(10, "old")).says(entry(11, "new"));
        Answers m2 = host("m2").says("since 6").says();
        Journals journals = journals(LastDeploy.UNKNOWN, "m1", "m2");
        CompletableFuture<Boolean> following = CompletableFuture.supplyAsync(journals::follow);
        assertThat(next()).isEqualTo("m1 old");
        assertThat(next()).isEqualTo("m1 new");

        m2.gone = true;
        assertThat(next()).isEqualTo("log.lost");
        synchronized (m2) {
            m2.gone = false;
            m2.left.clear();
            m2.says(entry(12, "back"));
        }
        assertThat(next()).isEqualTo("log.regained");
        assertThat(next()).isEqualTo("m2 back");

        journals.stop();
        assertThat(following.get(10, TimeUnit.SECONDS)).isTrue();
        // Until there is an entry, it is the time of the first answer that counts.
        synchronized (m2) {
            assertThat(m2.asked.get(1).subList(0, 2)).containsExactly("at", "6");
        }
        synchronized (m1) {
            assertThat(m1.asked.get(2).subList(0, 2)).containsExactly("from", "c-new");
        }
    }

    private String next() throws InterruptedException {
        Event event = events.poll(10, TimeUnit.SECONDS);
        return event instanceof LogEvent.Line line
                ? line.host() + " " + line.message()
                : event == null ? "nothing" : event.type();
    }

    @Test
    void whereNoHostCanBeReadThereIsNothingToFollow() {
        assertThat(journals(LastDeploy.UNKNOWN, "none", "neither").follow()).isFalse();

        assertThat(told()).containsExactly("log.lost", "log.lost");
    }
}
