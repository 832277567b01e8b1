package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.rebuilder.cli.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar as users run it. */
class ShippedJarIT {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";

    private Path directory;

    /** Not a directory of JUnit's: the path of a socket in it may be no longer than 100 bytes. */
    @BeforeEach
    void makeDirectories() throws IOException {
        directory = Files.createTempDirectory("rebuilder-it");
        Files.createDirectory(directory.resolve("tmp"));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
        Child.run("rm", "-rf", directory.toString());
    }

    private Child startOn(String java, String... arguments) {
        var command = new ArrayList<>(List.of(java, "-Djava.io.tmpdir=" + directory.resolve("tmp"), "-jar", jar()));
        command.addAll(Arrays.asList(arguments));
        Map<String, String> variables =
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString(), "TERM", "xterm");
        return Child.start(variables, command.toArray(String[]::new));
    }

    private Child start(String... arguments) {
        return startOn(java(), arguments);
    }

    private static void assertDemo(Child demo) {
        demo.closeInput();
        assertThat(demo.exitCode()).as(demo.screen().bytes()).isZero();
        assertThat(demo.errors().bytes()).isEmpty();
        assertThat(demo.screen().bytes())
                .contains(
                        PROMPT + "\n[local] Rebuilding OVN at ",
                        "\n\n[movn1] Removing remote file /root/squashfs-root/bin/ovn-northd\n[movn1] Uploading file ",
                        "[movn3] Restarting microovn.ovn-northd\n",
                        "[local] No changes in watched files\n")
                .doesNotContain("bin/ovn-nbctl", "\u001b", "\r");
    }

    @Test
    void knowsItsVersion() {
        try (Child version = start("version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.screen().bytes()).matches("microovn-rebuilder \\d+\\.\\d+\\.\\d+\\S*, Java \\d\\S*\n");
        }
    }

    @Test
    void explainsItself() {
        try (Child help = start("demo", "--help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.screen().bytes()).startsWith("microovn-rebuilder demo: ");
        }
    }

    @Test
    void endsWithTheCodesOfTheContract() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.yaml"));
        try (Child usage = start("--confg");
                Child configuration = start("-c", empty.toString(), "-H", "lxd:a")) {
            assertThat(usage.exitCode()).isEqualTo(2);
            assertThat(configuration.exitCode()).isEqualTo(1);
            assertThat(configuration.errors().bytes()).contains(empty.toString());
        }
    }

    @Test
    void playsTheDemo() {
        try (Child demo = start("demo")) {
            assertDemo(demo);
        }
    }

    @Test
    void warnsOfNothingOnANewJava() throws IOException {
        Optional<String> java = newJava();
        assumeThat(java).as("a Java 24 or later below /usr/lib/jvm").isPresent();

        try (Child demo = startOn(java.orElseThrow(), "demo")) {
            assertDemo(demo);
        }
    }

    private static Optional<String> newJava() throws IOException {
        Path place = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(place)) {
            return homes.filter(home -> feature(home) >= 24)
                    .map(home -> home.resolve("bin/java").toString())
                    .findFirst();
        }
    }

    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
                    .map(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void theDemoKeepsTheUserAndGoesAtCtrlC() {
        try (Child demo = start("demo", "--keep")) {
            demo.screen().readTo("Your turn: edit ");
            demo.screen().readTo(PROMPT);
            demo.type("\n");
            demo.screen().readTo("No changes");
            demo.screen().readTo(PROMPT);
            demo.signal("INT");

            assertThat(demo.exitCode()).isZero();
            assertThat(demo.screen().bytes()).endsWith(PROMPT + "\n");
        }
    }

    @Test
    void goesAtSigtermToo() {
        try (Child demo = start("demo", "--keep")) {
            demo.screen().readTo("Your turn: edit ");
            demo.screen().readTo(PROMPT);
            demo.signal("TERM");

            assertThat(demo.exitCode()).isZero();
        }
    }

    @Test
    void saysNothingWhenItsReaderGoes() {
        try (Child shell =
                Child.start(Map.of(), "sh", "-c", "\"$1\" -jar \"$2\" --help | true; echo done", "sh", java(), jar())) {
            assertThat(shell.exitCode()).isZero();
            assertThat(shell.screen().bytes()).isEqualTo("done\n");
            assertThat(shell.errors().bytes()).isEmpty();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return Path.of("target", "microovn-rebuilder.jar").toString();
    }
}
