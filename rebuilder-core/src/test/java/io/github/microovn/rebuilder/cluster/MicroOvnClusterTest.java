package io.github.microovn.rebuilder.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.error.ClusterException.Problem;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.result.ClusterStep;
import io.github.microovn.rebuilder.testing.KilledDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroOvnClusterTest {

    private final EmbeddedMicroOvn embedded = EmbeddedMicroOvn.start();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        embedded.close();
    }

    private ClusterSpec nodes(int count) {
        return embedded.cluster().nodes(count).timeout(Duration.ofSeconds(20)).build();
    }

    private MicroOvnCluster up(ClusterSpec spec) {
        return up(spec, event -> {});
    }

    private MicroOvnCluster up(ClusterSpec spec, Consumer<Event> listener) {
        events.clear();
        return MicroOvnCluster.up(spec, embedded.client(), event -> {
            events.add(event);
            listener.accept(event);
        });
    }

    private List<String> instances() {
        return embedded.lxd().instances().stream().map(EmbeddedInstance::name).toList();
    }

    private List<ClusterStep> finished(String node) {
        return events.stream()
                .flatMap(event -> event instanceof ClusterEvent.StepFinished step
                                && step.host().equals(node)
                        ? Stream.of(step.step())
                        : Stream.empty())
                .toList();
    }

    /** Puts a program before the machine's own of that name. */
    private void replace(String node, String program, String text) {
        Path file = embedded.lxd().instance(node).file("/usr/local/bin/" + program);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private boolean changed() {
        return events.stream().anyMatch(event -> event instanceof ClusterEvent.Up up && up.changed());
    }

    @Test
    void comesUpFromNothing() {
        MicroOvnCluster cluster = up(nodes(4));

        assertThat(cluster.hosts()).containsExactly("lxd:movn1", "lxd:movn2", "lxd:movn3", "lxd:movn4");
        assertThat(cluster.nodes()).extracting(ClusterNode::central).containsExactly(true, true, true, false);
        assertThat(cluster.nodes()).allSatisfy(node -> {
            assertThat(node.created()).isTrue();
            assertThat(node.address()).startsWith("10.");
        });
        assertThat(finished("movn1"))
                .containsExactly(
                        ClusterStep.CREATE,
                        ClusterStep.START,
                        ClusterStep.BOOT,
                        ClusterStep.UNPACK,
                        ClusterStep.TRY,
                        ClusterStep.CONNECT,
                        ClusterStep.ALIAS,
                        ClusterStep.READY,
                        ClusterStep.BOOTSTRAP,
                        ClusterStep.SETTLE);
        assertThat(finished("movn4")).endsWith(ClusterStep.JOIN);
        assertThat(changed()).isTrue();
    }

    @Test
    void noTokenStaysBehindOrIsTold() {
        up(nodes(2)).keep();

        assertThat(embedded.lxd().instances())
                .allSatisfy(instance -> assertThat(instance.file("/var/lib/microovn-rebuilder/cluster")
                                .toFile()
                                .list())
                        .containsExactly("lock"));
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void theSameAgainHasNothingToDoAndClosingItRemovesNothing() {
        up(nodes(2)).keep();

        try (MicroOvnCluster again = up(nodes(2))) {
            assertThat(again.nodes()).extracting(ClusterNode::created).containsExactly(false, false);
        }
        assertThat(changed()).isFalse();
        assertThat(events).contains(new ClusterEvent.NodeFound("movn2", true));
        assertThat(instances()).containsExactlyInAnyOrder("movn1", "movn2");
    }

    @Test
    void moreNodesJoinThoseThatAreThere() {
        up(nodes(1)).keep();

        try (MicroOvnCluster more = up(nodes(3))) {
            assertThat(more.nodes()).extracting(ClusterNode::created).containsExactly(false, true, true);
        }
        assertThat(instances()).containsExactly("movn1");
    }

    @Test
    void anInstanceOfSomebodyElseIsLeftAlone() {
        embedded.lxd().addInstance("movn2");

        assertThatThrownBy(() -> up(nodes(3)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("There is an instance movn2 that was not made for this cluster");
        assertThat(instances()).containsExactly("movn2");
        MicroOvnCluster.down(nodes(3), embedded.client(), events::add);
        assertThat(instances()).containsExactly("movn2");
    }

    @Test
    void everythingThatIsMissingIsSaidBeforeAnythingIsMade() {
        ClusterSpec wrong = ClusterSpec.builder()
                .image("ubunto")
                .network("lxdbr7")
                .storage("fast")
                .profiles(List.of("default", "big"))
                .build();

        assertThatThrownBy(() -> up(wrong))
                .hasMessageContaining("There is no image 'ubunto' on the server (--image); it has microovn")
                .hasMessageContaining("There is no profile 'big'")
                .hasMessageContaining("There is no storage pool 'fast' (--storage); there are default.")
                .hasMessageContaining("There is no network 'lxdbr7' (--network); there are lxdbr0.");
        assertThatThrownBy(() -> up(embedded.cluster()
                        .snap(new SnapSource.Local(embedded.snap().resolve("bin")))
                        .build()))
                .hasMessageContaining("it has no meta/snap.yaml (--snap)");
        assertThat(instances()).isEmpty();
    }

    @Test
    void aNodeThatCannotJoinIsNamedAndLaterOnesWaitForIt() {
        Consumer<Event> spoil = event -> {
            if (event instanceof ClusterEvent.StepFinished step
                    && step.step() == ClusterStep.READY
                    && step.host().equals("movn2")) {
                embedded.lxd()
                        .instance("movn2")
                        .commands()
                        .on(command -> command.arguments().contains("join"))
                        .answers(1, "", "Error: Token expired\n");
            }
        };

        assertThatThrownBy(() -> up(nodes(3), spoil))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem("movn2", ClusterStep.JOIN, "Error: Token expired")));
        assertThat(events)
                .contains(new ClusterEvent.StepFailed("movn2", ClusterStep.JOIN, "Error: Token expired"))
                .contains(new ClusterEvent.Postponed("movn3", "movn2"));

        embedded.lxd().instance("movn2").commands().clear();
        assertThat(up(nodes(3)).nodes()).extracting(ClusterNode::central).containsExactly(true, true, true);
    }

    @Test
    void whereverItIsInterruptedTheNextOneGoesOn() {
        Thread caller = Thread.currentThread();
        Set<ClusterStep> steps = EnumSet.range(ClusterStep.CREATE, ClusterStep.SETTLE);
        for (ClusterStep step : steps) {
            Consumer<Event> stop = event -> {
                if (event instanceof ClusterEvent.StepStarted started && started.step() == step) {
                    caller.interrupt();
                }
            };

            assertThatThrownBy(() -> up(nodes(2), stop)).as(step.label()).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(up(nodes(2)).nodes()).hasSize(2);
        assertThat(changed()).isFalse();
    }

    /** Brings two nodes up at the LXD of the socket, and says what it begins. */
    static final class Killed {
        public static void main(String[] arguments) {
            try (Clusters clusters = Clusters.open(Place.HERE, System.getenv())) {
                ClusterSpec spec = ClusterSpec.builder()
                        .nodes(2)
                        .image("microovn")
                        .snap(new SnapSource.Local(Path.of(arguments[0])))
                        .build();
                clusters.up(spec, event -> {
                            if (event instanceof ClusterEvent.StepStarted step) {
                                System.out.println(step.step());
                            }
                        })
                        .keep();
            }
        }
    }

    @Test
    void whatWasKilledIsGoneOnWith() throws IOException, InterruptedException {
        for (ClusterStep step : List.of(ClusterStep.UNPACK, ClusterStep.BOOTSTRAP, ClusterStep.JOIN)) {
            KilledDeployment.kill(
                    Killed.class,
                    embedded.environment(),
                    List.of(embedded.snap().toString()),
                    step.name());
        }

        assertThat(up(nodes(2)).nodes()).hasSize(2);
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldWithTheWayAroundIt() {
        ClusterSpec spec = embedded.cluster()
                .nodes(1)
                .snap(new SnapSource.Store("24.03/stable"))
                .build();

        assertThatThrownBy(() -> up(spec))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem(
                                        "movn1",
                                        ClusterStep.UNPACK,
                                        "error: unable to contact snap store"
                                                + " (it needs no store with --snap FILE or DIRECTORY)")));
    }

    @Test
    void namesThatCannotBeGivenAreWarnedOfOnceAndStopNothing() {
        Consumer<Event> spoil = event -> {
            if (event instanceof ClusterEvent.StepFinished step && step.step() == ClusterStep.START) {
                replace(
                        step.host(),
                        "ln",
                        "case $* in *trace | *nbctl) echo 'ln: no' >&2; exit 1 ;; esac; exec /bin/ln \"$@\"\n");
            }
        };

        assertThat(up(nodes(1), spoil).nodes()).hasSize(1);
        assertThat(events)
                .filteredOn(ClusterEvent.AliasesRefused.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(ClusterEvent.AliasesRefused.class, refused -> {
                    assertThat(refused.host()).isEqualTo("movn1");
                    assertThat(refused.commands()).containsExactly("ovn-nbctl", "ovn-trace");
                    assertThat(refused.reason()).isEqualTo("ln: no");
                });
    }

    @Test
    void noMoreThanTwoInstancesAreMadeAtATime() {
        up(nodes(4));

        int making = 0;
        for (Event event : events) {
            if (event instanceof ClusterEvent.StepStarted step && step.step() == ClusterStep.CREATE) {
                making++;
            } else if (event instanceof ClusterEvent.StepFinished step && step.step() == ClusterStep.CREATE) {
                making--;
            }
            assertThat(making).isBetween(0, 2);
        }
    }

    @Test
    void closingRemovesWhatWasMadeAndNothingElse() {
        embedded.lxd().addInstance("other");

        up(nodes(2)).close();

        assertThat(instances()).containsExactly("other");
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        ClusterEvent.Down.class,
                        down -> assertThat(down.removed()).containsExactly("movn1", "movn2"));
    }

    @Test
    void aFailedOneCanBeTakenDown() {
        ClusterSpec impossible = embedded.cluster().nodes(2).build();
        assertThatThrownBy(() -> up(impossible, event -> {
                    if (event instanceof ClusterEvent.StepFinished step && step.step() == ClusterStep.START) {
                        embedded.lxd().instance(step.host()).stop();
                    }
                }))
                .isInstanceOf(ClusterException.class);

        MicroOvnCluster.down(impossible, embedded.client(), events::add);

        assertThat(instances()).isEmpty();
    }

    @Test
    void aReportSaysWhatTheMembersAre() {
        up(nodes(2)).keep();
        embedded.lxd().instance("movn2").stop();

        try (Clusters clusters = Clusters.open(Place.HERE, embedded.environment())) {
            ClusterReport report = clusters.list().get(0);

            assertThat(report.prefix()).isEqualTo("movn");
            assertThat(report.nodes()).extracting(ClusterReport.Member::status).containsExactly("running", "stopped");
            assertThat(report.nodes().get(0).services()).containsExactly("central", "chassis", "switch");
            assertThat(clusters.instances("movn")).containsExactly("movn1", "movn2");
        }
    }
}
