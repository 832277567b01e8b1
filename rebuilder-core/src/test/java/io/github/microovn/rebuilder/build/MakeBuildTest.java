package io.github.microovn.rebuilder.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.BuildException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MakeBuildTest {

    private static final Duration LONG_GRACE = Duration.ofSeconds(30);
    private static final Duration SHORT_GRACE = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Test
    void succeedsAndTellsHowLongItTook() {
        BuildResult result = build("all:\n\t@echo done\n");

        assertThat(result).isInstanceOf(BuildResult.Succeeded.class);
        assertThat(result.elapsed()).isPositive();
        assertThat(result.log()).hasContent("done");
    }

    @Test
    void runsMakeWithItsJobsInTheSourceDirectory() {
        assertThat(build("all:\n\t@pwd -P; echo '$(MAKEFLAGS)'\n").log())
                .content()
                .startsWith(real(directory) + "\n")
                .contains("-j3");
        assertThat(new MakeBuild(Map.of()).command(request())).containsExactly("make", "-j3");
    }

    @Test
    void givesMakeTheEnvironmentItWasGiven() throws IOException {
        makefile("all:\n\t@echo \"[$$COLOUR] [$$HOME]\"\n");

        BuildResult result = run(new MakeBuild(Map.of("PATH", System.getenv("PATH"), "COLOUR", "red")));

        assertThat(result.log()).content().startsWith("[red] []");
    }

    @Test
    void failsWithMakesExitCode() {
        BuildResult result = build("all:\n\t@echo oops >&2; false\n");

        assertThat(result).isInstanceOfSatisfying(BuildResult.Failed.class, failed -> {
            assertThat(failed.exitCode()).isEqualTo(2);
            assertThat(failed.reason()).isEqualTo("make ended with exit code 2");
            assertThat(failed.log()).content().startsWith("oops\n").contains("Error 1");
        });
    }

    @Test
    void keepsOutputAndErrorsInTheOrderTheyWereWritten() {
        BuildResult result = build("""
                all:
                \t@for i in 0 1 2 3 4 5 6 7 8 9; do echo out $$i; echo err $$i >&2; done
                """);

        assertThat(result.log())
                .content()
                .startsWith("out 0\nerr 0\nout 1\nerr 1\n")
                .endsWith("out 9\nerr 9\n");
    }

    @Test
    void passesOnEveryByteAsItCame() throws IOException {
        byte[] bytes = new byte[3_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        Files.write(directory.resolve("bytes"), bytes);

        BuildResult result = build("all:\n\t@cat bytes\n");

        assertThat(result.log()).hasBinaryContent(bytes);
        assertThat(received.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void handsOutOutputWhileTheBuildRuns() throws Exception {
        makefile("all:\n\t@echo begun; while ! test -e go; do sleep 0.01; done; echo ended\n");
        CountDownLatch begun = new CountDownLatch(1);

        try (Build build = maker(LONG_GRACE).start(request(), chunk -> begun.countDown())) {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            Files.createFile(directory.resolve("go"));

            assertThat(build.await().log()).hasContent("begun\nended");
        }
    }

    @Test
    void givesMakeAnEmptyStandardInput() {
        assertThat(build("all:\n\t@cat; echo end of input\n").log()).hasContent("end of input");
    }

    @Test
    void replacesTheLogOfAnEarlierBuild() {
        build("all:\n\t@echo first and long\n");

        assertThat(build("all:\n\t@echo second\n").log()).hasContent("second");
    }

    @Test
    void doesNotWaitForADaemonThatKeepsTheOutputOpen() throws IOException {
        BuildResult result = build("all:\n\t@sleep 600 & echo $$! > pid; echo done\n");

        assertThat(result).isInstanceOf(BuildResult.Succeeded.class);
        assertThat(result.log()).hasContent("done");
        ProcessHandle.of(pid("pid")).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void cancelEndsEveryProcess() throws Exception {
        makefile("""
                all: a b
                a:
                \tsh -c 'sleep 600 & echo $$! > a.pid; wait'
                b:
                \ttimeout 600 sh -c 'echo $$$$ > b.pid; exec sleep 600'
                """);

        try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
            List<Long> processes = List.of(awaitPid("a.pid"), awaitPid("b.pid"));
            build.cancel();

            assertThat(build.await()).isInstanceOf(BuildResult.Cancelled.class);
            assertThat(processes).noneMatch(MakeBuildTest::isAlive);
        }
    }

    @Test
    void cancelKillsProcessesThatIgnoreThePoliteSignal() throws Exception {
        makefile("""
                all: a b
                a b:
                \ttrap '' TERM; sh -c 'echo $$$$ > $@.pid; while :; do sleep 1; done'
                """);

        try (Build build = maker(SHORT_GRACE).start(request(), BuildOutput.NONE)) {
            List<Long> processes = List.of(awaitPid("a.pid"), awaitPid("b.pid"));
            build.cancel();

            assertThat(build.await()).isInstanceOf(BuildResult.Cancelled.class);
            assertThat(processes).noneMatch(MakeBuildTest::isAlive);
        }
    }

    @Test
    void cancelLetsMakeRemoveTheProductItHadHalfWritten() throws Exception {
        makefile("""
                product:
                \ttrap '' TERM; echo half > $@; echo $$$$ > pid; while :; do sleep 0.05; done
                """);

        try (Build build = maker(SHORT_GRACE).start(request(), BuildOutput.NONE)) {
            awaitPid("pid");
            build.cancel();
            build.await();

            assertThat(directory.resolve("product")).doesNotExist();
        }
    }

    @Test
    void cancelRightAfterTheStartLeavesNothing() throws IOException {
        makefile("all:\n\t@sleep 600\n");

        for (int i = 0; i < 20; i++) {
            try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
                build.cancel();

                assertThat(build.await()).isInstanceOf(BuildResult.Cancelled.class);
            }
        }
    }

    @Test
    void cancelStopsABuildThatNeverStopsWriting() throws Exception {
        makefile("all:\n\t@yes\n");
        CountDownLatch begun = new CountDownLatch(1);

        try (Build build = maker(LONG_GRACE).start(request(), chunk -> begun.countDown())) {
            begun.await();
            build.cancel();

            assertThat(build.await()).isInstanceOf(BuildResult.Cancelled.class);
        }
    }

    @Test
    void cancelAfterTheEndChangesNothing() throws IOException {
        makefile("all:\n");

        try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
            BuildResult result = build.await();
            build.cancel();

            assertThat(build.await()).isSameAs(result).isInstanceOf(BuildResult.Succeeded.class);
        }
    }

    @Test
    void closeEndsARunningBuild() throws Exception {
        makefile("all:\n\t@echo $$$$ > pid; exec sleep 600\n");
        long process;
        try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
            assertThat(build).isNotNull();
            process = awaitPid("pid");
        }

        assertThat(isAlive(process)).isFalse();
    }

    @Test
    void interruptingTheWaitCancelsTheBuild() throws Exception {
        makefile("all:\n\t@echo $$$$ > pid; exec sleep 600\n");
        AtomicReference<BuildResult> result = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
            Thread waiting = new Thread(() -> {
                result.set(build.await());
                flag.set(Thread.currentThread().isInterrupted());
            });
            waiting.start();
            awaitPid("pid");
            waiting.interrupt();
            waiting.join();
        }

        assertThat(result.get()).isInstanceOf(BuildResult.Cancelled.class);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void stopsABuildThatTakesTooLong() throws IOException {
        makefile("all:\n\t@sleep 600\n");

        BuildResult result = maker(LONG_GRACE)
                .start(request().withTimeout(Duration.ofMillis(100)), BuildOutput.NONE)
                .await();

        assertThat(result)
                .isInstanceOfSatisfying(
                        BuildResult.Failed.class,
                        failed ->
                                assertThat(failed.reason()).isEqualTo("make did not end within 0.1 s and was stopped"));
    }

    @Test
    void saysWhichSignalKilledMakeAndLeavesNoCompilerBehind() throws Exception {
        makefile("all:\n\t@echo $$$$ > pid; trap '' TERM; while :; do sleep 0.05; done\n");
        try (Build build = maker(SHORT_GRACE).start(request(), BuildOutput.NONE)) {
            long compiler = awaitPid("pid");
            ProcessHandle.of(compiler).flatMap(ProcessHandle::parent).ifPresent(ProcessHandle::destroyForcibly);

            assertThat(build.await())
                    .isInstanceOfSatisfying(
                            BuildResult.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo("make was killed by signal 9"));
            assertThat(isAlive(compiler)).isFalse();
        }
    }

    @Test
    void endsTheBuildWhenItsOutputCannotBeTaken() throws Exception {
        makefile("all:\n\t@echo $$$$ > pid; echo out; exec sleep 600\n");
        try (Build build = maker(LONG_GRACE).start(request(), chunk -> {
            throw new IllegalStateException("screen on fire");
        })) {
            long process = awaitPid("pid");

            assertThatThrownBy(build::await)
                    .isInstanceOf(BuildException.class)
                    .hasMessage("Cannot follow the build: java.lang.IllegalStateException: screen on fire");
            assertThat(isAlive(process)).isFalse();
        }
    }

    @Test
    void saysThatTheLogCannotBeWritten() throws IOException {
        makefile("all:\n\t@echo out\n");
        Files.createDirectory(directory.resolve("log"));
        Files.createSymbolicLink(directory.resolve("log/build.log"), Path.of("/dev/full"));

        try (Build build = maker(LONG_GRACE).start(request(), BuildOutput.NONE)) {
            assertThatThrownBy(build::await)
                    .isInstanceOf(BuildException.class)
                    .hasMessage("Cannot write the build's output to " + directory.resolve("log/build.log")
                            + ": No space left on device");
        }
        Files.delete(directory.resolve("log/build.log"));
    }

    @Test
    void saysThatTheLogDirectoryCannotBeMade() throws IOException {
        makefile("all:\n");
        Files.createFile(directory.resolve("log"));

        assertThatThrownBy(() -> run(maker(LONG_GRACE)))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot build in " + directory + ": File exists (log file: "
                        + directory.resolve("log/build.log") + ")");
    }

    @Test
    void saysThatTheSourceDirectoryIsNotThere() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> maker(LONG_GRACE).start(BuildRequest.of(missing, 1, directory), BuildOutput.NONE))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot build in " + missing + ": there is no such directory; "
                        + "-o names the OVN source directory");
    }

    @Test
    void saysThatTheSourceDirectoryIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> maker(LONG_GRACE).start(BuildRequest.of(file, 1, directory), BuildOutput.NONE))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot build in " + file + ": it is not a directory; -o names the OVN source directory");
    }

    @Test
    void saysHowToGetAMakefile() throws IOException {
        assertThatThrownBy(() -> run(maker(LONG_GRACE)))
                .hasMessage("Cannot build in " + directory
                        + ": there is no Makefile; is it the OVN source directory? -o names it");

        Files.createFile(directory.resolve("configure.ac"));
        assertThatThrownBy(() -> run(maker(LONG_GRACE)))
                .hasMessage("Cannot build in " + directory
                        + ": there is no Makefile; run ./boot.sh and ./configure there first");

        Files.createFile(directory.resolve("configure"));
        assertThatThrownBy(() -> run(maker(LONG_GRACE)))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot build in " + directory + ": there is no Makefile; run ./configure there first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GNUmakefile", "makefile"})
    void knowsMakesOtherMakefiles(String name) throws IOException {
        Files.writeString(directory.resolve(name), "all:\n");

        assertThat(run(maker(LONG_GRACE))).isInstanceOf(BuildResult.Succeeded.class);
    }

    @Test
    void runsAnotherCommandForSomeGoalsInAnotherDirectory() throws IOException {
        Files.createDirectory(directory.resolve("_gcc"));
        Files.writeString(directory.resolve("_gcc/Makefile"), "a b:\n\t@echo $@ in $(notdir $(CURDIR)) $(V)\n");
        BuildRequest request = request()
                .withCommand(List.of("env", "V=1", "make", "-s"))
                .withGoals(List.of("b"))
                .outOfTree("_gcc");

        assertThat(maker(LONG_GRACE).command(request)).containsExactly("env", "V=1", "make", "-j3", "-s", "b");
        try (Build build = maker(LONG_GRACE).start(request, BuildOutput.NONE)) {
            assertThat(build.await().log()).hasContent("b in _gcc 1");
        }
    }

    @Test
    void runsAProgramOfTheTreeWithoutJobs() throws IOException {
        Path script = Files.writeString(directory.resolve("build.sh"), "#!/bin/sh\necho \"[$*]\"; exit 3\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        BuildResult result = maker(LONG_GRACE)
                .start(request().withCommand(List.of("./build.sh", "all")), BuildOutput.NONE)
                .await();

        assertThat(result)
                .isInstanceOfSatisfying(
                        BuildResult.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("./build.sh ended with exit code 3"));
        assertThat(result.log()).hasContent("[all]");
    }

    @Test
    void saysWhatLacksInAnotherDirectory() throws IOException {
        BuildRequest request = request().outOfTree("_gcc");

        assertThatThrownBy(() -> maker(LONG_GRACE).start(request, BuildOutput.NONE))
                .hasMessage("Cannot build in " + directory + "/_gcc: there is no such directory; "
                        + "'directory' of 'build' names the one that OVN is configured in");
        Files.createDirectory(directory.resolve("_gcc"));
        assertThatThrownBy(() -> maker(LONG_GRACE).start(request, BuildOutput.NONE))
                .hasMessage("Cannot build in " + directory
                        + "/_gcc: there is no Makefile; run the source directory's configure there first");
        assertThatThrownBy(() ->
                        maker(LONG_GRACE).start(request.withCommand(List.of("no-such-program")), BuildOutput.NONE))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith(
                        "Cannot build in " + directory + "/_gcc: there is no 'no-such-program' in PATH (");
    }

    @Test
    void saysWhichProgramIsMissing() throws IOException {
        makefile("all:\n");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        MakeBuild build = new MakeBuild(Map.of("PATH", ":" + bin));

        assertThatThrownBy(() -> run(build))
                .isInstanceOf(BuildException.class)
                .hasMessage("Cannot build in " + directory + ": there is no 'setsid' in PATH (:" + bin
                        + "); on Debian and Ubuntu it is in the package util-linux");

        Files.writeString(bin.resolve("setsid"), "#!/bin/sh\n");
        assertThat(bin.resolve("setsid").toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> run(build)).hasMessageContaining("there is no 'make' in PATH");
    }

    private BuildResult build(String makefile) {
        try {
            makefile(makefile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(maker(LONG_GRACE));
    }

    private BuildResult run(MakeBuild maker) {
        try (Build build = maker.start(request(), received::writeBytes)) {
            return build.await();
        }
    }

    private static MakeBuild maker(Duration grace) {
        return new MakeBuild(System.getenv(), grace);
    }

    private BuildRequest request() {
        return BuildRequest.of(directory, 3, directory.resolve("log"));
    }

    private void makefile(String text) throws IOException {
        Files.writeString(directory.resolve("Makefile"), text);
    }

    private static String real(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id that a recipe writes into a file, once it has. */
    private long awaitPid(String file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(directory.resolve(file))
                || !Files.readString(directory.resolve(file)).endsWith("\n")) {
            assertThat(System.nanoTime()).as("waiting for %s", file).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return pid(file);
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(Files.readString(directory.resolve(file), UTF_8).strip());
    }

    /** Whether a process runs; a zombie that its parent has not buried does not. */
    private static boolean isAlive(long process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false;
        }
    }
}
