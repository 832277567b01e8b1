package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildDecoderTest {

    private static final String TARGETS = """
            targets:
              - local_path: northd/ovn-northd
                remote_path: bin/ovn-northd
            """;

    @TempDir
    private Path directory;

    private BuildSettings build(String yaml) throws IOException {
        Files.writeString(directory.resolve("c.yaml"), TARGETS + "build: " + yaml + "\n");
        return ConfigLoader.load(directory.resolve("c.yaml")).build();
    }

    private List<String> problems(String yaml) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> build(yaml));
        return thrown.problems().stream()
                .map(problem -> problem.toString().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void saysWhatIsRunForWhatWhereAndHowLong() throws IOException {
        BuildSettings build =
                build("{command: [make, V=1], targets: [northd/ovn-northd], directory: _gcc, timeout: 30m}");

        assertThat(build.command()).containsExactly("make", "V=1");
        assertThat(build.goals("/src", List.of())).containsExactly("northd/ovn-northd");
        assertThat(build.directory()).contains("_gcc");
        assertThat(build.timeout()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void isMakeOfEverythingWhereNothingIsSaid() throws IOException {
        assertThat(build("{}")).isEqualTo(BuildSettings.DEFAULT);
        assertThat(build("{targets: all}")).isEqualTo(BuildSettings.DEFAULT);
        assertThat(ConfigLoader.builtIn().build()).isEqualTo(BuildSettings.DEFAULT);
        assertThat(BuildSettings.DEFAULT.command()).containsExactly("make");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(problems("{command: make -k, targets: some, dir: x, timeout: 0s}"))
                .containsExactly(
                        "c.yaml:4:18: 'command' must be a list of a program and its arguments such as [make, V=1], not the"
                                + " text 'make -k'",
                        "c.yaml:4:36: 'targets' of 'build' must be all, watched or a list of what make is to make, not the"
                                + " text 'some'",
                        "c.yaml:4:42: unknown key 'dir'; known here: command, targets, directory, timeout",
                        "c.yaml:4:59: 'timeout' must be more than nothing");
        assertThat(problems("{command: [make -k], targets: [-k, A=1, 5], directory: [a]}"))
                .containsExactly(
                        "c.yaml:4:19: 'make -k' is no program: a list is one program and its arguments; a line for the"
                                + " shell is a text, and several commands are a list of {run: ...}",
                        "c.yaml:4:39: '-k' is nothing that make makes; it belongs to 'command'",
                        "c.yaml:4:43: 'A=1' is nothing that make makes; it belongs to 'command'",
                        "c.yaml:4:48: 'targets' must be a text, not the number 5; put it in quotes if it is meant",
                        "c.yaml:4:63: 'directory' must be a text, not a list");
        assertThat(problems("{command: [], targets: []}"))
                .containsExactly(
                        "c.yaml:4:18: 'command' names no program",
                        "c.yaml:4:31: 'targets' is empty; everything is 'all'");
        assertThat(problems("make"))
                .containsExactly("c.yaml:4:8: 'build' must be a mapping of settings such as {directory: _gcc}, not the"
                        + " text 'make'");
    }

    private static Target target(String localPath) {
        return new Target(localPath, "bin/x", List.of(), OptionalInt.empty());
    }

    private void make(String file) throws IOException {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.writeString(directory.resolve(file), "");
    }

    @Test
    void watchedFilesAloneAreAskedForOnceThereAreSome() throws IOException {
        BuildSettings build = build("{targets: watched}");
        List<Target> targets = List.of(target("./northd/ovn-northd"), target("ic/ovn-ic"));

        assertThat(build.goals(directory.toString(), targets)).isEmpty();
        make("northd/ovn-northd");
        assertThat(build.goals(directory.toString(), targets)).containsExactly("northd/ovn-northd", "ic/ovn-ic");
    }

    @Test
    void filesAreLookedForInTheBuildDirectoryAndThenAmongTheSources() throws IOException {
        BuildSettings build = build("{targets: watched, directory: _gcc}");
        Target northd = target("northd/ovn-northd");
        Target schema = target("ovn-nb.ovsschema");
        make("ovn-nb.ovsschema");
        ProductTree tree = build.products(directory.toString());

        assertThat(tree.shown(northd)).isEqualTo(directory + "/_gcc/northd/ovn-northd");
        assertThat(tree.shown(schema)).isEqualTo(directory + "/ovn-nb.ovsschema");
        assertThat(build.goals(directory.toString(), List.of(northd, schema))).isEmpty();
        make("_gcc/northd/ovn-northd");
        assertThat(build.goals(directory.toString(), List.of(northd, schema))).containsExactly("northd/ovn-northd");
        make("_gcc/ovn-nb.ovsschema");
        assertThat(tree.shown(schema)).isEqualTo(directory + "/_gcc/ovn-nb.ovsschema");
    }
}
