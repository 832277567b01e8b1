package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookDecoderTest {

    private static final String TARGETS = """
            targets:
              - local_path: northd/ovn-northd
                remote_path: bin/ovn-northd
            """;

    @TempDir
    private Path directory;

    private Config load(String yaml) throws IOException {
        Files.writeString(directory.resolve("c.yaml"), yaml);
        return ConfigLoader.load(directory.resolve("c.yaml"));
    }

    private List<Hook> before(String yaml) throws IOException {
        return load(TARGETS + "    pre_exec: " + yaml + "\n").targets().get(0).preExec();
    }

    private List<String> problems(String yaml) throws IOException {
        Files.writeString(directory.resolve("c.yaml"), yaml);
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigLoader.load(directory.resolve("c.yaml")));
        return thrown.problems().stream()
                .map(problem -> problem.toString().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void aTextIsALineForTheShell() throws IOException {
        assertThat(before("\"ovn-appctl -t ovn-northd status | logger\""))
                .containsExactly(Hook.shell("ovn-appctl -t ovn-northd status | logger", Scope.EACH));
        assertThat(before("|\n      set -e\n      true").get(0).argv()).containsExactly("sh", "-c", "set -e\ntrue\n");
    }

    @Test
    void aListIsAProgramAndItsArguments() throws IOException {
        List<Hook> hooks = before("[sleep, 5, \"a b\", \"\"]");

        assertThat(hooks).containsExactly(Hook.program(List.of("sleep", "5", "a b", ""), Scope.EACH));
        assertThat(hooks.get(0).timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(before("[]")).isEmpty();
    }

    @Test
    void aMappingSaysWhereAndHowLong() throws IOException {
        assertThat(before("{run: [backup, nb], on: one, timeout: 5m}"))
                .containsExactly(
                        Hook.program(List.of("backup", "nb"), Scope.ONE).withTimeout(Duration.ofMinutes(5)));
        assertThat(before("{run: make check, on: local}")).containsExactly(Hook.shell("make check", Scope.LOCAL));
    }

    @Test
    void aScriptIsFoundBesideTheConfiguration() throws IOException {
        Files.writeString(directory.resolve("migrate.sh"), "true\n");

        assertThat(before("{script: migrate.sh, on: one}"))
                .containsExactly(Hook.script(directory.resolve("migrate.sh"), Scope.ONE));
    }

    @Test
    void aListOfMappingsAndListsIsSeveralHooks() throws IOException {
        assertThat(before("[[echo, a], {run: echo b}, echo c]"))
                .containsExactly(
                        Hook.program(List.of("echo", "a"), Scope.EACH),
                        Hook.shell("echo b", Scope.EACH),
                        Hook.shell("echo c", Scope.EACH));
    }

    @Test
    void hooksOfARoundRunHereUnlessTheySayOtherwise() throws IOException {
        Config config = load(TARGETS + """
                    post_exec: echo done
                hooks:
                  pre_build: []
                  post_build: make check
                  pre_deploy: {run: echo begin, on: each}
                  post_deploy: [{run: echo end, on: one}, [notify, me]]
                """);

        assertThat(config.hooks().preBuild()).isEmpty();
        assertThat(config.hooks().postBuild()).containsExactly(Hook.shell("make check", Scope.LOCAL));
        assertThat(config.hooks().preDeploy()).containsExactly(Hook.shell("echo begin", Scope.EACH));
        assertThat(config.hooks().postDeploy())
                .containsExactly(Hook.shell("echo end", Scope.ONE), Hook.program(List.of("notify", "me"), Scope.LOCAL));
        assertThat(config.targets().get(0).postExec()).containsExactly(Hook.shell("echo done", Scope.EACH));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws IOException {
        assertThat(problems(TARGETS + """
                    pre_exec: 5
                    post_exec: {run: x, script: y, onn: one}
                hooks:
                  pre_bild: x
                  pre_build: {run: x, on: each}
                  post_build: [{run: [a b]}, {script: none.sh}, {on: one}, {run: x, timeout: 0s}]
                  pre_deploy: ["echo a", "echo b"]
                  post_deploy: {run: [], on: all}
                """))
                .containsExactly(
                        "c.yaml:4:15: 'pre_exec' must be a line for the shell or a list of a program and its arguments,"
                                + " not the number 5",
                        "c.yaml:5:16: 'post_exec' has both 'run' and 'script'; a hook is one command",
                        "c.yaml:5:36: unknown key 'onn'; did you mean 'on'?",
                        "c.yaml:7:3: unknown key 'pre_bild'; did you mean 'pre_build'?",
                        "c.yaml:8:27: 'pre_build' runs on this machine only: hosts have no part in a build",
                        "c.yaml:9:23: 'a b' is no program: a list is one program and its arguments; a line for the"
                                + " shell is a text, and several commands are a list of {run: ...}",
                        "c.yaml:9:39: there is no script none.sh that can be read; it is looked for beside the"
                                + " configuration file",
                        "c.yaml:9:49: 'post_build' needs 'run', a command, or 'script', a local script",
                        "c.yaml:9:54: 'post_build' runs on this machine only: hosts have no part in a build",
                        "c.yaml:9:78: 'timeout' must be more than nothing",
                        "c.yaml:10:16: 'echo a' is no program: a list is one program and its arguments; a line for the"
                                + " shell is a text, and several commands are a list of {run: ...}",
                        "c.yaml:11:22: 'run' names no program",
                        "c.yaml:11:30: 'on' must be each or one or local, not the text 'all'");
    }
}
