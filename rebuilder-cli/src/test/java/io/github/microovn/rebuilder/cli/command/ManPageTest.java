package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual page as it is installed. */
class ManPageTest {

    @TempDir
    Path directory;

    private static String page() {
        try (var cli = new RunningCli(false, Map.of(), List.of("version", "--man-page"))) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            return cli.screen().bytes();
        }
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/bin", "/bin").anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    @Test
    void tellsOfEveryCommandAndOptionAndHasAPlaceForNothing() {
        String page = page();

        for (Candidate candidate : CommandLine.candidates()) {
            assertThat(page).contains(".B microovn\\-rebuilder " + candidate.name());
            candidate
                    .options()
                    .forEach(option ->
                            assertThat(page).contains("\\fB" + option.longName().replace("-", "\\-") + "\\fR"));
        }
        assertThat(page).doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void rendersWithoutAWarning() throws IOException {
        assumeThat(installed("man")).as("man").isTrue();
        Path file = Files.writeString(directory.resolve("microovn-rebuilder.1"), page());

        try (Child man = Child.start(
                Map.of("MANWIDTH", "80", "LC_ALL", "C.UTF-8", "MANROFFSEQ", ""),
                "man",
                "--warnings=all",
                "-l",
                file.toString())) {
            man.closeInput();
            assertThat(man.exitCode()).isZero();
            assertThat(man.errors().bytes()).isEmpty();
            assertThat(man.screen().bytes())
                    .contains("NAME", "microovn-rebuilder deploy", "git bisect run", "local_path: ");
        }
    }

    @Test
    void mandocFindsNoFault() throws IOException {
        assumeThat(installed("mandoc")).as("mandoc").isTrue();
        Path file = Files.writeString(directory.resolve("microovn-rebuilder.1"), page());

        try (Child lint = Child.start(Map.of(), "mandoc", "-T", "lint", "-W", "warning", file.toString())) {
            lint.closeInput();
            lint.exitCode();
            // The date of a page that is made when the program is built would be another one in every build.
            assertThat(lint.screen().bytes().lines().filter(line -> !line.contains("missing date")))
                    .isEmpty();
        }
    }
}
