package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.FileStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.HostStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.ServiceStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.State;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.Item;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Plans and statuses at terminals that are too narrow for them. */
class TablesTest {

    private static final String NORTHD = "northd/ovn-northd";
    private static final String PATH = "/root/squashfs-root/bin/ovn-northd";

    private static HostStatus host(String name) {
        return new HostStatus(
                name,
                "",
                Optional.empty(),
                List.of(new FileStatus(NORTHD, PATH, State.STALE, OptionalInt.of(7), Optional.of("aa"), true, false)),
                List.of(new ServiceStatus("microovn.ovn-northd", true, true, "", false)));
    }

    private static List<String> status(int columns) {
        return StatusTable.lines(new ClusterStatus(List.of(host("movn1"), host("movn2"), host("movn3"))), columns);
    }

    @Test
    void aStatusStandsInOneTableWhereThatFits() {
        assertThat(status(76)).containsExactly("""
                                     movn1              movn2              movn3
                northd/ovn-northd    stale (round 7) *  stale (round 7) *  stale (round 7) *
                microovn.ovn-northd  healthy            healthy            healthy
                """.split("\n"));
    }

    @Test
    void hostsThatDoNotFitAreInAnotherTable() {
        assertThat(status(60)).containsExactly("""
                                     movn1              movn2
                ovn-northd           stale (round 7) *  stale (round 7) *
                microovn.ovn-northd  healthy            healthy

                                     movn3
                ovn-northd           stale (round 7) *
                microovn.ovn-northd  healthy
                """.split("\n"));
        assertThat(status(10)).as("a host a table at least").hasSize(11);
    }

    @Test
    void aPlanSaysLessOfAPathThatDoesNotFit() {
        assertThat(plan(false, 100)).containsExactly("[movn1] upload northd/ovn-northd to " + PATH + ": differs");
        assertThat(plan(false, 70)).containsExactly("[movn1] upload northd/ovn-northd to ../bin/ovn-northd: differs");
        assertThat(plan(false, 50)).containsExactly("[movn1] upload northd/ovn-northd: differs");
        assertThat(plan(true, 50))
                .as("in full")
                .containsExactly(plan(false, 100).get(0));
    }

    private static List<String> plan(boolean verbose, int columns) {
        Item item = new Item(NORTHD, PATH, Action.UPLOAD, "differs");
        return PlanTable.lines(
                new Plan(List.of(new HostPlan("movn1", "", List.of(item), List.of(), List.of()))), verbose, columns);
    }
}
