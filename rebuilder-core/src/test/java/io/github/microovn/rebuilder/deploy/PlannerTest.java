package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.HostState.Standing;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.testing.StubHost;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Target NORTHD = target("northd", "central");
    private static final Target LIB = target("lib", "central", "chassis");
    private static final String PATH = "/snap/bin/northd";

    private final StubHost host = StubHost.saying(0, "", "");
    private final Observer observer = new Observer(host, "/snap", List.of(), List.of());
    private final Member member = new Member(host, "/snap", observer);
    private final Planner planner = new Planner(List.of(NORTHD, LIB), new ProductTree("/src"));

    private static Target target(String path, String... services) {
        return new Target(path, "bin/" + path, List.of(services), OptionalInt.empty());
    }

    private static Content content(String text) {
        return new Content("sha256 of " + text, "755", "0:0");
    }

    private static Desired desired(String northd, String lib, String... built) {
        Map<Target, Fingerprint> contents = new LinkedHashMap<>();
        contents.put(NORTHD, new Fingerprint(content(northd).sha256(), northd.length()));
        contents.put(LIB, new Fingerprint(content(lib).sha256(), lib.length()));
        return new Desired(new Fingerprints(contents), Set.of(built), false);
    }

    private static HostState state(String northd, String lib) {
        return new HostState(
                Map.of(
                        PATH,
                        new Seen(Optional.of(content(northd)), "1"),
                        "/snap/bin/lib",
                        new Seen(Optional.of(content(lib)), "2")),
                Ledger.EMPTY);
    }

    private static HostState deployed(HostState state, String content) {
        Ledger ledger = state.ledger()
                .deploying(PATH, state.seen(PATH).content(), content(content), 1, Instant.EPOCH, NORTHD.services())
                .settled()
                .restarted(NORTHD.services());
        return state.with(Map.of(PATH, new Seen(Optional.of(content(content)), "3")), ledger);
    }

    private List<String> owed(HostState state, Desired desired) {
        return planner.deploy(member, state, desired, false).changes().stream()
                .map(Change::name)
                .toList();
    }

    @Test
    void identicalBytesAreNotOwed() {
        assertThat(planner.deploy(member, state("a", "b"), desired("a", "b", "northd", "lib"), false))
                .isEqualTo(Work.NONE);
    }

    @Test
    void aFileThatWasNeverDeployedStaysAsItIsUntilABuildOfOursChangesIt() {
        HostState state = state("stock", "stock");

        assertThat(owed(state, desired("1", "1"))).isEmpty();
        assertThat(planner.targets(member, state, desired("1", "1"), Standing.FOREIGN))
                .containsExactly(NORTHD, LIB);
        assertThat(owed(state, desired("1", "1", "lib"))).containsExactly("lib");
        Desired all = new Desired(desired("1", "1").files(), Set.of(), true);
        assertThat(owed(state, all)).containsExactly("northd", "lib");
    }

    @Test
    void aFileThatWasDeployedIsKeptAsItIsHereWhoeverChangedIt() {
        HostState state = deployed(state("stock", "stock"), "1");

        assertThat(owed(state, desired("1", "1"))).isEmpty();
        assertThat(owed(state, desired("2", "1"))).containsExactly("northd");
        HostState drifted = state.with(Map.of(PATH, new Seen(Optional.of(content("other")), "4")), state.ledger());
        assertThat(drifted.drifted(PATH)).isTrue();
        assertThat(owed(drifted, desired("1", "1"))).containsExactly("northd");
        HostState missing = state.with(Map.of(PATH, Seen.NOTHING), state.ledger());
        assertThat(owed(missing, desired("1", "1"))).containsExactly("northd");
    }

    @Test
    void whatWasTakenBackStaysAwayUntilItChanges() {
        HostState state = deployed(state("stock", "stock"), "1");
        HostState undone = state.with(
                Map.of(PATH, new Seen(Optional.of(content("stock")), "5")),
                state.ledger()
                        .takingBack(PATH, false, Optional.of(content("1").sha256()))
                        .settled());

        assertThat(owed(undone, desired("1", "1", "northd"))).isEmpty();
        assertThat(owed(undone, desired("2", "1", "northd"))).containsExactly("northd");
        assertThat(owed(undone, new Desired(desired("1", "stock").files(), Set.of(), true)))
                .containsExactly("northd");
    }

    @Test
    void everyServiceRestartsOnceInTheOrderOfTheConfigurationAlsoTheOwedOnes() {
        HostState state = state("a", "b");
        Work work = planner.deploy(member, state, desired("a", "b2", "lib"), false);
        assertThat(work.restarts()).containsExactly("central", "chassis");

        HostState owing = state.with(state.ledger().owing(List.of("old", "chassis")));
        assertThat(planner.deploy(member, owing, desired("a", "b"), false).restarts())
                .containsExactly("chassis", "old");
    }

    @Test
    void anUndoTakesOnlyThatRoundBack() {
        HostState state = deployed(state("stock", "stock"), "1");

        assertThat(planner.undo(member, state, desired("1", "1"), 2, false).nothing())
                .isTrue();
        assertThat(planner.undo(member, state, desired("1", "1"), 1, false).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.path()).isEqualTo(PATH);
                    assertThat(change.exact()).contains(content("stock"));
                });
    }

    @Test
    void aRestoreHasNothingToDoTwice() {
        HostState state = deployed(state("stock", "stock"), "1");
        Work work = planner.restore(member, state, desired("1", "1"), false);
        assertThat(work.changes()).hasSize(1);

        HostState restored = state.with(
                Map.of(PATH, new Seen(Optional.of(content("stock")), "5")),
                state.ledger()
                        .takingBack(PATH, true, Optional.of(content("1").sha256()))
                        .settled()
                        .restarted(List.of("central")));
        assertThat(planner.restore(member, restored, desired("1", "1"), false).nothing())
                .isTrue();
    }
}
