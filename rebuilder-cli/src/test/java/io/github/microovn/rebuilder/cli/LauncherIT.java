package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the top of the repository, with the jar that this build has made. */
class LauncherIT {

    private static final String LAUNCHER =
            Path.of("..", "microovn-rebuilder").toAbsolutePath().normalize().toString();

    @TempDir
    Path directory;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void jarIsUpToDate() throws IOException {
        Files.setLastModifiedTime(Path.of("target", "microovn-rebuilder.jar"), FileTime.from(Instant.now()));
        variables.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
    }

    private Child start(String... command) {
        Child child = Child.start(variables, command);
        child.closeInput();
        return child;
    }

    private Path fakeJava(String release, String program) throws IOException {
        Path home = directory.resolve("java");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release);
        Path java = Files.writeString(home.resolve("bin/java"), program);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    @Test
    void startsThroughALinkAndPreparesAQuickerStartOnce() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("my link"), Path.of(LAUNCHER));

        try (Child first = start(link.toString(), "version");
                Child second = start(link.toString(), "version")) {
            assertThat(first.exitCode()).as(first.errors().bytes()).isZero();
            assertThat(second.exitCode()).isZero();
            assertThat(first.screen().bytes()).startsWith("microovn-rebuilder ");
            assertThat(second.screen().bytes()).isEqualTo(first.screen().bytes());
        }
        try (Child third = start(link.toString(), "version");
                Stream<Path> cache = Files.walk(directory.resolve("cache"))) {
            assertThat(third.exitCode()).isZero();
            assertThat(third.errors().bytes()).isEmpty();
            assertThat(cache.filter(file -> file.toString().endsWith(".jsa"))).hasSize(1);
        }
    }

    @Test
    void needsNoSourcesBesideAJar() throws IOException {
        Path home = Files.createDirectories(directory.resolve("an installation/rebuilder-cli/target"));
        Path launcher = Files.copy(
                Path.of(LAUNCHER), directory.resolve("an installation/mr"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Child none = start(launcher.toString(), "version")) {
            assertThat(none.exitCode()).isEqualTo(1);
            assertThat(none.errors().bytes())
                    .startsWith("microovn-rebuilder: there is no " + home)
                    .hasLineCount(1);
        }

        Files.copy(Path.of("target", "microovn-rebuilder.jar"), home.resolve("microovn-rebuilder.jar"));
        try (Child installed = start(launcher.toString(), "version")) {
            assertThat(installed.exitCode()).as(installed.errors().bytes()).isZero();
            assertThat(installed.screen().bytes()).startsWith("microovn-rebuilder ");
        }
    }

    @Test
    void saysWhichJavaIsTooOld() throws IOException {
        variables.put("JAVA_HOME", fakeJava("JAVA_VERSION=\"11.0.21\"\n", "").toString());

        try (Child old = start(LAUNCHER, "version")) {
            assertThat(old.exitCode()).isEqualTo(1);
            assertThat(old.errors().bytes())
                    .startsWith("microovn-rebuilder: ")
                    .contains("bin/java is Java 11.0.21, and Java 17 or later is needed");
        }
    }

    @Test
    void asksAJavaThatHasNoReleaseFile() throws IOException {
        Path home = fakeJava("", "#!/bin/sh\necho 'openjdk version \"1.8.0_292\"' >&2\n");
        Files.delete(home.resolve("release"));
        variables.put("JAVA_HOME", home.toString());

        try (Child old = start(LAUNCHER, "version")) {
            assertThat(old.exitCode()).isEqualTo(1);
            assertThat(old.errors().bytes()).contains("is Java 1.8.0_292");
        }
    }

    @Test
    void saysThatThereIsNoJava() {
        variables.put("JAVA_HOME", "/nowhere");
        try (Child wrong = start(LAUNCHER, "version")) {
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors().bytes()).contains("JAVA_HOME is /nowhere");
        }
    }
}
