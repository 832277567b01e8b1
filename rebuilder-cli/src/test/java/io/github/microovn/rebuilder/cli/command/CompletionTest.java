package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real shells complete with the scripts that are printed. Java is nowhere on their path. */
@Timeout(120)
class CompletionTest {

    private static final String BASH_DRIVER = """
            . "$1"
            COMP_LINE=$2 COMP_POINT=${#2}
            compopt() { :; }
            _microovn_rebuilder
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String FISH_DRIVER = """
            source $argv[1]
            complete -C $argv[2]
            """;

    /** Types into a shell of its own, whose completion tells what it would insert or list. */
    private static final String ZSH_DRIVER = """
            zmodload zsh/zpty
            zpty shell "env FROM=${(q)1:h} TERM=dumb zsh -f -i"
            zpty -w shell "source ${(q)0:h}/init"
            zpty -r shell out $'*READY\\r\\n'
            zpty -w -n shell "$2"$'\\t'
            all=
            while zpty -r shell out; do all+=$out; [[ $all == *THE-END* ]] && break; done
            zpty -d shell
            print -r -- "$all" | tr -d '\\r' | sed -n 's/^.*<\\(.*\\)>$/\\1/p'
            """;

    private static final String ZSH_INIT = """
            PROMPT= RPROMPT=
            fpath=($FROM $fpath)
            autoload -Uz compinit
            compinit -u -D
            compadd() {
                if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
                local -a hits
                builtin compadd -A hits "$@"
                (( $#hits )) && print -rl -- "<$IPREFIX"$^hits">"
                builtin compadd "$@"
            }
            show() { _main_complete; print -r -- THE-END; exit }
            zle -C show complete-word show
            bindkey '^I' show
            print READY
            """;

    private Path directory;
    private EmbeddedLxd lxd;

    @BeforeEach
    void start() throws IOException {
        directory = Files.createTempDirectory("cp");
        lxd = EmbeddedLxd.start();
        lxd.addInstance("movn1");
        lxd.addInstance("movn2");
        lxd.addInstance("other");
        Files.createDirectories(directory.resolve("home/.ssh"));
        Files.writeString(directory.resolve("home/.ssh/config"), "Host lab9 *.example\n  User root\n");
        Files.writeString(directory.resolve("my.yaml"), """
                targets:
                  - local_path: northd/mine   # a remark
                    remote_path: bin/mine
                    services: [microovn.mine, "microovn.yours"]
                hosts:
                  central: [lxd:movn1]  # its databases
                  edge:
                    - lxd:movn2
                deploy: {parallel: 2}
                """);
        Files.createDirectories(directory.resolve("home/.config/lxc"));
        Files.writeString(directory.resolve("home/.config/lxc/config.yml"), """
                default-remote: local
                remotes:
                  images:
                    addr: https://images.linuxcontainers.org
                    protocol: simplestreams
                  lab:
                    addr: https://lab.example:8443
                    protocol: lxd
                aliases: {}
                """);
    }

    @AfterEach
    void close() throws IOException {
        lxd.close();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static String script(String shell) {
        try (var cli = new RunningCli(false, Map.of(), List.of("completion", shell))) {
            assertThat(cli.exitCode()).as(cli.errors().bytes()).isEqualTo(ExitCode.OK);
            return cli.screen().bytes();
        }
    }

    private List<String> complete(String shell, String line) throws IOException {
        assumeThat(Stream.of("/bin", "/usr/bin").anyMatch(place -> Files.isExecutable(Path.of(place, shell))))
                .as(shell + " is installed")
                .isTrue();
        Path script = Files.writeString(directory.resolve("_microovn-rebuilder"), script(shell));
        Path driver = Files.writeString(
                directory.resolve("driver"),
                Map.of("bash", BASH_DRIVER, "fish", FISH_DRIVER, "zsh", ZSH_DRIVER)
                        .getOrDefault(shell, ""));
        Files.writeString(directory.resolve("init"), ZSH_INIT);
        Map<String, String> variables = new HashMap<>();
        variables.put("LXD_SOCKET", lxd.socket().toString());
        variables.put("HOME", directory.resolve("home").toString());
        variables.put("XDG_CONFIG_HOME", directory.resolve("home").toString());
        variables.put("JAVA_HOME", "/nowhere");
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        Path commands = Files.createDirectories(directory.resolve("bin"));
        Path java = Files.writeString(commands.resolve("java"), "#!/bin/sh\necho JAVA-WAS-STARTED\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path curl = Files.writeString(commands.resolve("curl"), """
                #!/bin/sh
                case $* in
                  *https://lab.example:8443/1.0/instances) echo '{"metadata":["/1.0/instances/far1","/1.0/instances/far2"]}' ;;
                  *) PATH=${PATH#*:} exec curl "$@" ;;
                esac
                """);
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        variables.put("PATH", commands + ":" + path);
        String option = Map.of("bash", "--norc", "fish", "--no-config").getOrDefault(shell, "-f");
        try (Child child =
                Child.start(variables, "timeout", "60", shell, option, driver.toString(), script.toString(), line)) {
            child.closeInput();
            child.exitCode();
            assertThat(child.errors().bytes()).isEmpty();
            return child.screen()
                    .bytes()
                    .lines()
                    .map(word -> word.replaceFirst("\t.*", ""))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void commands(String shell) throws IOException {
        assertThat(complete(shell, "microovn-rebuilder de")).contains("deploy");
        assertThat(complete(shell, "microovn-rebuilder "))
                .contains("deploy", "status", "completion")
                .doesNotContain("bash", "microovn.ovn-northd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void optionsOfTheCommand(String shell) throws IOException {
        assertThat(complete(shell, "microovn-rebuilder deploy --no-b")).containsExactly("--no-build");
        assertThat(complete(shell, "microovn-rebuilder logs -H lxd:movn1 --s"))
                .allMatch(word -> word.startsWith("--since"))
                .hasSize(1);
        assertThat(complete(shell, "microovn-rebuilder --no-b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void formatsAndShells(String shell) throws IOException {
        assertThat(complete(shell, "microovn-rebuilder deploy -O j")).containsExactly("json");
        assertThat(complete(shell, "microovn-rebuilder completion ")).contains("bash", "zsh", "fish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void directoriesForSources(String shell) throws IOException {
        Files.createDirectories(directory.resolve("code/ovn"));
        Files.createFile(directory.resolve("code/other"));

        assertThat(complete(shell, "microovn-rebuilder source " + directory + "/code/o"))
                .isNotEmpty()
                .allMatch(word -> word.matches(".*\\bovn/?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void kindsOfHosts(String shell) throws IOException {
        assertThat(complete(shell, "microovn-rebuilder -H l")).contains("lxd:", "local:");
    }

    @Test
    void instancesInBash() throws IOException {
        // bash takes what follows the last colon for the word.
        assertThat(complete("bash", "microovn-rebuilder -H lxd:mo")).containsExactlyInAnyOrder("movn1", "movn2");
        assertThat(complete("bash", "microovn-rebuilder deploy --hosts=lxd:other,lxd:mo"))
                .containsExactlyInAnyOrder("movn1", "movn2");
        assertThat(complete("bash", "microovn-rebuilder -H lxd:movn1,s")).containsExactly("movn1,ssh:");
        assertThat(complete("bash", "microovn-rebuilder -H ssh:root@la")).containsExactly("root@lab9");
    }

    @Test
    void instancesInFish() throws IOException {
        assertThat(complete("fish", "microovn-rebuilder -H lxd:mo"))
                .containsExactlyInAnyOrder("lxd:movn1", "lxd:movn2");
        assertThat(complete("fish", "microovn-rebuilder deploy --hosts=lxd:other,lxd:mo"))
                .containsExactlyInAnyOrder("--hosts=lxd:other,lxd:movn1", "--hosts=lxd:other,lxd:movn2");
        assertThat(complete("fish", "microovn-rebuilder -H ssh:la")).containsExactly("ssh:lab9");
    }

    @Test
    void instancesInZsh() throws IOException {
        assertThat(complete("zsh", "microovn-rebuilder -H lxd:mo")).containsExactlyInAnyOrder("lxd:movn1", "lxd:movn2");
        assertThat(complete("zsh", "microovn-rebuilder deploy -H lxd:other,lxd:mo"))
                .containsExactlyInAnyOrder("lxd:other,lxd:movn1", "lxd:other,lxd:movn2");
    }

    @ParameterizedTest
    @CsvSource({"bash, ''", "zsh, lxd:", "fish, lxd:"})
    void remotesAndTheirInstances(String shell, String before) throws IOException {
        assertThat(complete(shell, "microovn-rebuilder -H lxd:l")).containsExactly(before + "lab:");
        assertThat(complete(shell, "microovn-rebuilder -H lxd:lab:fa"))
                .containsExactlyInAnyOrder(
                        before.isEmpty() ? "far1" : "lxd:lab:far1", before.isEmpty() ? "far2" : "lxd:lab:far2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void groupsOfTheConfigurationThatIsNamed(String shell) throws IOException {
        Path config = directory.resolve("my.yaml");

        assertThat(complete(shell, "microovn-rebuilder deploy -c " + config + " --limit ce"))
                .containsExactly("central");
        assertThat(complete(shell, "microovn-rebuilder deploy -c " + config + " --limit central,ed"))
                .containsExactly("central,edge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void targetsAndServicesOfTheConfigurationThatIsNamed(String shell) throws IOException {
        Path config = directory.resolve("my.yaml");

        assertThat(complete(shell, "microovn-rebuilder deploy -c " + config + " --only nor"))
                .containsExactly("northd/mine");
        assertThat(complete(shell, "microovn-rebuilder deploy --only northd/mine,nor"))
                .containsExactly("northd/mine,northd/ovn-northd");
        assertThat(complete(shell, "microovn-rebuilder logs -c " + config + " microovn."))
                .containsExactlyInAnyOrder("microovn.mine", "microovn.yours");
        assertThat(complete(shell, "microovn-rebuilder logs microovn.ovn-n")).contains("microovn.ovn-northd");
    }

    @Test
    void theScriptsNameEveryCommandAndOption() {
        for (Candidate candidate : CommandLine.candidates()) {
            for (String shell : List.of("bash", "zsh", "fish")) {
                assertThat(script(shell)).as(shell).contains(candidate.name());
            }
            for (Option option : candidate.options()) {
                assertThat(script("bash")).contains(option.longName());
                assertThat(script("zsh")).contains(option.longName());
                assertThat(script("fish")).contains(" -l " + option.longName().substring(2) + " ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "completion bsh", "completion bash zsh"})
    void aShellIsNamed(String line) {
        try (var cli = new RunningCli(false, Map.of(), List.of(line.split(" ")))) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.errors().bytes())
                    .containsAnyOf("Name one shell: completion bash|zsh|fish.", "Did you mean 'bash'?");
        }
    }
}
