package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The life of an operation. */
interface OperationFacts {
    Probe lxd();

    String instance();

    /** The server, waiting for websockets no longer than it must. */
    Probe impatient();

    /** Lets time pass for the server. */
    void pass(Duration time) throws InterruptedException;

    private RawHttp.Answer start(String... command) throws IOException {
        return lxd().send(
                        "POST",
                        "/1.0/instances/" + instance() + "/exec",
                        ExecProbe.request(command).toString());
    }

    @Test
    default void theAnswerShowsARunningOperationAndWhereItIs() throws IOException {
        RawHttp.Answer answer = start("true");
        JsonObject json = Probe.json(answer);
        JsonObject operation = json.get("metadata").getAsJsonObject();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json.get("type").getAsString()).isEqualTo("async");
        assertThat(json.get("status").getAsString()).isEqualTo("Operation created");
        assertThat(json.get("status_code").getAsInt()).isEqualTo(100);
        assertThat(answer.headers().get("location")).isEqualTo(Probe.operation(answer));
        assertThat(Probe.operation(answer))
                .isEqualTo("/1.0/operations/" + operation.get("id").getAsString());
        assertThat(operation.get("class").getAsString()).isEqualTo("task");
        assertThat(operation.get("description").getAsString()).isEqualTo("Executing command");
        assertThat(operation.get("status_code").getAsInt()).isEqualTo(103);
        assertThat(operation.get("may_cancel").getAsBoolean()).isFalse();
        assertThat(operation.get("resources").toString()).contains("/1.0/instances/" + instance());
    }

    @Test
    default void waitingReturnsTheOperationAsItEnded() throws IOException {
        JsonObject operation = lxd().await(start("sh", "-c", "exit 7"));

        assertThat(operation.get("status").getAsString()).isEqualTo("Success");
        assertThat(operation.get("status_code").getAsInt()).isEqualTo(200);
        assertThat(operation.get("metadata").toString()).isEqualTo("{\"return\":7}");
        assertThat(operation.get("err").getAsString()).isEmpty();
    }

    @Test
    default void aWaitThatTimesOutReturnsTheRunningOperation() throws IOException {
        RawHttp.Answer answer = start("sleep", "1.3");
        for (String timeout : new String[] {"0", "1"}) {
            RawHttp.Answer waited = lxd().get(Probe.operation(answer) + "/wait?timeout=" + timeout);

            assertThat(waited.status()).isEqualTo(200);
            assertThat(Probe.metadata(waited).getAsJsonObject().get("status").getAsString())
                    .isEqualTo("Running");
        }
        assertThat(lxd().succeed(answer).get("metadata").toString()).contains("0");
    }

    @Test
    default void aWaitWithoutANumberFails() throws IOException {
        RawHttp.Answer waited = lxd().get(Probe.operation(start("true")) + "/wait?timeout=x");

        assertThat(waited.status()).isEqualTo(500);
        assertThat(Probe.error(waited)).isEqualTo("strconv.Atoi: parsing \"x\": invalid syntax");
    }

    @Test
    default void anOperationIsForgottenFiveSecondsAfterItsEnd() throws IOException, InterruptedException {
        RawHttp.Answer answer = start("true");
        lxd().succeed(answer);
        pass(Duration.ofSeconds(3));
        assertThat(lxd().get(Probe.operation(answer)).status()).isEqualTo(200);

        pass(Duration.ofMillis(3500));

        for (String suffix : new String[] {"", "/wait", "/websocket?secret=x"}) {
            RawHttp.Answer gone = lxd().get(Probe.operation(answer) + suffix);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(Probe.error(gone)).isEqualTo("Operation not found");
        }
    }

    @Test
    default void aCommandCannotBeCancelled() throws IOException {
        RawHttp.Answer answer = start("sleep", "1");

        RawHttp.Answer running = lxd().request("DELETE", Probe.operation(answer));
        lxd().succeed(answer);
        RawHttp.Answer ended = lxd().request("DELETE", Probe.operation(answer));

        assertThat(running.status()).isEqualTo(400);
        assertThat(Probe.error(running)).isEqualTo("This operation can't be cancelled");
        assertThat(ended.status()).isEqualTo(400);
        assertThat(Probe.error(ended)).isEqualTo("Only running operations can be cancelled");
        assertThat(lxd().request("DELETE", "/1.0/operations/none").status()).isEqualTo(404);
    }

    @Test
    default void operationsAreListedByTheirState() throws IOException {
        RawHttp.Answer answer = start("sleep", "1");

        JsonObject addresses = Probe.metadata(lxd().get("/1.0/operations")).getAsJsonObject();
        JsonObject whole =
                Probe.metadata(lxd().get("/1.0/operations?recursion=1")).getAsJsonObject();

        assertThat(addresses.get("running").toString()).contains(Probe.operation(answer));
        assertThat(whole.get("running").getAsJsonArray())
                .anyMatch(operation -> Probe.operation(answer)
                        .endsWith(operation.getAsJsonObject().get("id").getAsString()));
        lxd().succeed(answer);
    }

    @Test
    default void aTaskHasNoWebsockets() throws IOException {
        RawHttp.Answer answer = start("sleep", "1");

        RawHttp.Answer connected = lxd().get(Probe.operation(answer) + "/websocket?secret=x");

        assertThat(connected.status()).isEqualTo(500);
        assertThat(Probe.error(connected)).isEqualTo("Only websocket operations can be connected");
        lxd().succeed(answer);
    }

    @Test
    default void aWebsocketNeedsItsSecretAndAnUpgrade() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(lxd(), instance(), ExecProbe.request("true"))) {
            RawHttp.Answer missing = lxd().get(exec.url() + "/websocket");
            RawHttp.Answer wrong = lxd().get(exec.url() + "/websocket?secret=x");
            RawHttp.Answer plain = lxd().get(exec.url() + "/websocket?secret=" + exec.secret("control"));

            assertThat(missing.status()).isEqualTo(500);
            assertThat(Probe.error(missing)).isEqualTo("missing secret");
            assertThat(wrong.status()).isEqualTo(500);
            assertThat(Probe.error(wrong)).isEqualTo("permission denied");
            assertThat(plain.status()).isEqualTo(400);
            assertThat(plain.headers().get("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(plain.text()).startsWith("Bad Request\n");
            assertThat(exec.attach("0", "1", "2").code()).isZero();
        }
    }

    @Test
    default void aCommandWhoseWebsocketsStayAwayFails() throws IOException {
        try (ExecProbe exec = ExecProbe.begin(impatient(), instance(), ExecProbe.request("true"))) {
            exec.attach("0", "1", "control");

            JsonObject operation = exec.await();

            assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
            assertThat(operation.get("err").getAsString()).isEqualTo("Timed out waiting for websockets to connect");
            assertThat(operation.get("metadata").getAsJsonObject().has("return"))
                    .isFalse();
        }
    }
}
