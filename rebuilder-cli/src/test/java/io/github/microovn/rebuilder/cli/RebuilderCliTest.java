package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.testing.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program refuses, and how it says so. */
class RebuilderCliTest {

    @TempDir
    Path directory;

    private final Screen out = new Screen();
    private final Screen errors = new Screen();
    private final Map<String, String> environment = new HashMap<>();
    private Interrupts interrupts = receiver -> () -> {};

    @BeforeEach
    void keepTheStateHere() {
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("LXD_SOCKET", directory.resolve("none").toString());
    }

    private ExitCode run(String... arguments) {
        var streams = new Streams(InputStream.nullInputStream(), out, errors);
        return new RebuilderCli(interrupts).run(List.of(arguments), streams, environment);
    }

    private String config(String text) throws IOException {
        return Files.writeString(directory.resolve("config.yaml"), text).toString();
    }

    @Test
    void printsTheVersion() {
        assertThat(run("version")).isEqualTo(ExitCode.OK);
        assertThat(run("--version")).isEqualTo(ExitCode.OK);

        assertThat(out.bytes())
                .matches("(microovn-rebuilder \\S+, Java 1\\S+\n|microovn-rebuilder \\S+, Java 2\\S+\n){2}");
        assertThat(errors.bytes()).isEmpty();
    }

    @Test
    void refusesWrongUsageOnStandardError() {
        assertThat(run("--confg", "x")).isEqualTo(ExitCode.USAGE);

        assertThat(errors.bytes()).isEqualTo("""
                microovn-rebuilder: Unknown option '--confg'. Did you mean '--config'?
                Try 'microovn-rebuilder --help'.
                """);
        assertThat(out.bytes()).isEmpty();
    }

    @Test
    void refusesWrongHosts() {
        assertThat(run("-H", "foo,lxd:a,bar")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes()).isEqualTo("""
                'foo' is not valid remote specification. Expected format is '<remote_type>:<remote_address>'
                'bar' is not valid remote specification. Expected format is '<remote_type>:<remote_address>'
                """);
        assertThat(out.bytes()).isEmpty();
    }

    @Test
    void refusesAConnectorThatThereIsNot() {
        assertThat(run("-H", "carrier-pigeon:a")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes())
                .startsWith("carrier-pigeon is not a valid connector type. Available types: ")
                .endsWith("\n");
    }

    @Test
    void wantsHosts() {
        assertThat(run()).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes()).contains("-H");
    }

    @Test
    void namesEveryProblemOfTheConfigurationWithItsPlace() throws IOException {
        String file = config("targets:\n  - local_pth: a\n    remote_path: 7\nhosst: []\n");

        assertThat(run("-c", file, "-H", "lxd:a")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes().lines().count()).isGreaterThan(1);
        assertThat(errors.bytes()).contains(file + ":2:5", "local_path", file + ":4:1");
    }

    @Test
    void refusesAConfigurationThatIsNotThere() {
        assertThat(run("-c", "/nowhere/config.yaml", "-H", "lxd:a")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes()).startsWith("Cannot open config file /nowhere/config.yaml: ");
    }

    @Test
    void refusesARemotePathThatIsNotAbsolute() {
        assertThat(run("-r", "squashfs-root", "-H", "lxd:a")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes()).contains("'squashfs-root'");
    }

    @Test
    void refusesAnLxdThatDoesNotAnswer() {
        assertThat(run("-H", "lxd:a")).isEqualTo(ExitCode.CANNOT_START);

        assertThat(errors.bytes())
                .startsWith("Failed to create connection to remote host: [a] ")
                .contains(directory + "/none");
    }

    @Test
    void keepsTheStackTraceOfABugAndSaysWhere() {
        interrupts = receiver -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(run("-H", "lxd:a")).isEqualTo(ExitCode.BUG);

        Path file = directory.resolve("state/microovn-rebuilder/crash.log");
        assertThat(errors.bytes())
                .isEqualTo("microovn-rebuilder: unexpected error, please report it: "
                        + "java.lang.IllegalStateException: a bug\nThe stack trace is in " + file + "\n");
        assertThat(file).content().contains("java.lang.IllegalStateException: a bug", "\tat ");
    }

    @Test
    void showsTheStackTraceOfABugWithDebug() {
        interrupts = receiver -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(run("--debug", "-H", "lxd:a")).isEqualTo(ExitCode.BUG);

        assertThat(errors.bytes()).contains("\tat io.github.microovn.rebuilder.cli.");
    }
}
