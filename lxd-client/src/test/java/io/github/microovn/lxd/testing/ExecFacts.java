package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that run without websockets: what they get, what they return. */
interface ExecFacts {
    Probe lxd();

    String instance();

    private RawHttp.Answer start(JsonObject request) throws IOException {
        return lxd().send("POST", "/1.0/instances/" + instance() + "/exec", request.toString());
    }

    private ExecProbe.Recorded run(JsonObject request) throws IOException {
        return ExecProbe.run(lxd(), instance(), request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0|0|Success|''",
                "exit 255|255|Success|''",
                "kill -9 $$|137|Success|''",
                "kill -TERM $$|143|Success|''",
                "exit 127|127|Failure|Command not found",
                "exit 126|126|Failure|Command not executable"
            })
    default void theCodeIsTheShellsAndTwoCodesAreFailures(String script, int code, String status, String error)
            throws IOException {
        JsonObject operation = lxd().await(start(ExecProbe.request("sh", "-c", script)));

        assertThat(operation.get("metadata").getAsJsonObject().get("return").getAsInt())
                .isEqualTo(code);
        assertThat(operation.get("status").getAsString()).isEqualTo(status);
        assertThat(operation.get("err").getAsString()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"no-such-command,127", "/no/such/file,127", "/etc/hostname,126", "/root,126"})
    default void aCommandThatCannotRunReturnsWhatAShellWould(String command, int code) throws IOException {
        JsonObject operation = lxd().await(start(ExecProbe.request(command)));

        assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
        assertThat(operation.get("metadata").getAsJsonObject().get("return").getAsInt())
                .isEqualTo(code);
    }

    @Test
    default void anEmptyCommandFailsWithoutACode() throws IOException {
        JsonObject operation = lxd().await(start(ExecProbe.request()));

        assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
        assertThat(operation.get("err").getAsString()).isEqualTo("Failed to retrieve PID of executing child process");
        assertThat(operation.get("metadata").isJsonNull()).isTrue();
    }

    @Test
    default void recordedOutputLiesInLogsUntilItIsDeleted() throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "echo out; echo err >&2; exit 3");
        request.addProperty("record-output", true);

        JsonObject metadata = lxd().await(start(request)).get("metadata").getAsJsonObject();
        String stdout = metadata.get("output").getAsJsonObject().get("1").getAsString();
        String stderr = metadata.get("output").getAsJsonObject().get("2").getAsString();

        assertThat(metadata.get("return").getAsInt()).isEqualTo(3);
        assertThat(stdout).matches("/1\\.0/instances/" + instance() + "/logs/exec_[0-9a-f-]{36}\\.stdout");
        assertThat(lxd().get(stdout).text()).isEqualTo("out\n");
        assertThat(lxd().get(stderr).text()).isEqualTo("err\n");
        assertThat(Probe.metadata(lxd().get("/1.0/instances/" + instance() + "/logs"))
                        .toString())
                .contains(stdout, stderr, "/logs/lxc.log");

        assertThat(lxd().request("DELETE", stdout).status()).isEqualTo(200);
        assertThat(lxd().request("DELETE", stderr).status()).isEqualTo(200);
        assertThat(lxd().request("DELETE", stdout).status()).isEqualTo(404);
        assertThat(lxd().get(stdout).status()).isEqualTo(500);
    }

    @Test
    default void onlyLogsCanBeReadAndNotAllDeleted() throws IOException {
        String logs = "/1.0/instances/" + instance() + "/logs/";

        assertThat(Probe.error(lxd().get(logs + "nope"))).isEqualTo("log file name nope not valid");
        RawHttp.Answer permanent = lxd().request("DELETE", logs + "lxc.log");
        assertThat(permanent.status()).isEqualTo(400);
        assertThat(Probe.error(permanent)).isEqualTo("lxc.log and lxc.conf may not be deleted");
    }

    @Test
    default void thereIsNothingToReadFromStandardInput() throws IOException {
        assertThat(run(ExecProbe.request("sh", "-c", "cat; echo end")).stdout()).isEqualTo("end\n");
    }

    @Test
    default void backgroundChildrenAreNotWaitedFor() throws IOException {
        long start = System.nanoTime();

        lxd().succeed(start(ExecProbe.request("sh", "-c", "sleep 20 &")));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    default void argumentsArriveAsTheyWereSent() throws IOException {
        JsonObject request = ExecProbe.request(
                "printf", "[%s]", "a b", "", "$HOME", "'\"`\\", "*", "two\nlines", "-n", "Grüße ☃", "&|;<>");

        assertThat(run(request).stdout()).isEqualTo("[a b][][$HOME]['\"`\\][*][two\nlines][-n][Grüße ☃][&|;<>]");
    }

    @Test
    default void theEnvironmentIsRootsWithTheRequestsOnTop() throws IOException {
        JsonObject request = ExecProbe.request(
                "sh", "-c", "echo $USER-$LANG-$container-$MINE-${TERM-unset}; test -d \"$HOME\" && echo home");
        request.add("environment", Probe.object(Map.of("MINE", "x y=z", "LANG", "C")));

        assertThat(run(request).stdout()).isEqualTo("root-C-lxc-x y=z-unset\nhome\n");
    }

    @Test
    default void anotherUserHasNoHome() throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "id -u; id -g; echo ${HOME-none} ${USER-none}");
        request.addProperty("user", 1234);
        request.addProperty("group", 4321);

        assertThat(run(request).stdout()).isEqualTo("1234\n4321\nnone none\n");
    }

    @Test
    default void rootIsWhoeverAsksForNobodyElse() throws IOException {
        assertThat(run(ExecProbe.request("sh", "-c", "id -u; id -g")).stdout()).isEqualTo("0\n0\n");
    }

    @ParameterizedTest
    @CsvSource({"/etc,hostname", "/no/such/directory,etc/hostname", "'',../etc/hostname"})
    default void theDirectoryIsTheAskedOneElseTheRootAndTheHomeByDefault(String directory, String file)
            throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "test -f \"$1\" && echo found", "sh", file);
        request.addProperty("cwd", directory);

        assertThat(run(request).stdout()).isEqualTo("found\n");
    }

    @Test
    default void newFilesAreReadableForAll() throws IOException {
        assertThat(run(ExecProbe.request("sh", "-c", "umask")).stdout()).isIn("0022\n", "022\n");
    }

    @Test
    default void anArgumentMayHave120KibButNot140() throws IOException {
        assertThat(run(ExecProbe.request("sh", "-c", "echo ${#1}", "sh", "x".repeat(120 * 1024)))
                        .stdout())
                .isEqualTo(120 * 1024 + "\n");

        JsonObject operation = lxd().await(start(ExecProbe.request("true", "x".repeat(140 * 1024))));

        assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
        assertThat(operation.get("err").getAsString()).contains("argument list too long");
    }

    @Test
    default void commandsRunInParallel() throws IOException {
        RawHttp.Answer[] answers = new RawHttp.Answer[8];
        long start = System.nanoTime();
        for (int i = 0; i < answers.length; i++) {
            answers[i] = start(ExecProbe.request("sleep", "1"));
        }
        for (RawHttp.Answer answer : answers) {
            lxd().succeed(answer);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
