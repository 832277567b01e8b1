package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.HostResults;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.Item;
import io.github.microovn.rebuilder.deploy.Plan.PlannedHook;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookLinesTest {

    private static final String TARGET = "northd/ovn-northd";
    private static final Duration TIME = Duration.ofMillis(1234);

    private static String render(Detail detail, Event... events) {
        var bytes = new ByteArrayOutputStream();
        var renderer = new PlainRenderer(new Output(bytes), detail);
        renderer.order(List.of("movn1", "movn2"));
        renderer.accept(new RoundEvent.Started(1));
        for (Event event : events) {
            renderer.accept(event);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Event started(String host, String hook, String target) {
        return new HookEvent.Started(host, hook, target, "backup nb");
    }

    private static Event finished(String host) {
        return new HostEvent.Finished(HostResults.ok(host, List.of(TARGET), List.of()));
    }

    @Test
    void aHookIsShownWithItsHostAndItsOutput() {
        assertThat(render(
                        Detail.NORMAL,
                        started("movn1", "pre_exec", TARGET),
                        new HookEvent.Output("movn1", "pre_exec", TARGET, "14411 bytes"),
                        new HookEvent.Finished("movn1", "pre_exec", TARGET, TIME)))
                .isEqualTo("""

                        [movn1] Running pre_exec of northd/ovn-northd: backup nb
                        [movn1]   14411 bytes
                        """);
        assertThat(render(Detail.VERBOSE, new HookEvent.Finished("movn1", "pre_exec", TARGET, TIME)))
                .contains("[movn1] Ran pre_exec in 1.2s");
        assertThat(render(Detail.QUIET, started("movn1", "pre_exec", TARGET))).isEmpty();
    }

    @Test
    void whatRunsHereAtTheEndComesAfterTheHosts() {
        assertThat(render(
                        Detail.NORMAL,
                        started("local", "pre_deploy", ""),
                        started("movn2", "post_exec", TARGET),
                        started("local", "post_deploy", ""),
                        finished("movn1"),
                        finished("movn2")))
                .isEqualTo("""
                        [local] Running pre_deploy: backup nb

                        [movn2] Running post_exec of northd/ovn-northd: backup nb

                        [local] Running post_deploy: backup nb
                        """);
    }

    @Test
    void aHookThatIsOwedIsPending() {
        HostResult owed = new HostResult(
                "movn1",
                Outcome.FAILED,
                List.of(TARGET),
                List.of(),
                new Failure(Step.HOOK, "why"),
                List.of(),
                List.of(),
                List.of("microovn.ovn-northd"),
                List.of("post_exec of " + TARGET),
                List.of());

        assertThat(Recap.of(new RoundResult(1, Status.HOST_FAILED, List.of(owed), TIME)))
                .containsExactly(
                        "",
                        "[local] Failed on movn1 (hook); 0 of 1 hosts up to date",
                        "[local] Pending on movn1 for the next round: restart of microovn.ovn-northd, post_exec of "
                                + TARGET);
    }

    @Test
    void aPlanListsHooksInTheirOrder() {
        var host = new HostPlan(
                "movn1",
                "",
                List.of(new Item(TARGET, "/r/bin/ovn-northd", Action.UPLOAD, "it was built here")),
                List.of("microovn.ovn-northd"),
                List.of(),
                List.of(),
                List.of(new PlannedHook("pre_exec", TARGET, "backup nb")),
                List.of(new PlannedHook("post_exec", TARGET, "smoke")));
        var plan = new Plan(
                List.of(host),
                List.of(new PlannedHook("pre_deploy", "", "begin")),
                List.of(new PlannedHook("post_deploy", "", "end")));

        assertThat(PlanTable.lines(plan, false, 100))
                .containsExactly(
                        "[local] run pre_deploy: begin",
                        "[movn1] run pre_exec of northd/ovn-northd: backup nb",
                        "[movn1] upload northd/ovn-northd to /r/bin/ovn-northd: it was built here",
                        "[movn1] restart microovn.ovn-northd",
                        "[movn1] run post_exec of northd/ovn-northd: smoke",
                        "[local] run post_deploy: end");
    }
}
