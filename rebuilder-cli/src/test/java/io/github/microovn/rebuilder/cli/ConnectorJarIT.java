package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.ForeignConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector that CONTRIBUTING shows, compiled against the shipped jar alone and put beside it. */
class ConnectorJarIT {

    private static final String PROGRAMS = """
            class Programs {
                static CommandResult run(List<String> argv, Duration timeout) {
                    try {
                        Process process = new ProcessBuilder(argv).start();
                        process.getOutputStream().close();
                        String output = new String(process.getInputStream().readAllBytes());
                        String errors = new String(process.getErrorStream().readAllBytes());
                        process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS);
                        return new CommandResult(process.exitValue(), output, errors);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    /** Runs on this machine what is to run in the container node1, the only one there is. */
    private static final String DOCKER = """
            #!/bin/sh
            case $1 in
              exec)
                shift
                while [ "$1" = -e ]; do export "$2"; shift 2; done
                [ "$1" = node1 ] || { echo "Error: No such container: $1" >&2; exit 125; }
                shift
                exec "$@" ;;
              cp) exec cp "$2" "${3#*:}" ;;
            esac
            """;

    @TempDir
    private Path directory;

    private String classPath = "";

    @BeforeEach
    void compile() throws Exception {
        Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../CONTRIBUTING.md")));
        assertThat(example.find()).isTrue();
        classPath = ForeignConnector.compile(directory, "DockerConnector", example.group(1) + PROGRAMS);
        Path docker = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("docker"), DOCKER);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Child start(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classPath));
        command.add(Main.class.getName());
        command.addAll(Arrays.asList(arguments));
        return Child.start(
                Map.of(
                        "PATH",
                        directory.resolve("bin") + ":" + System.getenv("PATH"),
                        "XDG_STATE_HOME",
                        directory.resolve("state").toString()),
                command.toArray(String[]::new));
    }

    @Test
    void itIsListedWithTheOthers() {
        try (Child connectors = start("connectors")) {
            connectors.closeInput();
            assertThat(connectors.exitCode()).isZero();
            assertThat(connectors.screen().bytes()).contains("docker:CONTAINER", "lxd:", "ssh:", "local:");
        }
    }

    @Test
    void itsHostsAreConnectedTo() throws Exception {
        Path remote = Files.createDirectories(directory.resolve("remote"));
        try (Child doctor = start(
                "doctor", "-o", directory.toString(), "-r", remote.toString(), "-H", "docker:node1,docker:node2")) {
            doctor.closeInput();
            assertThat(doctor.exitCode()).isEqualTo(4);
            assertThat(doctor.screen().bytes())
                    .contains(
                            "[node1] OK   reachable: container node1 answered after ",
                            "[node1] OK   directory: '" + remote + "",
                            "[node2] FAIL reachable: Error: No such container: node2");
        }
    }
}
