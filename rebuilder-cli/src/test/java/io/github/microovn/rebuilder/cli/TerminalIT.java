package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.ForeignConnector;
import io.github.microovn.rebuilder.cli.testing.Pty;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar at a real terminal: what it draws there, and that it leaves the terminal as it was, however it ends. */
class TerminalIT {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";
    private static final String NORTHD = "northd/ovn-northd";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_Z = "\u001a";

    /** Hosts of LXD, which throw in an upload what nobody expects. */
    private static final String FAULTY = """
            public final class FaultyConnector implements Connector {
                private final Connector lxd = new io.github.microovn.rebuilder.host.lxd.LxdConnector();
                @Override public String scheme() { return "faulty"; }
                @Override public String syntax() { return "faulty:INSTANCE"; }
                @Override public Host connect(HostSpec spec, ConnectOptions options) {
                    return new FaultyHost(lxd.connect(new HostSpec("lxd", spec.address()), options));
                }
                @Override public void close() { lxd.close(); }
            }

            record FaultyHost(Host host) implements Host {
                @Override public String name() { return host.name(); }
                @Override public String description() { return host.description(); }
                @Override public CommandResult run(Command command) { return host.run(command); }
                @Override public void put(Path source, String remotePath, int mode) {
                    throw new AssertionError("a fault of the program");
                }
                @Override public void close() { host.close(); }
            }
            """;

    /** Hosts of LXD, of which movn2 is there only when a file is. */
    private static final String SLOW = """
            public final class SlowConnector implements Connector {
                private final Connector lxd = new io.github.microovn.rebuilder.host.lxd.LxdConnector();
                @Override public String scheme() { return "slow"; }
                @Override public String syntax() { return "slow:INSTANCE"; }
                @Override public Host connect(HostSpec spec, ConnectOptions options) {
                    Path go = Path.of(System.getenv("GO"));
                    while (spec.address().equals("movn2") && !java.nio.file.Files.exists(go)) {
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        if (Thread.interrupted()) {
                            throw new IllegalStateException("interrupted");
                        }
                    }
                    return lxd.connect(new HostSpec("lxd", spec.address()), options);
                }
                @Override public void close() { lxd.close(); }
            }
            """;

    @TempDir
    Path directory;

    private SimulatedCluster cluster;

    @BeforeEach
    void start() throws IOException {
        Pty.assumeAvailable();
        cluster = new SimulatedCluster(directory);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "microovn-rebuilder.jar").toAbsolutePath().toString(),
                "-o",
                cluster.source().toString(),
                "-H",
                "lxd:movn1,lxd:movn2,lxd:movn3",
                "-j",
                "1"));
        command.addAll(Arrays.asList(more));
        return command;
    }

    /** Hosts of a connector that is compiled for it. */
    private List<String> command(String connector, String source, String hosts) throws IOException {
        List<String> command = command();
        command.set(command.indexOf("-H") + 1, hosts);
        command.subList(1, 3).clear();
        command.addAll(1, List.of("-cp", ForeignConnector.compile(directory, connector, source), Main.class.getName()));
        return command;
    }

    private Map<String, String> variables(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(cluster.environment());
        variables.put("TERM", "xterm");
        variables.remove("NO_COLOR");
        variables.putAll(more);
        return variables;
    }

    private Pty loop() throws IOException {
        Pty pty = Pty.start(directory.resolve("notes"), variables(Map.of()), command());
        pty.screen().readTo(PROMPT);
        return pty;
    }

    /** A round whose build waits for a file. */
    private void buildThatWaits(Pty pty) throws IOException {
        cluster.source(NORTHD, "echo WAIT");
        pty.type("\n");
        pty.screen().readTo("[local] make -j1");
        pty.screen().readTo("CC northd/ovn-northd");
    }

    private static void assertGivenBack(Pty pty) {
        assertThat(pty.note("after")).isEqualTo(pty.note("before"));
        String written = pty.screen().bytes();
        assertThat(written.lastIndexOf("\u001b[?25l")).isLessThanOrEqualTo(written.lastIndexOf("\u001b[?25h"));
        assertThat(written).doesNotContain("Exception");
    }

    @Test
    void drawsWhatGoesOnAtAnySizeAndLeavesThePlainLines() throws IOException {
        try (Pty pty = loop()) {
            assertThat(pty.settings()).isNotEqualTo(pty.note("before"));
            buildThatWaits(pty);
            pty.resize(40, 10);
            pty.screen().readTo("[local] make -j1");
            Files.createFile(cluster.source().resolve("go"));
            String rest = pty.screen().readTo(PROMPT);
            pty.type("q");

            assertThat(rest.substring(rest.lastIndexOf("\u001b[?25h") + "\u001b[?25h".length())
                            .replace("\r", ""))
                    .isEqualTo(block("movn1") + block("movn2") + block("movn3") + PROMPT);
            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    private String block(String host) {
        return """

                [%1$s] Removing remote file /root/squashfs-root/bin/ovn-northd
                [%1$s] Uploading file %2$s/northd/ovn-northd to /root/squashfs-root/bin/ovn-northd
                [%1$s] Restarting microovn.ovn-northd
                """.formatted(host, cluster.source());
    }

    @ParameterizedTest
    @CsvSource({"xterm, 1, auto", "dumb, '', auto", "xterm, '', plain", "xterm, 1, rich"})
    void sendsNoEscapeSequenceWhereNoneIsWanted(String term, String noColor, String output) throws IOException {
        Map<String, String> variables = variables(Map.of("TERM", term, "NO_COLOR", noColor));
        try (Pty pty = Pty.start(directory.resolve("notes"), variables, command("-O", output))) {
            pty.screen().readTo(PROMPT);
            cluster.source(NORTHD, "echo changed");
            pty.type("\n");
            pty.screen().readTo("[movn3] Restarting microovn.ovn-northd");
            pty.screen().readTo(PROMPT);
            pty.type("q\n");

            assertThat(pty.exitCode()).isEqualTo("0");
            assertThat(pty.screen().bytes()).doesNotContain("\u001b");
            assertThat(pty.note("after")).isEqualTo(pty.note("before"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "rich"})
    void sendsNoEscapeSequenceIntoAPipe(String output) throws IOException {
        try (Child child =
                Child.start(variables(Map.of()), command("-O", output).toArray(String[]::new))) {
            child.screen().readTo(PROMPT);
            cluster.source(NORTHD, "echo changed");
            child.type("\n");
            child.screen().readTo(PROMPT);
            child.closeInput();

            assertThat(child.exitCode()).isZero();
            assertThat(child.screen().bytes()).contains("[movn3] Restarting").doesNotContain("\u001b");
            assertThat(child.errors().bytes()).doesNotContain("\u001b");
        }
    }

    @Test
    void ctrlCEndsTheRoundAndAtThePromptTheProgram() throws IOException {
        try (Pty pty = loop()) {
            cluster.source(NORTHD, "SLOW");
            pty.type("\n");
            pty.screen().readTo("[local] make -j1");
            pty.type(CTRL_C);
            pty.screen().readTo("[local] Ending this round; Ctrl-C again to exit");
            pty.screen().readTo(PROMPT);
            pty.type(CTRL_C);

            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @Test
    void isAsItWasAfterTwoCtrlCInARound() throws IOException {
        try (Pty pty = loop()) {
            cluster.source(NORTHD, "SLOW");
            pty.type("\n");
            pty.screen().readTo("[local] make -j1");
            pty.type(CTRL_C);
            pty.screen().readTo("[local] Ending this round");
            pty.type(CTRL_C);

            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAsItWasAfterSigterm(boolean inARound) throws IOException {
        try (Pty pty = loop()) {
            if (inARound) {
                buildThatWaits(pty);
            }
            pty.signal("TERM");

            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @Test
    void isAsItWasAfterACrash() throws IOException {
        List<String> command = command("FaultyConnector", FAULTY, "faulty:movn1");
        try (Pty pty = Pty.start(directory.resolve("notes"), variables(Map.of()), command)) {
            pty.screen().readTo(PROMPT);
            buildThatWaits(pty);
            Files.createFile(cluster.source().resolve("go"));
            pty.screen().readTo("microovn-rebuilder: unexpected error, please report it: ");

            assertThat(pty.exitCode()).isEqualTo("70");
            assertThat(pty.note("after")).isEqualTo(pty.note("before"));
            assertThat(pty.screen().bytes()).doesNotContain("\tat ");
        }
    }

    private Pty waitingForMovn2() throws IOException {
        List<String> command = command("SlowConnector", SLOW, "slow:movn1,slow:movn2");
        Map<String, String> variables =
                variables(Map.of("GO", directory.resolve("go").toString()));
        Pty pty = Pty.start(directory.resolve("notes"), variables, command);
        pty.screen().readTo("[movn2] connecting");
        return pty;
    }

    @Test
    void hostsAreSeenToBeWaitedForUntilThePromptIsThere() throws IOException {
        try (Pty pty = waitingForMovn2()) {
            pty.screen().readTo("[movn2] connecting  2s");
            Files.createFile(directory.resolve("go"));
            String rest = pty.screen().readTo(PROMPT);
            pty.type("q");

            assertThat(rest).endsWith("\u001b[?25h" + PROMPT);
            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @Test
    void isAsItWasAfterCtrlCWhileHostsAreWaitedFor() throws IOException {
        try (Pty pty = waitingForMovn2()) {
            pty.type(CTRL_C);

            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @Test
    void isTheShellsWhileTheProgramIsStopped() throws IOException {
        try (Pty pty = loop()) {
            String ours = pty.settings();
            buildThatWaits(pty);
            pty.willStop();
            pty.type(CTRL_Z);
            pty.screen().readTo("STOPPED");
            assertThat(pty.note("stopped")).isEqualTo(pty.note("before"));

            pty.screen().readTo("[local] make -j1");
            assertThat(pty.settings()).isEqualTo(ours);
            Files.createFile(cluster.source().resolve("go"));
            pty.screen().readTo(PROMPT);
            pty.type("q");
            assertThat(pty.exitCode()).isEqualTo("0");
            assertGivenBack(pty);
        }
    }

    @Test
    void aCommandThatRunsOnceShowsNoKeysAndReadsNone() throws IOException {
        List<String> command = command();
        command.add(3, "deploy");
        cluster.source(NORTHD, "echo WAIT");
        try (Pty pty = Pty.start(directory.resolve("notes"), variables(Map.of()), command)) {
            pty.screen().readTo("CC northd/ovn-northd");
            pty.type("unseen");
            Files.createFile(cluster.source().resolve("go"));

            assertThat(pty.exitCode()).isEqualTo("0");
            assertThat(pty.screen().bytes()).contains("[movn3] Restarting").doesNotContain("unseen");
            assertGivenBack(pty);
        }
    }
}
