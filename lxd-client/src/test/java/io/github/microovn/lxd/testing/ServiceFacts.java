package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.model.ExecResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Services of a snap: {@code it.main}, which is enabled, and {@code it.spare}, which is not. Each test begins with the
 * first one running and the second one not.
 */
interface ServiceFacts extends ClientFacts {
    /** Where the snap lies that both services belong to. */
    String SNAP = "/root/it-snap";

    /** What makes the snap, if it is not there yet. */
    String PROVIDE = """
            test ! -e "$1/meta/snap.yaml" || exit 0
            mkdir -p "$1/meta" "$1/bin" && chmod 755 "$1" && printf %s "$2" > "$1/meta/snap.yaml"
            for name in main spare; do printf %s "$3" > "$1/bin/$name"; chmod 755 "$1/bin/$name"; done
            printf '#!/bin/sh\\necho "$SNAP_NAME $SNAP_REVISION $*"\\n' > "$1/bin/hello" && chmod 755 "$1/bin/hello"
            snap wait system seed.loaded && snap try --devmode "$1"
            """;

    /** What the snap says of itself. */
    String YAML = """
            name: it
            version: "1"
            summary: services for tests
            description: services for tests
            apps:
              main: {command: bin/main, daemon: simple}
              spare: {command: bin/spare, daemon: simple, install-mode: disable}
              greet: {command: bin/hello there, plugs: [network, network-control]}
            """;

    /** A program that says something and is up. */
    String goodProgram(String says);

    /** The SHA-256 of the program that the first service runs right now. */
    String runningSha256();

    private ExecResult sh(String script, String... arguments) {
        String[] command = new String[4 + arguments.length];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return it().run(command);
    }

    private String property(String name, String service) {
        return it().run("systemctl", "show", "--value", "-p", name, unit(service))
                .stdout()
                .strip();
    }

    private static String unit(String service) {
        return "snap." + service + ".service";
    }

    private static String program(String service) {
        return SNAP + "/bin/" + service.substring(service.indexOf('.') + 1);
    }

    /** Replaces a program at once, as one that runs has to be. */
    private void install(String service, String content) {
        ExecResult result = sh(
                "printf %s \"$2\" > \"$1.new\" && chmod 755 \"$1.new\" && mv -f \"$1.new\" \"$1\"",
                program(service), content);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }

    private void begin() throws IOException {
        ExecResult tried = sh(PROVIDE, SNAP, YAML, goodProgram("first"));
        assertThat(tried.stderr()).isEmpty();
        assertThat(tried.stdout()).isIn("", "it 1 mounted from " + SNAP + "\n");
        install("it.main", goodProgram("hello from main"));
        install("it.spare", goodProgram("hello from spare"));
        Await.until("it.main runs and it.spare does not", () -> {
            sh(
                    "systemctl reset-failed \"$1\" \"$2\"; systemctl stop \"$2\"; systemctl disable -q \"$2\";"
                            + " systemctl restart \"$1\"",
                    unit("it.main"),
                    unit("it.spare"));
            // A unit is active before its program runs, and snap-confine may not come to it at first.
            Await.until("it.main runs its program", () -> !runningSha256().isEmpty());
            return property("ActiveState", "it.main").equals("active")
                    && property("NRestarts", "it.main").equals("0")
                    && property("ActiveState", "it.spare").equals("inactive");
        });
    }

    @Test
    default void snapListsItsServices() throws IOException {
        begin();

        assertThat(it().run("snap", "services", "it").stdout()).isEqualTo("""
                        Service   Startup   Current   Notes
                        it.main   enabled   active    -
                        it.spare  disabled  inactive  -
                        """);
        assertThat(it().run("snap", "services", "it.main").stdout()).isEqualTo("""
                        Service  Startup  Current  Notes
                        it.main  enabled  active   -
                        """);
    }

    @Test
    default void systemdShowsSeveralUnitsAtOnce() throws IOException {
        begin();

        assertThat(it().run(
                                "systemctl",
                                "show",
                                "-p",
                                "UnitFileState,Id,ActiveState,SubState,LoadState,Type,Result,NRestarts",
                                unit("it.main"),
                                unit("it.spare"),
                                unit("it.nope"))
                        .stdout())
                .isEqualTo("""
                        Type=simple
                        Result=success
                        NRestarts=0
                        Id=snap.it.main.service
                        LoadState=loaded
                        ActiveState=active
                        SubState=running
                        UnitFileState=enabled

                        Type=simple
                        Result=success
                        NRestarts=0
                        Id=snap.it.spare.service
                        LoadState=loaded
                        ActiveState=inactive
                        SubState=dead
                        UnitFileState=disabled

                        Type=
                        Result=success
                        NRestarts=0
                        Id=snap.it.nope.service
                        LoadState=not-found
                        ActiveState=inactive
                        SubState=dead
                        UnitFileState=
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "is-active,it.main,active,0",
        "is-active,it.spare,inactive,3",
        "is-active,it.nope,inactive,3",
        "is-enabled,it.main,enabled,0",
        "is-enabled,it.spare,disabled,1",
        "is-failed,it.main,active,1"
    })
    default void systemdAnswersQuestionsByItsExitCode(String question, String service, String answer, int code)
            throws IOException {
        begin();

        ExecResult result = it().run("systemctl", question, unit(service));

        assertThat(result.stdout()).isEqualTo(answer + "\n");
        assertThat(result.exitCode()).isEqualTo(code);
    }

    @Test
    default void aServiceRunsItsOldProgramUntilItIsRestarted() throws IOException {
        begin();
        String old = sh("sha256sum < \"$1\"", program("it.main")).stdout().substring(0, 64);
        assertThat(runningSha256()).isEqualTo(old);
        String pid = property("MainPID", "it.main");

        install("it.main", goodProgram("another greeting"));
        String replaced = sh("sha256sum < \"$1\"", program("it.main")).stdout().substring(0, 64);
        assertThat(runningSha256()).isEqualTo(old).isNotEqualTo(replaced);
        String before = cursor(journal("-o", "json"));

        assertThat(it().run("systemctl", "restart", unit("it.main")).exitCode()).isZero();
        Await.until("the new program runs", () -> runningSha256().equals(replaced));
        assertThat(property("MainPID", "it.main")).isNotEqualTo(pid);
        assertThat(property("NRestarts", "it.main")).isEqualTo(Long.toString(lostStarts(before)));
        Await.until(
                "the journal has its output",
                () -> it().run("journalctl", "-u", unit("it.main"), "-n", "20", "-o", "cat")
                        .stdout()
                        .contains("another greeting\n"));
    }

    /** How often snap-confine, on a busy machine, did not come to the program: systemd starts that again, and counts it. */
    private long lostStarts(String cursor) {
        return journal("-o", "cat", "--after-cursor", cursor)
                .lines()
                .filter("unexpected eof from helper process"::equals)
                .count();
    }

    @Test
    default void aProgramThatFailsFailsItsUnitInTheBackground() throws IOException {
        begin();
        install("it.main", "#!/bin/sh\necho no good\nexit 3\n");

        assertThat(it().run("systemctl", "restart", unit("it.main")).exitCode()).isZero();

        Await.until(
                "the unit has failed", () -> property("ActiveState", "it.main").equals("failed"));
        assertThat(property("SubState", "it.main")).isEqualTo("failed");
        assertThat(property("Result", "it.main")).isEqualTo("exit-code");
        // Five starts in ten seconds are too many, and earlier ones count.
        assertThat(property("NRestarts", "it.main")).matches("[1-5]");
        assertThat(property("ExecMainStatus", "it.main")).isEqualTo("3");
        assertThat(it().run("systemctl", "is-failed", unit("it.main")).exitCode())
                .isZero();
        assertThat(it().run("snap", "services", "it.main").stdout()).contains("it.main  enabled  inactive  -\n");
    }

    @Test
    default void aUnitThatFailedTooOftenIsNotStartedBeforeItIsReset() throws IOException {
        begin();
        install("it.main", "#!/bin/sh\nexit 3\n");
        it().run("systemctl", "restart", unit("it.main"));
        Await.until(
                "the unit has failed", () -> property("ActiveState", "it.main").equals("failed"));
        install("it.main", goodProgram("good again"));

        ExecResult refused = it().run("systemctl", "restart", unit("it.main"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.stderr())
                .startsWith(
                        "Job for snap.it.main.service failed because the control process exited with error code.\n");

        assertThat(it().run("systemctl", "reset-failed", unit("it.main")).exitCode())
                .isZero();
        assertThat(property("ActiveState", "it.main")).isEqualTo("inactive");
        assertThat(it().run("systemctl", "restart", unit("it.main")).exitCode()).isZero();
        assertThat(property("ActiveState", "it.main")).isEqualTo("active");
        assertThat(property("NRestarts", "it.main")).isEqualTo("0");
    }

    @Test
    default void aServiceThatCrashesIsStartedAgain() throws IOException {
        begin();
        String pid = property("MainPID", "it.main");

        assertThat(it().run("systemctl", "kill", "--signal=SEGV", unit("it.main"))
                        .exitCode())
                .isZero();

        Await.until(
                "it is up again",
                () -> !property("NRestarts", "it.main").equals("0")
                        && !runningSha256().isEmpty());
        assertThat(property("MainPID", "it.main")).isNotEqualTo(pid);
    }

    @Test
    default void theJournalGoesOnAfterACursor() throws IOException {
        begin();
        String before = cursor(journal("-o", "json"));
        it().run("systemctl", "restart", unit("it.spare"));
        String started = "Started " + unit("it.spare");
        Await.until(
                "the journal has the start, and what the program said",
                () -> journal("-o", "cat", "--after-cursor", before).contains(started)
                        && journal("-o", "cat", "--after-cursor", before).contains("hello from spare"));
        String all = journal("-o", "json", "--output-fields=MESSAGE,UNIT,SYSLOG_IDENTIFIER");
        assertThat(all.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(all.lines().filter(line -> line.contains("\"MESSAGE\":\"" + started)))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"UNIT\":\"" + unit("it.spare") + "\"")
                        && line.contains("\"SYSLOG_IDENTIFIER\":\"systemd\"")
                        && line.matches(".*\"__REALTIME_TIMESTAMP\":\"\\d{16}\".*"));
        String cursor = cursor(all);
        assertThat(journal("-o", "cat", "--after-cursor", cursor)).isEmpty();
        assertThat(journal("-o", "json", "--output-fields=MESSAGE", "--cursor=" + cursor)
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"__CURSOR\":\"" + cursor + "\""));

        install("it.spare", goodProgram("a second greeting \\\\"));
        it().run("systemctl", "restart", unit("it.spare"));

        Await.until(
                "the journal goes on",
                () -> journal("-o", "json", "--after-cursor=" + cursor)
                        .contains("\"MESSAGE\":\"a second greeting \\\\"));
        assertThat(journal("-o", "cat", "--after-cursor", cursor)).doesNotContain("hello from spare");
    }

    /** Where a journal ends that was read as JSON. */
    private static String cursor(String journal) {
        return journal.replaceAll("(?s).*\"__CURSOR\":\"([^\"]*)\".*", "$1");
    }

    /** The journals of both services, in one. */
    private String journal(String... options) {
        List<String> words = new ArrayList<>(List.of("journalctl", "-q", "-a", "--no-pager"));
        words.addAll(List.of(options));
        words.addAll(List.of("-u", unit("it.main"), "-u", unit("it.spare")));
        return it().run(words.toArray(String[]::new)).stdout();
    }

    @Test
    default void systemdKnowsWhenAServiceWasStarted() throws IOException {
        begin();

        ExecResult shown = sh(
                "TZ=UTC0 systemctl show --value -p ExecMainStartTimestamp \"$1\" | date -u -f - +%s; date +%s",
                unit("it.main"));

        List<String> seconds = shown.stdout().lines().toList();
        assertThat(Long.parseLong(seconds.get(0)))
                .isBetween(Long.parseLong(seconds.get(1)) - 100, Long.parseLong(seconds.get(1)));
    }

    @Test
    default void stoppingIsNoFailure() throws IOException {
        begin();

        assertThat(it().run("systemctl", "stop", unit("it.main")).exitCode()).isZero();
        assertThat(property("ActiveState", "it.main")).isEqualTo("inactive");
        assertThat(property("Result", "it.main")).isEqualTo("success");

        ExecResult started = it().run("snap", "start", "it.main");
        assertThat(started.stdout()).isEqualTo("Started.\n");
        assertThat(property("ActiveState", "it.main")).isEqualTo("active");
    }

    @Test
    default void snapRestartsWhatItIsToldEvenIfItIsDisabled() throws IOException {
        begin();

        assertThat(it().run("snap", "restart", "it.main").stdout()).isEqualTo("Restarted.\n");
        assertThat(property("ActiveState", "it.spare")).isEqualTo("inactive");
        assertThat(it().run("snap", "restart", "it.spare").stdout()).isEqualTo("Restarted.\n");
        assertThat(property("ActiveState", "it.spare")).isEqualTo("active");
        assertThat(property("UnitFileState", "it.spare")).isEqualTo("disabled");
    }

    @Test
    default void whatIsNotThereIsSaid() throws IOException {
        begin();

        ExecResult unit = it().run("systemctl", "restart", unit("it.nope"));
        assertThat(unit.exitCode()).isEqualTo(5);
        assertThat(unit.stderr())
                .isEqualTo("Failed to restart snap.it.nope.service: Unit snap.it.nope.service not found.\n");
        for (List<String> wrong : List.of(
                List.of("it.nope", "error: snap \"it\" has no service \"nope\"\n"),
                List.of("nope.x", "error: snap \"nope\" has no service \"x\"\n"),
                List.of("nope", "error: snap \"nope\" not found\n"))) {
            ExecResult snap = it().run("snap", "restart", wrong.get(0));
            assertThat(snap.exitCode()).isEqualTo(1);
            assertThat(snap.stderr()).isEqualTo(wrong.get(1));
        }
    }

    @Test
    default void whatIsEnabledStartsWithTheInstance() throws IOException {
        begin();
        String change = "{\"action\":\"restart\",\"timeout\":30,\"force\":true}";

        lxd().succeed(lxd().send("PUT", "/1.0/instances/" + instance() + "/state", change));

        Await.until("it.main runs", () -> property("ActiveState", "it.main").equals("active"));
        assertThat(property("ActiveState", "it.spare")).isEqualTo("inactive");
    }

    @Test
    default void aTriedSnapIsShownAtItsRevision() throws IOException {
        begin();

        assertThat(sh("readlink \"$1\" \"$2\"", "/snap/it/current", "/var/lib/snapd/snaps/it_x1.snap")
                        .stdout())
                .isEqualTo("x1\n" + SNAP + "\n");
        assertThat(sh("cat \"$1\"", "/snap/it/current/meta/snap.yaml").stdout()).isEqualTo(YAML);
        assertThat(it().run("snap", "try", "/root").exitCode()).isEqualTo(1);
    }

    @Test
    default void aCommandOfASnapIsCalledByItsNameAndByAnAlias() throws IOException {
        begin();

        assertThat(it().run("it.greet", "you").stdout()).isEqualTo("it x1 there you\n");
        assertThat(it().run("snap", "run", "it.greet", "you").stdout()).isEqualTo("it x1 there you\n");
        assertThat(it().run("snap", "alias", "it.greet", "hey").stdout()).isEqualTo("Added:\n  - it.greet as hey\n");
        assertThat(it().run("hey", "you").stdout()).isEqualTo("it x1 there you\n");
        assertThat(it().run("snap", "aliases", "it").stdout().lines().skip(1))
                .singleElement()
                .satisfies(line -> assertThat(line.split(" +")).containsExactly("it.greet", "hey", "manual"));
    }

    @Test
    default void whatASnapMayDoIsConnected() throws IOException {
        begin();
        assertThat(plug("network")).containsExactly("network", "it:network", ":network", "-");

        assertThat(it().run("snap", "connect", "it:network-control").exitCode()).isZero();

        assertThat(plug("network-control"))
                .containsExactly("network-control", "it:network-control", ":network-control", "manual");
        ExecResult unknown = it().run("snap", "connect", "it:nope");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.stderr()).isEqualTo("error: snap \"it\" has no plug named \"nope\"\n");
    }

    /** The words of the line about a plug. */
    private List<String> plug(String name) {
        return it().run("snap", "connections", "it")
                .stdout()
                .lines()
                .map(line -> List.of(line.split(" +")))
                .filter(words -> words.get(0).equals(name))
                .findFirst()
                .orElseThrow();
    }
}
