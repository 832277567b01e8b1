package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.JsonLines;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** source as users run it, on repositories of a few lines whose configure is written by hand. */
@Timeout(60)
class SourceCommandTest {

    private static final String MAKE_REPOSITORIES = """
            set -e
            cd "$1"
            git() { command git -c user.name=T -c user.email=t@example.org -c commit.gpgsign=false "$@"; }
            for name in ovs ovn; do
              git init -q -b main $name
              echo > $name/configure.ac
              printf '#!/bin/sh\\nprintf "#!/bin/sh\\\\ntouch config.status\\\\ncp Makefile.in Makefile\\\\n" > configure\\n' > $name/boot.sh
              printf 'printf "all:\\\\n\\\\t@test ! -e wait || { echo waiting; exec sleep 600; }\\\\n" > Makefile.in\\n' >> $name/boot.sh
              echo 'chmod +x configure' >> $name/boot.sh
              chmod +x $name/boot.sh
              git -C $name add -A
              git -C $name commit -q -m first
            done
            git -c protocol.file.allow=always -C ovn submodule --quiet add "file://$1/ovs" ovs
            git -C ovn commit -q -m second
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    @BeforeEach
    void makeRepositories() {
        Child.run("sh", "-c", MAKE_REPOSITORIES, "sh", directory.toString());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.keySet().removeIf(name -> name.startsWith("MICROOVN_REBUILDER_"));
    }

    private Path tree() {
        return directory.resolve("code/ovn");
    }

    private RunningCli start(boolean onTerminal, String... more) {
        List<String> words =
                new ArrayList<>(List.of("source", tree().toString(), "--url", "file://" + directory.resolve("ovn")));
        words.addAll(Arrays.asList(more));
        return new RunningCli(onTerminal, environment, words);
    }

    @Test
    void saysEveryStepAndWhatToGoOnWith() {
        try (RunningCli cli = start(false)) {
            assertThat(cli.exitCode()).as(cli.errors().bytes()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes().replaceAll("\\d+\\.\\d+s", "1.0s"))
                    .endsWith("[local] OVN is built, after 1.0s. Go on with:\n  microovn-rebuilder -o " + tree()
                            + " -H lxd:INSTANCE,...\n");
            assertThat(cli.screen().bytes().lines())
                    .contains(
                            "[local] Clone OVN: git clone file://" + directory.resolve("ovn"),
                            "[local] Make OVS' configure: ./boot.sh",
                            "[local] Configure OVN: ./configure --enable-ssl --with-ovs-source=" + tree() + "/ovs");
        }
        try (RunningCli again = start(false, "-q")) {
            assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(again.screen().bytes()).isEmpty();
        }
    }

    @Test
    void aFailedStepShowsWhatItWroteAndHowToGoOn() {
        try (RunningCli cli = start(false, "--branch", "no-such")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.BUILD_FAILED);
            assertThat(cli.screen().bytes())
                    .contains(
                            "fatal: Remote branch no-such not found in upstream origin\n[local] Clone OVN failed after ")
                    .endsWith("[local] When that is corrected, the same command goes on with this step\n");
        }
    }

    @Test
    void ctrlCEndsTheStepAndTheSameCommandGoesOn() throws IOException {
        try (RunningCli cli = start(true)) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        }
        Path wait = Files.createFile(tree().resolve("wait"));
        try (RunningCli cli = start(false, "-v")) {
            cli.screen().readTo("waiting");
            cli.interrupts().ctrlC();

            assertThat(cli.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.screen().bytes())
                    .containsSubsequence(
                            "[local] Ending this step; Ctrl-C again to exit\n",
                            "[local] Build OVN was interrupted after ");
        }
        Files.delete(wait);
        try (RunningCli cli = start(false)) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void whatCannotStartIsSaidAndNothingIsBegun() throws IOException {
        Files.createDirectories(tree());
        Files.writeString(tree().resolve("thesis.tex"), "mine");

        try (RunningCli cli = start(false);
                RunningCli host = start(false, "--for", "movn1");
                RunningCli usage = start(false, "--for", "lxd:movn1", "-b", "main")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.errors().bytes()).startsWith("Cannot have OVN's sources in " + tree() + ": something else");
            assertThat(host.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(host.errors().bytes()).contains("'movn1' is not valid remote specification");
            assertThat(usage.exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void programsReadEvents() {
        try (RunningCli cli = start(false, "--json")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(JsonLines.types(JsonLines.valid(cli.screen().bytes())))
                    .containsSubsequence("source.step-started", "source.step-finished", "source.ready");
        }
    }
}
