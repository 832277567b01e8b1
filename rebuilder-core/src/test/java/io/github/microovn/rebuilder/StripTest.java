package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.Strip;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds with programs that binutils make and strip. */
@Timeout(120)
class StripTest {

    private static final Path PROGRAM = Path.of("/bin/true");

    @TempDir
    private Path directory;

    private TestSession session;

    @BeforeEach
    void requireBinutils() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/strip")) && Files.exists(Path.of("/usr/bin/objcopy")), "no binutils");
        session = new TestSession(directory, "movn1", "movn2");
        session.deploy = new DeploySettings(Duration.ZERO, Duration.ofSeconds(10), false, Strip.DEBUG);
        session.logDirectory = Files.createDirectories(directory.resolve("state"));
    }

    /** Makes northd of a program, something that is loaded, and debug information. */
    private void make(String code, String debug) {
        try {
            Path codeFile = Files.writeString(directory.resolve("code"), code);
            Path debugFile = Files.writeString(directory.resolve("debug"), debug.repeat(10_000));
            Process made = new ProcessBuilder(
                            "objcopy",
                            "--add-section",
                            ".code=" + codeFile,
                            "--add-section",
                            ".debug_info=" + debugFile,
                            PROGRAM.toRealPath().toString(),
                            session.source.resolve("northd/ovn-northd").toString())
                    .inheritIO()
                    .start();
            assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(made.exitValue()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Status roundThatMakes(String code, String debug) {
        session.builder.makes(() -> make(code, debug));
        return session.round().status();
    }

    private Path deployed(int host) {
        return session.host(host).file(TestSession.NORTHD);
    }

    @Test
    void hostsGetProgramsWithoutDebugInformationAndNothingWhenOnlyThatChanges() throws IOException {
        try (TestSession open = session.open()) {
            assertThat(roundThatMakes("code 1", "debug 1")).isEqualTo(Status.DEPLOYED);

            byte[] first = Files.readAllBytes(deployed(0));
            assertThat(first).hasSizeLessThan((int) Files.size(PROGRAM.toRealPath()) + 10_000);
            assertThat(deployed(0)).content(ISO_8859_1).contains("code 1").doesNotContain("debug 1");
            assertThat(deployed(1)).hasBinaryContent(first);
            assertThat(open.events(HostEvent.Uploading.class))
                    .extracting(HostEvent.Uploading::sizeBytes)
                    .containsOnly((long) first.length);

            assertThat(roundThatMakes("code 1", "debug 2")).isEqualTo(Status.NO_CHANGES);
            assertThat(open.rebuilder().plan(true).hosts())
                    .flatExtracting(HostPlan::items)
                    .filteredOn(item -> item.target().equals("northd/ovn-northd"))
                    .hasSize(2)
                    .allSatisfy(item -> assertThat(item.action()).isEqualTo(Action.SKIP));

            assertThat(roundThatMakes("code 2", "debug 2")).isEqualTo(Status.DEPLOYED);
            assertThat(open.rebuilder().undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(deployed(0)).hasBinaryContent(first);
        }
    }

    @Test
    void anotherSessionKnowsWhatIsDeployed() {
        try (TestSession open = session.open()) {
            assertThat(roundThatMakes("code 1", "debug 1")).isEqualTo(Status.DEPLOYED);
            open.reopen();
            make("code 1", "debug 2");
            assertThat(open.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aProgramThatCannotBeStrippedIsRefused() {
        try (TestSession open = session.open()) {
            session.builder.makes(() -> open.make("northd/ovn-northd", "\u007fELF and no more"));

            assertThat(open.round().status()).isEqualTo(Status.BUILD_FAILED);
            List<String> problems =
                    open.events(BuildEvent.Rejected.class).get(0).problems();
            assertThat(problems)
                    .singleElement()
                    .asString()
                    .startsWith("Cannot strip " + session.source + "/northd/ovn-northd: ")
                    .endsWith("; build it again, or configure deploy: {strip: none}");
        }
    }
}
