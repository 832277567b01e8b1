package io.github.microovn.rebuilder.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.build.SearchPath;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Failed;
import io.github.microovn.rebuilder.result.SourceStepResult.Interrupted;
import io.github.microovn.rebuilder.result.SourceStepResult.Skipped;
import io.github.microovn.rebuilder.testing.StubHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a tree that is built, with real git and make and a configure that is written by hand. */
@Timeout(120)
class SourceBootstrapTest {

    @TempDir
    private Path directory;

    private Upstream upstream;
    private Path code;
    private Path top;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    @BeforeEach
    void prepare() throws IOException {
        upstream = new Upstream(directory.resolve("srv"));
        code = directory.resolve("code");
        top = code.resolve("ovn");
    }

    private SourceOptions.Builder options() {
        return SourceOptions.builder(top.toString(), directory.resolve("logs"))
                .url(upstream.ovnUrl())
                .environment(environment)
                .jobs(2);
    }

    private List<SourceStepResult> run(SourceOptions.Builder options) {
        events.clear();
        return new SourceBootstrap(options.build(), events::add).run();
    }

    private static SourceStepResult last(List<SourceStepResult> results) {
        return results.get(results.size() - 1);
    }

    private List<String> leftAlone() {
        return events.stream()
                .filter(SourceEvent.LeftAlone.class::isInstance)
                .map(event -> ((SourceEvent.LeftAlone) event).what())
                .toList();
    }

    @Test
    void makesOfNothingATreeThatIsBuilt() throws IOException {
        List<SourceStepResult> results = run(options());

        assertThat(results).hasSize(SourceStep.values().length).allMatch(Done.class::isInstance);
        assertThat(results).extracting(SourceStepResult::step).containsExactly(SourceStep.values());
        assertThat(top.resolve("northd/ovn-northd")).hasContent("first");
        assertThat(top.resolve("ovs/vswitchd/ovs-vswitchd")).hasContent("first");
        assertThat(top.resolve("arguments")).hasContent("./configure --enable-ssl --with-ovs-source=" + top + "/ovs");
        assertThat(Upstream.git(top, "submodule", "status"))
                .startsWith(Upstream.git(upstream.ovs(), "rev-parse", "HEAD"));
        assertThat(events.get(events.size() - 1)).isInstanceOf(SourceEvent.Ready.class);
        assertThat(events)
                .contains(new SourceEvent.StepStarted(
                        SourceStep.CLONE_OVN, code.toString(), List.of("git", "clone", upstream.ovnUrl())));
        try (Stream<Path> beside = Files.list(code)) {
            assertThat(beside).containsExactly(top);
        }
    }

    @Test
    void aSecondTimeThereIsNothingToDo() {
        run(options());

        assertThat(run(options())).hasSize(8).allMatch(Skipped.class::isInstance);
        assertThat(leftAlone()).isEmpty();
    }

    @Test
    void goesOnWithTheStepThatFailed() throws IOException {
        upstream.commit(upstream.ovn(), "Makefile.template", "all:\n\tfalse\n");
        List<SourceStepResult> failed = run(options());

        assertThat(last(failed)).isInstanceOfSatisfying(Failed.class, failure -> {
            assertThat(failure.step()).isEqualTo(SourceStep.MAKE_OVN);
            assertThat(failure.reason()).isEqualTo("make ended with exit code 2");
            assertThat(failure.log().orElseThrow()).content().contains("false");
        });
        Files.writeString(top.resolve("Makefile"), "all:\n");
        List<SourceStepResult> results = run(options());

        assertThat(results.subList(0, 7)).allMatch(Skipped.class::isInstance);
        assertThat(last(results).succeeded()).isTrue();
        assertThat(leftAlone()).isEmpty();
    }

    @Test
    void aStepThatWasInterruptedIsTakenAgainHoweverMuchOfItIsThere() throws Exception {
        upstream.commit(
                upstream.ovn(),
                "boot.sh",
                "#!/bin/sh\ntouch configure Makefile.in\nchmod +x configure\necho half\nexec sleep 600\n");
        CountDownLatch half = new CountDownLatch(1);
        SourceBootstrap bootstrap = new SourceBootstrap(options().build(), event -> {
            if (event instanceof SourceEvent.Output output && output.line().equals("half")) {
                half.countDown();
            }
        });
        List<SourceStepResult> results = new CopyOnWriteArrayList<>();
        Thread running = new Thread(() -> results.addAll(bootstrap.run()));
        running.start();
        half.await();
        bootstrap.stop();
        running.join();
        assertThat(last(results))
                .isInstanceOfSatisfying(
                        Interrupted.class,
                        interrupted -> assertThat(interrupted.step()).isEqualTo(SourceStep.BOOT_OVN));

        Files.writeString(top.resolve("boot.sh"), Upstream.BY_HAND.get("boot.sh"));
        assertThat(run(options()).get(5)).isInstanceOf(Done.class);
        assertThat(top.resolve("northd/ovn-northd")).hasContent("first");
        assertThat(leftAlone()).containsExactly(top + " has a changed file; built is what is there");
    }

    @Test
    void whatAKilledCloneLeftIsNoTree() throws IOException {
        Path part = Files.createDirectories(top.resolveSibling(".ovn.rebuilder-clone/.git"));
        Files.writeString(part.resolve("HEAD"), "half");

        assertThat(run(options())).allMatch(Done.class::isInstance);
        assertThat(part).doesNotExist();
    }

    @Test
    void whatAKilledRunStillHasRunningIsEndedFirst() throws Exception {
        ProcessBuilder marked = new ProcessBuilder("setsid", "sh", "-c", "echo begun; exec sleep 600");
        marked.environment().put(Workplace.MARK, top.toString());
        Process orphan = marked.start();
        assertThat(orphan.getInputStream().read()).isEqualTo('b');

        run(options());

        assertThat(orphan.waitFor()).isNotZero();
    }

    @Test
    void oneRunAtATimeWorksOnATree() {
        try (Workplace other = Workplace.take(directory.resolve("logs"), top)) {
            assertThat(other.unfinished(SourceStep.BOOT_OVN, top)).isFalse();
            assertThatThrownBy(() -> run(options()))
                    .isInstanceOf(BuildException.class)
                    .hasMessage("Another run works on " + top + "; wait for its end");
        }
    }

    @Test
    void leavesWhatTheUserHasChangedAndSaysSo() throws IOException {
        run(options());
        Upstream.git(top, "switch", "-q", "-c", "fix");
        Files.writeString(top.resolve("source"), "mine\n");
        Upstream.git(top.resolve("ovs"), "commit", "-q", "--allow-empty", "-m", "mine");
        Files.writeString(top.resolve("ovs/source"), "mine too\n");

        List<SourceStepResult> results = run(options().url("file:///elsewhere").branch("branch-24.03"));

        assertThat(last(results)).isInstanceOf(Done.class);
        assertThat(top.resolve("northd/ovn-northd")).hasContent("mine");
        assertThat(top.resolve("ovs/ovsdb/ovsdb-server")).hasContent("mine too");
        assertThat(Upstream.git(top, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("fix");
        assertThat(leftAlone().get(0)).startsWith(top + " is on branch fix, not on branch-24.03; it stays there.");
        assertThat(leftAlone().get(1)).isEqualTo(top + " was cloned from " + upstream.ovnUrl() + "; that stays so");
        assertThat(leftAlone().get(2)).isEqualTo(top + " has a changed file; built is what is there");
        assertThat(leftAlone().get(3)).startsWith("ovs is at ");
    }

    @Test
    void aSubmoduleThatLacksInATreeOfTheUsersIsFetched() throws IOException {
        Files.createDirectories(code);
        Upstream.git(code, "clone", "-q", upstream.ovnUrl(), "ovn");

        List<SourceStepResult> results = run(options());

        assertThat(results.get(0)).isInstanceOf(Skipped.class);
        assertThat(results.subList(1, 8)).allMatch(Done.class::isInstance);
    }

    @Test
    void aTreeFromElsewhereCannotNameAPathOnThisMachine() throws IOException {
        Files.createDirectories(code);
        Upstream.git(code, "clone", "-q", upstream.ovnUrl(), "ovn");
        Upstream.git(top, "remote", "set-url", "origin", "https://example.org/ovn.git");

        assertThat(last(run(options()))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.step()).isEqualTo(SourceStep.CLONE_OVS);
            assertThat(failed.reason()).endsWith("; another place for OVS: --ovs-url");
            assertThat(failed.log().orElseThrow()).content().contains("transport 'file' not allowed");
        });
        assertThat(last(run(options().ovsUrl(upstream.ovsUrl()))).succeeded()).isTrue();
    }

    @Test
    void anotherTreeOfOvsIsBuiltAndUsed() throws IOException {
        Upstream.git(directory, "clone", "-q", upstream.ovsUrl(), "own-ovs");
        Path ovs = directory.resolve("own-ovs");

        assertThat(run(options().ovsSource(ovs.toString())).get(1)).isInstanceOf(Skipped.class);
        assertThat(ovs.resolve("ovsdb/ovsdb-server")).exists();
        assertThat(top.resolve("arguments")).content().contains("--with-ovs-source=" + ovs);
        assertThat(top.resolve("ovs")).isEmptyDirectory();

        assertThatThrownBy(() -> run(options().ovsSource("/nowhere")))
                .hasMessage("Cannot build with OVS of /nowhere: no configure.ac is there");
    }

    @Test
    void buildsElsewhereWithFlagsAndWithSanitizers() {
        run(options().buildDirectory("_gcc").cflags("-g -O0"));
        assertThat(top.resolve("_gcc/northd/ovn-northd")).exists();
        assertThat(top.resolve("_gcc/arguments"))
                .hasContent("../configure --enable-ssl --with-ovs-source=" + top + "/ovs CFLAGS=-g -O0");
        assertThat(top.resolve("Makefile")).doesNotExist();

        List<SourceStepResult> results = run(options().sanitize(true));
        assertThat(results.subList(0, 6)).allMatch(Skipped.class::isInstance);
        assertThat(top.resolve("_sanitize/arguments"))
                .content()
                .contains("-fsanitize=address,undefined -static-libasan -static-libubsan");
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        SourceEvent.Ready.class,
                        ready -> assertThat(ready.buildDirectory()).contains("_sanitize"));
        assertThat(run(options().sanitize(true))).allMatch(Skipped.class::isInstance);
    }

    @Test
    void otherFlagsThanATreeIsConfiguredWithAreRefusedBeforeAnythingIsBuilt() {
        run(options().cflags("-g -O2"));

        assertThat(run(options().cflags("-g -O2"))).allMatch(Skipped.class::isInstance);
        assertThatThrownBy(() -> run(options().cflags("-g -O0")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("Cannot build OVN in " + top + " with CFLAGS=-g -O0: it is configured with ")
                .hasMessageEndingWith("'CFLAGS=-g -O2' . Another directory has other flags: --build-dir");
        assertThatThrownBy(() -> run(options().buildDirectory("_dbg")))
                .hasMessageStartingWith("Cannot build OVN in " + top + "/_dbg: " + top + " is configured itself")
                .hasMessageContaining("make -C " + top + " distclean");
        assertThat(top.resolve("_dbg")).doesNotExist();
    }

    @Test
    void somethingElseInItsPlaceIsLeftThere() throws IOException {
        Files.createDirectories(top);
        Files.writeString(top.resolve("thesis.tex"), "mine");

        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot have OVN's sources in " + top
                        + ": something else is there; name a directory that is not there yet, or a tree of OVN");
        assertThat(top.resolve("thesis.tex")).hasContent("mine");
    }

    @Test
    void aBranchThatIsNotThereIsAFailedStep() {
        assertThat(last(run(options().branch("branch-99.09")))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.step()).isEqualTo(SourceStep.CLONE_OVN);
            assertThat(failed.log().orElseThrow()).content().contains("branch-99.09");
        });
        assertThat(top).doesNotExist();
        assertThat(last(run(options().branch("branch-24.03"))).succeeded()).isTrue();
    }

    @Test
    void everythingThatLacksIsNamedBeforeAnythingIsBegun() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String program : List.of("setsid", "sh", "env", "git", "python3", "gcc")) {
            Files.createSymbolicLink(
                    bin.resolve(program),
                    SearchPath.of(System.getenv()).find(program).orElseThrow());
        }
        environment.put("PATH", bin.toString());
        environment.put("CC", "gcc -nostdinc");

        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(BuildException.class)
                .hasMessage(
                        "Cannot build OVN: not installed are autoreconf (package autoconf), automake (package automake),"
                                + " libtoolize (package libtool), make (package make), pkg-config (package pkg-config),"
                                + " openssl/ssl.h (package libssl-dev).\n"
                                + "On Debian and Ubuntu, as root: apt-get install -y autoconf automake libtool make pkg-config"
                                + " libssl-dev libunbound-dev libcap-ng-dev");
        assertThat(top).doesNotExist();
        assertThat(events).isEmpty();
    }

    /** Connects to a host that answers with these findings. */
    private SourceBootstrap bootstrap(SourceOptions.Builder options, String findings) {
        Connector connector = new Connector() {
            @Override
            public String scheme() {
                return "fake";
            }

            @Override
            public String syntax() {
                return "fake:NAME";
            }

            @Override
            public Host connect(HostSpec spec, ConnectOptions how) {
                if (spec.address().equals("gone")) {
                    throw new HostUnavailableException("gone", "the instance is stopped", null);
                }
                return StubHost.saying(0, findings, "");
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
        events.clear();
        return new SourceBootstrap(options.build(), () -> new Connectors(List.of(connector)), events::add);
    }

    @Test
    void aHostSaysWhichBranch() throws IOException {
        SourceOptions.Builder wanted = options().host(HostSpec.parse("fake:stub"));

        bootstrap(wanted, "version 24.03.2+snap1\nbase core24\n").run();

        assertThat(events).contains(new SourceEvent.BranchFound("stub", "24.03.2+snap1", "branch-24.03"));
        assertThat(Upstream.git(top, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("branch-24.03");
        assertThatThrownBy(
                        () -> bootstrap(wanted, "outside error: no such snap\n").run())
                .isInstanceOf(HostStepException.class)
                .hasMessage(
                        "[stub] which OVN it runs is not known: there is no snap microovn that can be run; --branch names"
                                + " one");
        SourceOptions.Builder gone = options().host(HostSpec.parse("fake:gone"));
        assertThatThrownBy(() -> bootstrap(gone, "").run()).isInstanceOf(HostUnavailableException.class);
    }
}
