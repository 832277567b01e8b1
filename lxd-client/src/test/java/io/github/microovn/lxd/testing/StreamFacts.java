package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose streams are websockets: when they start, how they end, what kills them. */
interface StreamFacts {
    Probe lxd();

    String instance();

    private ExecProbe exec(String... command) throws IOException {
        return ExecProbe.all(lxd(), instance(), command);
    }

    @Test
    default void eachOutputEndsWithAnEmptyTextFrameAndNoFarewell() throws IOException {
        try (ExecProbe exec = exec("sh", "-c", "echo out; echo err >&2; exit 3")) {
            for (String name : List.of("0", "1", "2", "control")) {
                exec.socket(name).awaitEnd();
            }
            assertThat(exec.socket("1").text()).isEqualTo("out\n");
            assertThat(exec.socket("2").text()).isEqualTo("err\n");
            assertThat(exec.socket("1").kinds()).containsExactly(RawWebSocket.BINARY, RawWebSocket.TEXT);
            assertThat(exec.socket("2").kinds()).containsExactly(RawWebSocket.BINARY, RawWebSocket.TEXT);
            assertThat(exec.socket("0").kinds()).isEmpty();
            assertThat(exec.socket("control").kinds()).isEmpty();
            assertThat(exec.code()).isEqualTo(3);
        }
    }

    @Test
    default void theOperationShowsWhatWasAskedAndTheSecrets() throws IOException {
        try (ExecProbe exec = exec("true", "a")) {
            JsonObject operation = exec.await();
            JsonObject metadata = operation.get("metadata").getAsJsonObject();

            assertThat(operation.get("class").getAsString()).isEqualTo("websocket");
            assertThat(metadata.get("command").toString()).isEqualTo("[\"true\",\"a\"]");
            assertThat(metadata.get("fds").getAsJsonObject().keySet())
                    .containsExactlyInAnyOrder("0", "1", "2", "control");
            assertThat(exec.secret("0")).matches("[0-9a-f]{64}");
            assertThat(metadata.get("interactive").getAsBoolean()).isFalse();
            assertThat(metadata.get("environment").getAsJsonObject().get("PATH").getAsString())
                    .isEqualTo("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin");
        }
    }

    @Test
    default void theServerPingsWhenASocketOpens() throws IOException {
        try (ExecProbe exec = exec("true")) {
            exec.socket("1").awaitEnd();

            RawWebSocket.Frame first = exec.socket("1").frames().get(0);
            assertThat(first.kind()).isEqualTo(RawWebSocket.PING);
            assertThat(new String(first.payload(), StandardCharsets.UTF_8)).isEqualTo("keepalive");
        }
    }

    @Test
    default void theCommandStartsWhenTheThreeStreamsAreThere() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("echo", "hi"))) {
            exec.attach("control", "0", "1");
            assertThat(exec.socket("1").endsWithin(Duration.ofMillis(300))).isFalse();

            exec.attach("2");

            exec.socket("1").awaitEnd();
            assertThat(exec.socket("1").text()).isEqualTo("hi\n");
        }
    }

    @Test
    default void anEmptyTextFrameEndsTheInputAndAnEmptyBinaryFrameDoesNot() throws IOException {
        try (ExecProbe exec = exec("cat")) {
            exec.socket("0").send(RawWebSocket.BINARY, "one ");
            exec.socket("0").send(RawWebSocket.BINARY, "");
            exec.socket("0").send(RawWebSocket.BINARY, "two");
            exec.socket("0").send(RawWebSocket.TEXT, "");

            exec.socket("1").awaitEnd();
            assertThat(exec.socket("1").text()).isEqualTo("one two");
            assertThat(exec.code()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void aCloseFrameOrALostConnectionEndsTheInputToo(boolean frame) throws IOException {
        try (ExecProbe exec = exec("cat")) {
            exec.socket("0").send(RawWebSocket.BINARY, "input");
            if (frame) {
                exec.socket("0").send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8}, true);
            } else {
                exec.socket("0").close();
            }
            exec.socket("1").awaitEnd();
            assertThat(exec.socket("1").text()).isEqualTo("input");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    default void megabytesPassUnchangedInBothDirections(String output) throws IOException {
        byte[] content = new byte[5 * 1024 * 1024];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 997);
        }
        try (ExecProbe exec = exec("sh", "-c", "cat >&\"$1\"", "sh", output)) {
            for (int i = 0; i < content.length; i += 1024 * 1024) {
                exec.socket("0").send(RawWebSocket.BINARY, Arrays.copyOfRange(content, i, i + 1024 * 1024), true);
            }
            exec.socket("0").send(RawWebSocket.TEXT, "");

            exec.socket(output).awaitEnd();
            assertThat(Arrays.equals(exec.socket(output).bytes(), content)).isTrue();
            assertThat(exec.socket(output).frames()).allMatch(sent -> sent.payload().length <= 128 * 1024);
        }
    }

    @Test
    default void aCommandWhoseOutputNobodyReadsGoesOnRunning() throws IOException {
        try (ExecProbe exec =
                        ExecProbe.begin(lxd(), instance(), ExecProbe.request("head", "-c", "4000000", "/dev/zero"));
                RawWebSocket stdout = exec.connect("1")) {
            exec.attach("0", "2", "control");
            assertThat(exec.socket("2").endsWithin(Duration.ofMillis(500))).isFalse();
            assertThat(exec.status()).isEqualTo("Running");

            stdout.read().awaitEnd();

            assertThat(stdout.bytes()).hasSize(4000000);
            assertThat(exec.code()).isZero();
        }
    }

    @Test
    default void aSignalReachesTheCommandAndNotItsChildren() throws IOException {
        try (ExecProbe exec = exec("sh", "-c", "trap 'echo trapped; exit 5' TERM; sleep 1 & echo ready; wait")) {
            while (!exec.socket("1").text().equals("ready\n")) {
                Thread.onSpinWait();
            }
            exec.socket("control").send(RawWebSocket.TEXT, "{\"command\":\"signal\",\"signal\":15}");

            exec.socket("1").awaitEnd();
            assertThat(exec.socket("1").text()).isEqualTo("ready\ntrapped\n");
            assertThat(exec.code()).isEqualTo(5);
        }
    }

    @Test
    default void aCommandEndsByItsSignal() throws IOException {
        try (ExecProbe exec = exec("sleep", "30")) {
            exec.socket("control").send(RawWebSocket.TEXT, "not json at all");
            exec.socket("control").send(RawWebSocket.BINARY, "{\"command\":\"signal\",\"signal\":15}");

            assertThat(exec.code()).isEqualTo(143);
        }
    }

    @Test
    default void aLostControlSocketKills() throws IOException {
        try (ExecProbe exec = exec("sleep", "30")) {
            exec.socket("control").close();

            assertThat(exec.code()).isEqualTo(137);
        }
    }

    @Test
    default void aLostOutputKillsOnlyWithoutAControlSocket() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("sleep", "30"))) {
            exec.attach("0", "1", "2").socket("1").close();
            assertThat(exec.code()).isEqualTo(137);
        }
        try (ExecProbe exec = exec("sh", "-c", "sleep 0.5; echo unheard")) {
            exec.socket("1").close();
            assertThat(exec.code()).isZero();
        }
    }

    @Test
    default void dataOnAnOutputKillsWithoutAControlSocket() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("sleep", "30"))) {
            exec.attach("0", "1", "2").socket("1").send(RawWebSocket.BINARY, "x");
            assertThat(exec.code()).isEqualTo(137);
        }
    }

    @Test
    default void aBackgroundChildHoldsTheStreamsButNotTheControlSocket() throws IOException {
        try (ExecProbe exec = exec("sh", "-c", "sleep 1 & echo ok")) {
            exec.socket("control").awaitEnd();
            assertThat(exec.socket("1").endsWithin(Duration.ofMillis(200))).isFalse();
            assertThat(exec.status()).isEqualTo("Running");

            exec.socket("1").awaitEnd();
            assertThat(exec.socket("1").text()).isEqualTo("ok\n");
            assertThat(exec.code()).isZero();
        }
    }

    @Test
    default void aControlSocketThatComesTooLateDoesNotTellOfTheEnd() throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "sleep 3 & echo $$");
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), request)) {
            exec.attach("0", "1", "2");
            while (exec.socket("1").text().isEmpty()) {
                Thread.onSpinWait();
            }
            String pid = exec.socket("1").text().strip();
            while (ExecProbe.run(lxd(), instance(), ExecProbe.request("sh", "-c", "kill -0 \"$1\"", "sh", pid))
                            .code()
                    == 0) {
                Thread.onSpinWait();
            }

            exec.attach("control");

            assertThat(exec.socket("control").endsWithin(Duration.ofMillis(500)))
                    .isFalse();
            assertThat(exec.status()).isEqualTo("Running");
            exec.socket("1").awaitEnd();
            assertThat(exec.code()).isZero();
            exec.socket("control").awaitEnd();
        }
    }

    @Test
    default void aCommandThatCannotRunEndsItsStreamsRightly() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("no-such-command"))) {
            exec.attach("0", "1", "2");
            exec.socket("1").awaitEnd();
            exec.socket("2").awaitEnd();

            assertThat(exec.socket("1").kinds()).containsExactly(RawWebSocket.TEXT);
            assertThat(exec.socket("2").kinds()).containsExactly(RawWebSocket.TEXT);
            assertThat(exec.code()).isEqualTo(127);
        }
    }

    @Test
    default void aSecretUsedTwiceIsAcceptedAndThenSilent() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("echo", "hi"))) {
            exec.attach("1");
            try (RawWebSocket second = exec.connect("1").read()) {
                exec.attach("0", "2");
                exec.socket("1").awaitEnd();

                assertThat(exec.socket("1").text()).isEqualTo("hi\n");
                assertThat(second.kinds()).isEmpty();
            }
        }
    }

    @Test
    default void anUnmaskedFrameIsAnError() throws IOException {
        try (ExecProbe exec = exec("cat")) {
            exec.socket("0").send(RawWebSocket.BINARY, new byte[] {'x'}, false);

            exec.socket("0").awaitEnd();
            RawWebSocket.Frame close = exec.socket("0").frames().stream()
                    .filter(sent -> sent.kind() == RawWebSocket.CLOSE)
                    .findFirst()
                    .orElseThrow();
            assertThat(Arrays.copyOf(close.payload(), 2)).containsExactly(3, 0xea);
        }
    }

    @Test
    default void aTerminalsOperationWaitsForTheClientToClose() throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "echo one; read line; exit 4");
        request.addProperty("interactive", true);
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), request)) {
            exec.attach("control", "0");
            RawWebSocket terminal = exec.socket("0");
            // Of a command that has ended the daemon may drop what it has not read yet.
            while (!terminal.text().contains("one\r\n")) {
                Thread.onSpinWait();
            }
            terminal.send(RawWebSocket.BINARY, "\n");
            exec.socket("control").awaitEnd();
            while (!terminal.kinds().contains(RawWebSocket.TEXT)) {
                Thread.onSpinWait();
            }
            assertThat(exec.status()).isEqualTo("Running");

            terminal.close();

            assertThat(exec.code()).isEqualTo(4);
        }
    }

    @Test
    default void aTerminalsInputEndsWithByteFour() throws IOException {
        JsonObject request = ExecProbe.request("sh", "-c", "cat > /dev/null; exit 6");
        request.addProperty("interactive", true);
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), request)) {
            exec.attach("control", "0");
            exec.socket("0").send(RawWebSocket.BINARY, "line\n\u0004");
            exec.socket("control").awaitEnd();

            exec.socket("0").close();

            assertThat(exec.code()).isEqualTo(6);
        }
    }
}
