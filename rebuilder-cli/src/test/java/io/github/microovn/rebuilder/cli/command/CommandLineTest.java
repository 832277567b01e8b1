package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.Detail;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final Context CONTEXT = new Context(
            new Streams(
                    InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
            new Output(OutputStream.nullOutputStream()),
            new Output(OutputStream.nullOutputStream()),
            Map.of(),
            receiver -> () -> {});

    private final List<Probe> made = new ArrayList<>();

    /** A command with the options of the loop, which shows what they were set to. */
    private static class Probe implements Command {
        @ParametersDelegate
        final SessionOptions session = new SessionOptions();

        @ParametersDelegate
        final CommonOptions common = new CommonOptions();

        private final String name;
        private boolean ran;

        Probe(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public List<Example> examples() {
            return List.of();
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public CommonOptions common() {
            return common;
        }

        @Override
        public ExitCode run(Context context) {
            ran = true;
            return ExitCode.OK;
        }
    }

    private Probe probe(String name) {
        var probe = new Probe(name);
        made.add(probe);
        return probe;
    }

    /** Reads a line with blanks between arguments; returns the command that was set. */
    private Probe parse(Map<String, String> environment, String line) {
        List<String> arguments = line.isEmpty() ? List.of() : Arrays.asList(line.split(" ", -1));
        made.clear();
        CommandLine all = new CommandLine(List.of(() -> probe(""), () -> probe("deploy")));
        Invocation invocation = all.parse(arguments, environment);
        invocation.action().run(CONTEXT);
        return made.stream().filter(probe -> probe.ran).findFirst().orElseThrow();
    }

    private Probe parse(String line) {
        return parse(Map.of(), line);
    }

    @Test
    void hasTheDefaultsOfTheOriginal() {
        SessionOptions options = parse("").session;

        assertThat(options.cluster.config).isNull();
        assertThat(options.ovnSource).isEqualTo("./");
        assertThat(options.remotePath).isEqualTo("/root/squashfs-root/");
        assertThat(options.cluster.hosts).isEmpty();
        assertThat(options.jobs).isNull();
        assertThat(options.cluster.parallel).isNull();
    }

    @Test
    void readsTheExampleOfTheReadme() {
        SessionOptions options = parse("-c ./default_config.yaml -o ~/code/ovn/ -H lxd:movn1,lxd:movn2").session;

        assertThat(options.cluster.config).isEqualTo("./default_config.yaml");
        assertThat(options.ovnSource).isEqualTo("~/code/ovn/");
        assertThat(options.cluster.hosts).containsExactly("lxd:movn1", "lxd:movn2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j4", "-j 4", "-j=4", "--jobs=4", "--jobs 4", "--job 4", "--j=4", "-vj4", "-j 9 -j 4"})
    void readsAValueHoweverItIsAttached(String line) {
        assertThat(parse(line).session.jobs).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H a:1 -H b:2", "--hosts a:1 --host b:2", "--host=a:1 --hos b:2", "-Ha:1 -Hb:2"})
    void collectsHostsThatAreNamedOneByOne(String line) {
        assertThat(parse(line).session.cluster.hosts).containsExactly("a:1", "b:2");
    }

    @Test
    void takesAValueAsItIs() {
        assertThat(parse("-o @\"x -c = -r ").session)
                .returns("@\"x", options -> options.ovnSource)
                .returns("=", options -> options.cluster.config)
                .returns("", options -> options.remotePath);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy -v -o x", "-v deploy -o x", "-o x deploy -v", "-o x -v deploy", "-vox deploy"})
    void takesOptionsBeforeAndAfterTheCommand(String line) {
        Probe command = parse(line);

        assertThat(command.name()).isEqualTo("deploy");
        assertThat(command.common.detail()).isEqualTo(Detail.VERBOSE);
        assertThat(command.session.ovnSource).isEqualTo("x");
    }

    @Test
    void doesNotTakeAValueForACommand() {
        assertThat(parse("-o deploy").name()).isEmpty();
    }

    @Test
    void setsAFlagThatIsRepeated() {
        assertThat(parse("-v -v --verbose -vv").common.verbose).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--confg x|Unknown option '--confg'. Did you mean '--config'?",
                "--host-s x|Unknown option '--host-s'. Did you mean '--hosts'?",
                "--wibble|Unknown option '--wibble'.",
                "-C x|Unknown option '-C'. Did you mean '-c'?",
                "-x|Unknown option '-x'.",
                "-vx|Unknown option '-x'.",
                "-config x|Unknown option '-config'. Did you mean '--config'?",
                "--o x|Option '--o' can mean --ovn-src or --only or --output.",
                "-j|Option -j/--jobs needs a value (N).",
                "-o --jobs 4|Option -o/--ovn-src needs a value (DIR).",
                "--debug=1|Option --debug takes no value.",
                "-j0|-j/--jobs: '0' is not a number from 1 on.",
                "-j four|-j/--jobs: 'four' is not a number from 1 on.",
                "-P -1|Option -P/--parallel needs a value (N).",
                "--parallel=-1|-P/--parallel: '-1' is not a number from 1 on.",
                "-O yaml|-O/--output: 'yaml' is not an output format. Available formats: auto, plain, rich, json.",
                "depoly|Unknown command 'depoly'. Did you mean 'deploy'?",
                "help|Unknown command 'help'. Did you mean '--help'?",
                "wibble|Unknown command 'wibble'.",
                "-H lxd:a lxd:b|Unknown command 'lxd:b'. Hosts follow -H: -H lxd:b",
                "deploy now|Command 'deploy' takes no arguments, got 'now'.",
                "-- -x|Unknown command '-x'.",
                "-v -q|Options -v/--verbose and -q/--quiet exclude each other.",
            })
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @Test
    void takesFromTheEnvironmentWhatTheCommandLineLeavesOpen() {
        var environment = Map.of(
                "MICROOVN_REBUILDER_HOSTS", "lxd:a,lxd:b",
                "MICROOVN_REBUILDER_OVN_SRC", "/src",
                "MICROOVN_REBUILDER_JOBS", "3",
                "MICROOVN_REBUILDER_VERBOSE", "yes",
                "MICROOVN_REBUILDER_DEBUG", "0",
                "MICROOVN_REBUILDER_CONFIG", "",
                "MICROOVN_REBUILDER_VERSION", "1.2");

        Probe command = parse(environment, "-j 4 -H lxd:c");

        assertThat(command.session.jobs).isEqualTo(4);
        assertThat(command.session.cluster.hosts).containsExactly("lxd:c");
        assertThat(command.session.ovnSource).isEqualTo("/src");
        assertThat(command.session.cluster.config).isNull();
        assertThat(command.common.verbose).isTrue();
        assertThat(command.common.debug).isFalse();
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> parse(Map.of("MICROOVN_REBUILDER_JOBS", "x"), ""))
                .isInstanceOf(UsageException.class)
                .hasMessage("MICROOVN_REBUILDER_JOBS: 'x' is not a number from 1 on.");
        assertThatThrownBy(() -> parse(Map.of("MICROOVN_REBUILDER_QUIET", "perhaps"), ""))
                .isInstanceOf(UsageException.class)
                .hasMessage("MICROOVN_REBUILDER_QUIET: 'perhaps' is neither yes nor no (1 or 0).");
    }
}
