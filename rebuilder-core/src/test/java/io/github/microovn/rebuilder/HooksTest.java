package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static io.github.microovn.rebuilder.TestSession.REMOTE;
import static io.github.microovn.rebuilder.TestSession.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.config.Hooks;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.PlannedHook;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the user's in a round. */
@Timeout(60)
class HooksTest {

    private static final String LOCAL = "northd/ovn-northd";
    private static final String FLAG = "/flag";
    private static final String HOME = "/var/lib/microovn-rebuilder";

    @TempDir
    private Path directory;

    private static Hook sh(Scope on, String line, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", line, "hook"));
        argv.addAll(List.of(arguments));
        return Hook.program(argv, on);
    }

    private static Target northd(List<Hook> before, List<Hook> after) {
        return new Target(LOCAL, "bin/ovn-northd", List.of(CENTRAL), OptionalInt.empty(), before, after);
    }

    private TestSession session(List<Hook> before, List<Hook> after, Hooks round, String... hosts) {
        TestSession session = new TestSession(directory, hosts);
        session.targets = new ArrayList<>(TestSession.targets());
        session.targets.set(0, northd(before, after));
        session.hooks = round;
        session.logDirectory = directory.resolve("state");
        return session;
    }

    private TestSession before(Hook hook, String... hosts) {
        return session(List.of(hook), List.of(), Hooks.NONE, hosts).open();
    }

    private TestSession after(Hook hook, String... hosts) {
        return session(List.of(), List.of(hook), Hooks.NONE, hosts).open();
    }

    private static RoundResult deploy(TestSession session) {
        return session.roundThatMakes(LOCAL, "northd 2");
    }

    private static String reason(RoundResult round, String host) {
        return Objects.requireNonNull(result(round, host).failure()).reason();
    }

    private static List<String> output(TestSession session) {
        return session.events(HookEvent.Output.class).stream()
                .map(event -> event.host() + " " + event.line())
                .toList();
    }

    /** What happened, by the types of events, on one host. */
    private static List<String> order(TestSession session, String host) {
        return session.events.stream()
                .filter(event -> (event instanceof HookEvent hook && hook.host().equals(host))
                        || (event instanceof HostEvent own && own.host().equals(host)))
                .map(Event::type)
                .filter(type -> !type.equals("host.working"))
                .toList();
    }

    @Test
    void hooksOfATargetRunOnEachHostBeforeTheSwapAndWhenItsServicesAreReady() {
        Hook before = sh(Scope.EACH, "cat \"$1\"", NORTHD);
        Hook after = sh(Scope.EACH, "cat \"$1\"; echo; echo late >&2", NORTHD);
        try (TestSession session =
                session(List.of(before), List.of(after), Hooks.NONE, "h1", "h2").open()) {
            assertThat(deploy(session).status()).isEqualTo(Status.DEPLOYED);

            assertThat(order(session, "h1"))
                    .containsExactly(
                            "host.uploading",
                            "host.staged",
                            "hook.started",
                            "hook.output",
                            "hook.finished",
                            "host.swapped",
                            "host.restarting",
                            "host.restarted",
                            "host.ready",
                            "hook.started",
                            "hook.output",
                            "hook.output",
                            "hook.finished",
                            "host.finished");
            assertThat(output(session))
                    .containsExactlyInAnyOrder(
                            "h1 old northd", "h2 old northd", "h1 northd 2", "h2 northd 2", "h1 late", "h2 late");
            assertThat(session.hosts)
                    .allSatisfy(host -> assertThat(host.list(HOME)).containsExactly("ledger.json", "lock", "objects"));
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
            assertThat(output(session)).isEmpty();
        }
    }

    @Test
    void aHookIsToldWhatItIsAbout() {
        Hook hook = sh(
                Scope.EACH,
                "echo \"$REBUILDER_HOST|$REBUILDER_TARGET|$REBUILDER_LOCAL_PATH|$REBUILDER_REMOTE_PATH|"
                        + "$REBUILDER_SERVICE|$REBUILDER_ROUND|$REBUILDER_CHANGED\"");
        try (TestSession session = before(hook, "h1")) {
            session.builder.makes(() -> {
                session.make(LOCAL, "northd 2");
                session.make("controller/ovn-controller", "controller 2");
            });
            session.round();

            assertThat(output(session))
                    .containsExactly("h1 h1|" + LOCAL + "|" + session.source.resolve(LOCAL) + "|" + NORTHD + "|"
                            + CENTRAL + "|1|" + LOCAL + " controller/ovn-controller");
        }
    }

    @Test
    void aFailingHookBeforeTheSwapStopsItsHostAndNoOther() {
        Hook hook = sh(Scope.EACH, "if [ -e \"$1\" ]; then echo no space >&2; exit 3; fi", FLAG);
        try (TestSession session = before(hook, "h1", "h2")) {
            session.host(0).withFile(FLAG, "");

            RoundResult round = deploy(session);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(result(round, "h2").outcome()).isEqualTo(Outcome.OK);
            assertThat(result(round, "h1").failure())
                    .isNotNull()
                    .extracting("step")
                    .isEqualTo(Step.HOOK);
            assertThat(reason(round, "h1"))
                    .isEqualTo("pre_exec of " + LOCAL + " ended with exit code 3: no space; nothing was replaced");
            assertThat(result(round, "h1").pendingTargets()).containsExactly(LOCAL);
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).restarts(CENTRAL)).isZero();
            assertThat(session.host(0).list(REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");

            session.host(0).file(FLAG).toFile().delete();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo("northd 2");
        }
    }

    @Test
    void aFailingHookAfterTheSwapLeavesTheFileAndOwesTheRestartAndItself() {
        Hook hook = sh(Scope.EACH, "test ! -e \"$1\"", FLAG);
        try (TestSession session = after(hook, "h1")) {
            session.host(0).withFile(FLAG, "");

            RoundResult round = deploy(session);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(reason(round, "h1"))
                    .isEqualTo("post_exec of " + LOCAL
                            + " ended with exit code 1; the files are in place, and it is owed again");
            assertThat(session.host(0).running(CENTRAL)).isEqualTo("northd 2");
            HostResult owed = result(round, "h1");
            assertThat(owed.pendingTargets()).isEmpty();
            assertThat(owed.pendingRestarts()).containsExactly(CENTRAL);
            assertThat(owed.pendingHooks()).containsExactly("post_exec of " + LOCAL);

            session.host(0).file(FLAG).toFile().delete();
            session.reopen();
            assertThat(session.rebuilder().plan(false).hosts().get(0).after())
                    .containsExactly(new PlannedHook("post_exec", LOCAL, hook.shown()));
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(2);
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.rebuilder().plan(false).pending()).isFalse();
        }
    }

    @Test
    void aHookThatRunsOnceRunsOnTheFirstHostBeforeAnySwapAndFailsForAll() {
        Hook hook = sh(Scope.ONE, "echo ran; cat \"$1\"; test ! -e \"$2\"", NORTHD, FLAG);
        try (TestSession session = before(hook, "h1", "h2", "h3")) {
            session.host(0).withFile(FLAG, "");

            RoundResult round = deploy(session);

            assertThat(output(session)).containsExactly("h1 ran", "h1 old northd");
            assertThat(round.hosts()).extracting("outcome").containsOnly(Outcome.FAILED);
            assertThat(reason(round, "h2"))
                    .isEqualTo("on h1: pre_exec of " + LOCAL
                            + " ended with exit code 1: old northd; nothing was replaced");
            assertThat(session.hosts)
                    .allSatisfy(host -> assertThat(host.content(NORTHD)).isEqualTo("old northd"))
                    .allSatisfy(host -> assertThat(host.list(REMOTE + "/bin")).hasSize(3));

            session.host(0).file(FLAG).toFile().delete();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(output(session)).containsExactly("h1 ran", "h1 old northd");
        }
    }

    @Test
    void aHookThatRunsOnceRunsOnAHostThatIsUpdated() {
        try (TestSession session = after(sh(Scope.ONE, "echo ran"), "h1", "h2")) {
            session.host(0).lay("put", Fault.DISK_FULL);

            deploy(session);
            assertThat(output(session)).containsExactly("h2 ran");

            session.round();
            assertThat(output(session)).containsExactly("h1 ran");
        }
    }

    @Test
    void hooksOfARoundFrameIt() {
        Hook build = Hook.shell("echo \"$PWD\"", Scope.LOCAL);
        Hooks hooks = new Hooks(
                List.of(build),
                List.of(Hook.shell("cat northd/ovn-northd", Scope.LOCAL)),
                List.of(Hook.shell("echo begin $REBUILDER_HOST", Scope.LOCAL), sh(Scope.EACH, "echo each")),
                List.of(sh(Scope.ONE, "echo $REBUILDER_CHANGED"), Hook.shell("echo end", Scope.LOCAL)));
        try (TestSession session = session(List.of(sh(Scope.EACH, "echo own")), List.of(), hooks, "h1", "h2")
                .open()) {
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
            assertThat(output(session)).containsExactly("local " + session.source, "local northd 1");

            assertThat(deploy(session).status()).isEqualTo(Status.DEPLOYED);

            List<String> lines = output(session);
            assertThat(lines.subList(0, 3))
                    .containsExactly("local " + session.source, "local northd 2", "local begin h1 h2");
            assertThat(lines.subList(3, 5)).containsExactlyInAnyOrder("h1 each", "h2 each");
            assertThat(lines.subList(5, 7)).containsExactlyInAnyOrder("h1 own", "h2 own");
            assertThat(lines.subList(7, 9)).containsExactly("h1 " + LOCAL, "local end");
        }
    }

    @Test
    void aFailingHookOfTheBuildFailsTheBuild() {
        Hooks hooks =
                new Hooks(List.of(Hook.shell("echo not today; exit 1", Scope.LOCAL)), List.of(), List.of(), List.of());
        try (TestSession session = session(List.of(), List.of(), hooks, "h1").open()) {
            assertThat(deploy(session).status()).isEqualTo(Status.BUILD_FAILED);

            assertThat(session.events(BuildEvent.Started.class)).isEmpty();
            assertThat(session.events(BuildEvent.Failed.class))
                    .extracting(BuildEvent.Failed::reason)
                    .containsExactly("pre_build ended with exit code 1: not today");
        }
    }

    @Test
    void aFailingHookAfterTheBuildLeavesWhatWasBuiltPending() {
        Hooks hooks = new Hooks(List.of(), List.of(Hook.shell("test ! -e flag", Scope.LOCAL)), List.of(), List.of());
        try (TestSession session = session(List.of(), List.of(), hooks, "h1").open()) {
            session.make("flag", "");
            RoundResult round = deploy(session);
            assertThat(round.status()).isEqualTo(Status.BUILD_FAILED);
            assertThat(result(round, "h1").pendingTargets()).containsExactly(LOCAL);

            session.source.resolve("flag").toFile().delete();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aFailingHookHereFailsForAllHosts() {
        Hooks hooks = new Hooks(
                List.of(),
                List.of(),
                List.of(Hook.shell("test ! -e flag", Scope.LOCAL)),
                List.of(Hook.shell("test ! -e late", Scope.LOCAL)));
        try (TestSession session =
                session(List.of(), List.of(), hooks, "h1", "h2").open()) {
            session.make("flag", "");
            RoundResult round = deploy(session);
            assertThat(round.hosts()).extracting("outcome").containsOnly(Outcome.FAILED);
            assertThat(reason(round, "h2")).isEqualTo("pre_deploy ended with exit code 1; nothing was replaced");

            session.source.resolve("flag").toFile().delete();
            session.make("late", "");
            round = session.round();
            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(result(round, "h1").pendingHooks()).containsExactly("post_deploy");
            assertThat(result(round, "h1").pendingRestarts()).containsExactly(CENTRAL);

            session.source.resolve("late").toFile().delete();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aLocalScriptIsBroughtRunAndRemovedAlsoWhenItFails() throws IOException {
        Path script = directory.resolve("migrate.sh");
        Files.writeString(script, "echo \"$0\" | sed 's/.*[.]//'\nexit 4\n");
        try (TestSession session = before(Hook.script(script, Scope.EACH), "h1")) {
            RoundResult round = deploy(session);

            assertThat(reason(round, "h1")).contains("ended with exit code 4: script");
            assertThat(session.host(0).list(HOME)).containsExactly("lock", "objects");

            Files.writeString(script, "#!/bin/sh\necho \"done\"\n");
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(output(session)).containsExactly("h1 done");
            assertThat(session.host(0).list(HOME)).containsExactly("ledger.json", "lock", "objects");
        }
    }

    @Test
    void aLocalScriptRunsHereAsWell() throws IOException {
        Path script = directory.resolve("check.sh");
        Files.writeString(script, "echo $REBUILDER_HOST $REBUILDER_ROUND\n");
        try (TestSession session = before(Hook.script(script, Scope.LOCAL), "h1", "h2")) {
            assertThat(deploy(session).status()).isEqualTo(Status.DEPLOYED);
            assertThat(output(session)).containsExactly("local h1 h2 1");
        }
    }

    @Test
    void aHookIsEndedAtItsDeadlineWithWhatItStarted() throws InterruptedException {
        Hook hook = sh(Scope.EACH, "echo begun; sleep 4711 & sleep 4712");
        try (TestSession session = before(hook.withTimeout(Duration.ofSeconds(1)), "h1")) {
            RoundResult round = deploy(session);

            assertThat(reason(round, "h1"))
                    .isEqualTo("pre_exec of " + LOCAL
                            + " did not end within 1 s and was ended: begun; nothing was replaced");
            assertThat(running("sleep 4711") || running("sleep 4712")).isFalse();
        }
    }

    @Test
    void aHookHereIsEndedAtItsDeadline() {
        Hook hook = Hook.shell("echo begun; sleep 4713", Scope.LOCAL).withTimeout(Duration.ofSeconds(1));
        try (TestSession session = before(hook, "h1")) {
            assertThat(reason(deploy(session), "h1")).contains("did not end within 1 s and was ended: begun");
            assertThat(running("sleep 4713")).isFalse();
        }
    }

    @Test
    void theUsersWishToEndEndsAHookThatRuns() throws InterruptedException {
        Hook hook = sh(Scope.EACH, "echo begun; sleep 4714");
        try (TestSession session = before(hook, "h1")) {
            Thread user = whenBegun(session);

            RoundResult round = deploy(session);
            user.join();

            assertThat(round.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(running("sleep 4714")).isFalse();
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).list(REMOTE + "/bin")).hasSize(3);
            assertThat(session.host(0).list(HOME)).containsExactly("lock", "objects");
        }
    }

    @Test
    void aHookThatWasEndedByTheUserAfterTheSwapIsOwed() throws InterruptedException {
        Hook hook = sh(Scope.LOCAL, "echo begun; test -e \"$1\" || sleep 4715", directory + FLAG);
        try (TestSession session = after(hook, "h1")) {
            Thread user = whenBegun(session);

            RoundResult round = deploy(session);
            user.join();

            assertThat(round.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(result(round, "h1").pendingHooks()).containsExactly("post_exec of " + LOCAL);
            assertThat(running("sleep 4715")).isFalse();

            assertThat(directory.resolve("flag").toFile().mkdir()).isTrue();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(1);
        }
    }

    private static Thread whenBegun(TestSession session) {
        Thread user = new Thread(() -> {
            while (output(session).isEmpty()) {
                Thread.onSpinWait();
            }
            session.rebuilder().interrupt();
        });
        user.start();
        return user;
    }

    private static boolean running(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith(command));
    }

    @Test
    void aKillBeforeTheHookLeavesItOwed() {
        try (TestSession session = after(sh(Scope.EACH, "echo ran"), "h1")) {
            session.host(0).lay("await", Fault.LOST_AFTER);
            deploy(session);
            assertThat(output(session)).isEmpty();

            session.reopenAfterKill();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(output(session)).containsExactly("h1 ran");
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void whatAKilledRunHasLeftOfAHookIsSwept() {
        try (TestSession session = session(List.of(), List.of(), Hooks.NONE, "h1")) {
            session.host(0).withFile(HOME + "/.hook.abc.script", "exit").withFile(HOME + "/.hook.abc.out", "begun");
            session.open();
            assertThat(session.host(0).list(HOME)).containsExactly("lock", "objects");
        }
    }

    @Test
    void aHostThatIsLostWhileAHookRunsFails() {
        try (TestSession session = before(sh(Scope.EACH, "echo ran"), "h1", "h2")) {
            session.host(0).lay("hook", Fault.LOST_BEFORE);

            RoundResult round = deploy(session);

            assertThat(reason(round, "h1")).isEqualTo("Failed to run pre_exec of " + LOCAL + ": the connection broke");
            assertThat(result(round, "h2").outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void inARollingDeploymentAFailingHookHoldsTheNextHostBack() {
        TestSession session =
                session(List.of(), List.of(sh(Scope.EACH, "test ! -e \"$1\"", FLAG)), Hooks.NONE, "h1", "h2");
        session.deploy = new DeploySettings(Duration.ZERO, Duration.ofSeconds(10), true);
        try (session) {
            session.open();
            session.host(0).withFile(FLAG, "");

            deploy(session);

            assertThat(session.host(0).content(NORTHD)).isEqualTo("northd 2");
            assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
        }
    }

    @Test
    void undoRunsNoHooks() {
        Hooks hooks = new Hooks(List.of(), List.of(), List.of(), List.of(sh(Scope.EACH, "exit 1")));
        try (TestSession session = session(
                        List.of(sh(Scope.EACH, "echo pre")), List.of(sh(Scope.EACH, "echo post")), hooks, "h1")
                .open()) {
            assertThat(deploy(session).status()).isEqualTo(Status.HOST_FAILED);
            session.events.clear();

            assertThat(session.rebuilder().undo(false).status()).isEqualTo(Status.DEPLOYED);

            assertThat(session.events(HookEvent.class)).isEmpty();
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aHookThatIsNotInTheConfigurationAnyMoreIsOwedToNobody() {
        try (TestSession session = after(sh(Scope.EACH, "exit 1"), "h1")) {
            deploy(session);
            session.targets = TestSession.targets();
            session.reopen();

            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aPlanSaysWhichHooksWouldRunWhere() {
        Hook each = sh(Scope.EACH, "1");
        Hook one = sh(Scope.ONE, "2");
        Hook here = Hook.shell("3", Scope.LOCAL);
        Hooks hooks = new Hooks(List.of(), List.of(), List.of(here, each), List.of(one, here));
        try (TestSession session = session(List.of(each, one), List.of(here, one, each), hooks, "h1", "h2")
                .open()) {
            assertThat(session.rebuilder().plan(false).pending()).isFalse();

            Plan plan = session.rebuilder().plan(true);

            assertThat(plan.before()).containsExactly(new PlannedHook("pre_deploy", "", "3"));
            assertThat(plan.after())
                    .containsExactly(new PlannedHook("post_exec", LOCAL, "3"), new PlannedHook("post_deploy", "", "3"));
            assertThat(plan.hosts().get(0).before())
                    .extracting(hook -> hook.hook() + hook.command().charAt(6))
                    .containsExactly("pre_deploy1", "pre_exec2", "pre_exec1");
            assertThat(plan.hosts().get(0).after())
                    .extracting(hook -> hook.hook() + hook.command().charAt(6))
                    .containsExactly("post_exec1", "post_exec2", "post_deploy2");
            assertThat(plan.hosts().get(1).before())
                    .extracting(hook -> hook.hook() + hook.command().charAt(6))
                    .containsExactly("pre_deploy1", "pre_exec1");
            assertThat(plan.hosts().get(1).after())
                    .extracting(PlannedHook::hook)
                    .containsExactly("post_exec");
            assertThat(session.events(HookEvent.class)).isEmpty();
        }
    }

    @Test
    void muchOutputIsShownFromItsEnd() {
        Hook hook = sh(Scope.EACH, "i=0; while [ $i -lt 40000 ]; do echo line $i; i=$((i+1)); done; exit 1");
        try (TestSession session = before(hook, "h1")) {
            assertThat(reason(deploy(session), "h1")).contains("exit code 1: line 39999;");
            assertThat(output(session).get(0)).startsWith("h1 ... (").endsWith(" bytes are not shown)");
        }
    }

    @Test
    void aProgramThatIsNotThereIsSaidSo() {
        try (TestSession session = before(Hook.program(List.of("no-such-program"), Scope.EACH), "h1")) {
            assertThat(reason(deploy(session), "h1"))
                    .contains("could not be run (exit code 127)")
                    .contains("no-such-program");
        }
    }
}
