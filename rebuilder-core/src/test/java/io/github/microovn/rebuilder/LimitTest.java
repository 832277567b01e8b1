package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.CHASSIS;
import static io.github.microovn.rebuilder.TestSession.CONTROLLER;
import static io.github.microovn.rebuilder.TestSession.LEDGER;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static io.github.microovn.rebuilder.TestSession.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.error.SelectionException;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SessionEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that is limited to some hosts or targets: the others are left alone, and lose nothing. */
@Timeout(60)
class LimitTest {

    private static final String NEW = "northd 2";

    @TempDir
    private Path directory;

    private TestSession session;

    @BeforeEach
    void start() {
        session = new TestSession(directory, "h1", "h2");
        session.logDirectory = directory.resolve("state");
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private RoundResult roundThatMakesBoth() {
        session.builder.makes(() -> {
            session.make("northd/ovn-northd", NEW);
            session.make("controller/ovn-controller", "controller 2");
        });
        return session.round();
    }

    private TestSession reopenUnlimited() {
        session.limit = List.of();
        session.only = List.of();
        session.builder.makes(() -> {});
        return session.reopen();
    }

    @Test
    void aHostThatIsLeftOutIsNotTouchedAndGetsEverythingLater() {
        session.limit = List.of("h1");
        session.open();
        assertThat(session.events(SessionEvent.Limited.class)).singleElement().satisfies(limited -> {
            assertThat(limited.hosts()).containsExactly("h1");
            assertThat(limited.hostsLeftOut()).containsExactly("h2");
            assertThat(limited.targetsLeftOut()).isEmpty();
        });

        RoundResult limited = session.roundThatMakes("northd/ovn-northd", NEW);

        assertThat(limited.hosts()).extracting("host").containsExactly("h1");
        assertThat(limited.status()).isEqualTo(Status.DEPLOYED);
        assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
        assertThat(session.host(1).file(LEDGER)).doesNotExist();

        RoundResult later = reopenUnlimited().round();

        assertThat(result(later, "h1").outcome()).isEqualTo(Outcome.UNTOUCHED);
        assertThat(result(later, "h2").deployed()).containsExactly("northd/ovn-northd");
        assertThat(session.host(1).running(CENTRAL)).isEqualTo(NEW);
    }

    @Test
    void aTargetThatIsLeftOutIsBuiltAndStaysOwed() {
        session.only = List.of("ovn-northd");
        session.open();

        RoundResult limited = roundThatMakesBoth();

        assertThat(limited.hosts()).allSatisfy(host -> {
            assertThat(host.deployed()).containsExactly("northd/ovn-northd");
            assertThat(host.restarted()).containsExactly(CENTRAL);
            assertThat(host.pending()).isFalse();
        });
        assertThat(session.events(RoundEvent.LeftOut.class))
                .containsExactly(new RoundEvent.LeftOut(Map.of(
                        "h1", List.of("controller/ovn-controller"), "h2", List.of("controller/ovn-controller"))));
        assertThat(session.host(0).content(CONTROLLER)).isEqualTo("old controller");

        assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        assertThat(session.events(RoundEvent.LeftOut.class)).hasSize(1);

        RoundResult later = reopenUnlimited().round();

        assertThat(later.hosts())
                .allSatisfy(host -> assertThat(host.deployed()).containsExactly("controller/ovn-controller"));
        assertThat(session.host(1).running(CHASSIS)).isEqualTo("controller 2");
        assertThat(session.events(RoundEvent.LeftOut.class)).isEmpty();
    }

    @Test
    void aRestartThatIsOwedByATargetThatIsLeftOutStaysOwed() {
        session.open();
        session.host(0).breakService(CHASSIS, "refuses");
        session.roundThatMakes("controller/ovn-controller", "controller 2");
        session.host(0).mendService(CHASSIS);

        int before = session.host(0).restarts(CHASSIS);
        session.only = List.of("northd");
        session.reopen();
        RoundResult limited = session.roundThatMakes("northd/ovn-northd", NEW);

        assertThat(result(limited, "h1").restarted()).containsExactly(CENTRAL);
        assertThat(result(limited, "h1").pendingRestarts()).isEmpty();
        assertThat(session.host(0).restarts(CHASSIS)).isEqualTo(before);

        RoundResult later = reopenUnlimited().round();

        assertThat(result(later, "h1").restarted()).containsExactly(CHASSIS);
        assertThat(session.host(0).running(CHASSIS)).isEqualTo("controller 2");
    }

    @Test
    void onlyWhatIsNamedIsTakenBack() {
        session.open();
        roundThatMakesBoth();

        session.only = List.of("ovn-northd");
        session.limit = List.of("h2");
        session.reopen().rebuilder().undo(false);

        assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
        assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
        assertThat(session.host(1).content(CONTROLLER)).isEqualTo("controller 2");

        reopenUnlimited().rebuilder().restore(false);

        assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
        assertThat(session.host(1).content(CONTROLLER)).isEqualTo("old controller");
    }

    @Test
    void undoTakesBackTheLastRoundAlsoWhereEachWasLimitedToOtherHosts() {
        session.limit = List.of("h1");
        session.open();
        session.roundThatMakes("northd/ovn-northd", NEW);
        session.limit = List.of("h2");
        session.reopen().round();
        assertThat(session.host(1).content(NORTHD)).isEqualTo(NEW);

        reopenUnlimited().rebuilder().undo(false);

        assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
        assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
    }

    @Test
    void planAndStatusShowWhatIsNamed() {
        session.only = List.of("ovn-northd");
        session.limit = List.of("h2");
        session.open();

        Plan plan = session.rebuilder().plan(true);
        ClusterStatus status = session.rebuilder().status();

        assertThat(plan.hosts()).singleElement().satisfies(host -> {
            assertThat(host.host()).isEqualTo("h2");
            assertThat(host.items()).extracting("target").containsExactly("northd/ovn-northd");
            assertThat(host.restarts()).containsExactly(CENTRAL);
        });
        assertThat(status.hosts()).singleElement().satisfies(host -> {
            assertThat(host.files()).extracting("target").containsExactly("northd/ovn-northd");
            assertThat(host.services()).extracting("service").containsExactly(CENTRAL);
        });
    }

    @Test
    void aTargetThatIsLeftOutNeedNotBeFit() {
        session.only = List.of("ovn-northd");
        session.open();
        session.builder.makes(() -> {
            session.make("northd/ovn-northd", NEW);
            session.make("controller/ovn-controller", """
                    #! /bin/sh

                    # ovn-controller - temporary wrapper script for .libs/ovn-controller
                    """);
        });

        assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void aNameThatFitsNothingIsAnErrorBeforeAnybodyIsConnected() {
        session.limit = List.of("h3");

        assertThatThrownBy(session::open).isInstanceOf(SelectionException.class);
        assertThat(session.host(0).file(TestSession.LOCK)).doesNotExist();
    }

    @Test
    void optionsSayWhatIsLeftOut() {
        session.only = List.of("utilities/ovn-nbctl");
        session.limit = List.of("h2");

        RebuilderOptions options = session.options(List.of());

        assertThat(options.hosts().hosts()).extracting("address").containsExactly("h2");
        assertThat(options.targets()).extracting(Target::localPath).containsExactly("utilities/ovn-nbctl");
        assertThat(options.config().targets()).hasSize(4);
    }
}
