package io.github.microovn.rebuilder.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The project under {@code src/it/consumer}, built as its owner would: it finds our artifacts, as this build has packaged them,
 * in a local repository of its own, and everything else in that of this machine, which is only read.
 */
public final class ConsumerBuild {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final long LIMIT_SECONDS = 180;

    private final Path directory;

    /** Copies the project to an empty directory. */
    public ConsumerBuild(Path directory) throws IOException {
        this.directory = directory;
        copy(Path.of("src/it/consumer"), project());
        provide("microovn-rebuilder", TOP.resolve("pom.xml"), "pom");
        for (String module : List.of("lxd-client", "rebuilder-core")) {
            provide(module, TOP.resolve(module).resolve("pom.xml"), "pom");
            provide(module, TOP.resolve(module).resolve("target/" + module + "-" + VERSION + ".jar"), "jar");
        }
    }

    /** The copy. */
    public Path project() {
        return directory.resolve("consumer");
    }

    /** Its source tree that stands in for OVN. */
    public Path ovn() {
        return project().resolve("ovn");
    }

    /** Copies another one beside it. */
    public Path withSource(Path tree) throws IOException {
        Path copy = directory.resolve("source");
        copy(tree, copy);
        return copy;
    }

    private Path repository() {
        return directory.resolve("repository");
    }

    private void provide(String artifact, Path file, String extension) throws IOException {
        Path place = repository().resolve("io/github/microovn/" + artifact + "/" + VERSION);
        Files.createDirectories(place);
        Files.copy(file, place.resolve(artifact + "-" + VERSION + "." + extension));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Runs its tests; what was printed comes back, and everything has to have succeeded. */
    public String test(String... settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(TOP.resolve("mvnw").toString(), "-B", "-o", "-f"));
        command.add(project().toString());
        command.add("-Dmaven.repo.local=" + repository());
        command.add("-Dmaven.repo.local.tail=" + Objects.requireNonNull(System.getProperty("maven.repository")));
        command.addAll(Arrays.asList(settings));
        command.add("test");
        String output = run(command);
        assertThat(output).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        return output;
    }

    /** Makes a source tree, as it is before somebody edits it. */
    public static void make(Path source) throws IOException, InterruptedException {
        run(List.of("make", "-C", source.toString()));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("consumer", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String said = Files.readString(output, UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
