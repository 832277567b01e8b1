package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user is told of each thing that can go wrong with an answer. */
class FaultsTest {
    private static final String C1 = "/1.0/instances/c1";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdClient client = LxdClient.builder()
            .socket(lxd.socket())
            .requestTimeout(Duration.ofSeconds(2))
            .connect();
    private final Instance instance = client.instance("c1");

    FaultsTest() {
        lxd.addInstance("c1");
    }

    @AfterEach
    void stop() {
        lxd.faults().clear();
        client.close();
        lxd.close();
    }

    private <E extends LxdException> E failure(Class<E> type) {
        E failure = catchThrowableOfType(type, instance::info);
        assertThat(failure).isNotNull().hasMessageStartingWith("cannot read instance c1: ");
        assertThat(failure.attempt().request()).isEqualTo("GET " + C1);
        return failure;
    }

    @Test
    void noAnswerIsALostConnection() {
        lxd.faults().on("GET", C1).always().dropAfter(0);

        assertThat(failure(LxdConnectionException.class)).hasMessageContaining(lxd.socket() + ": connection lost: ");
    }

    @Test
    void halfAnAnswerIsALostConnection() {
        lxd.faults().on("GET", C1).always().truncateAnswer(20);

        assertThat(failure(LxdConnectionException.class)).hasMessageContaining("connection lost: ");
    }

    @Test
    void anAnswerThatIsLateIsStillAnAnswer() {
        lxd.faults().on("GET", C1).delay(Duration.ofMillis(50));

        assertThat(instance.info().name()).isEqualTo("c1");
    }

    @Test
    void anAnswerThatIsTooLateIsATimeout() {
        lxd.faults().on("GET", C1).delay(Duration.ofMinutes(1));

        assertThat(failure(LxdTimeoutException.class))
                .hasMessageContaining("not done within 2 s; LXD at " + lxd.socket() + " did not answer");
    }

    @Test
    void noAnswerForEverIsATimeout() {
        lxd.faults().on("GET", C1).hang();

        assertThat(failure(LxdTimeoutException.class)).hasMessageContaining("did not answer");
        assertThat(instance.info().name()).isEqualTo("c1");
    }

    @Test
    void whatIsNotHttpIsNotUnderstood() {
        lxd.faults().on("GET", C1).always().garbage();

        assertThat(failure(LxdProtocolException.class)).hasMessageContaining("the answer is not HTTP");
    }

    @Test
    void somebodyElsesErrorIsQuoted() {
        lxd.faults().on("GET", C1).answer(502, "text/html", "<h1>Bad\nGateway</h1>");

        LxdApiException refused = failure(LxdApiException.class);

        assertThat(refused).hasMessageContaining("(not an answer of LXD: <h1>Bad Gateway</h1>)");
        assertThat(refused.httpStatus()).isEqualTo(502);
    }

    @Test
    void somebodyElsesAnswerIsNotUnderstood() {
        lxd.faults().on("GET", C1).answer(200, "text/html", "<h1>It works!</h1>");

        assertThat(failure(LxdProtocolException.class))
                .hasMessageContaining("the answer is not understood")
                .hasMessageContaining("in: <h1>It works!</h1>");
    }

    @Test
    void anErrorOfTheDaemonIsItsOwnWords() {
        lxd.faults().on("GET", C1).error(403, "not authorized");

        LxdApiException refused = failure(LxdApiException.class);

        assertThat(refused).hasMessageContaining("LXD answered 403 not authorized");
        assertThat(refused.isForbidden()).isTrue();
    }

    @Test
    void anErrorInsideAGoodAnswerIsAnError() {
        lxd.faults().on("GET", C1).errorInside200(404, "Instance not found");

        LxdApiException refused = failure(LxdApiException.class);

        assertThat(refused.httpStatus()).isEqualTo(200);
        assertThat(refused.isNotFound()).isTrue();
    }

    @Test
    void aDaemonThatStartsSaysWhatToDo() {
        lxd.faults().on("GET", C1).unavailable();

        LxdApiException refused = failure(LxdApiException.class);

        assertThat(refused).hasMessageContaining("LXD daemon setup in progress; try again when the daemon has started");
        assertThat(refused.isUnavailable()).isTrue();
    }

    @Test
    void aFullDiskIsNamed() {
        lxd.faults().on("POST", C1 + "/files").diskFull(10);

        LxdApiException refused = catchThrowableOfType(
                LxdApiException.class,
                () -> instance.files().push(FileContent.of(new byte[100]), "/root/a", FileAttributes.mode(0600)));

        assertThat(refused).hasMessageContaining("/root/a").hasMessageContaining("no space left on device");
    }

    @Test
    void aFailedOperationInsideAGoodAnswerIsOne() {
        lxd.faults().on("GET", "/1.0/operations/*/wait").errorInside200(400, "the moon is full");
        lxd.faults().on("GET", "/1.0/operations/*").error(404, "Operation not found");

        LxdOperationException failed =
                catchThrowableOfType(LxdOperationException.class, () -> instance.stop(Duration.ofSeconds(5)));

        assertThat(failed).hasMessageContaining("cannot stop instance c1: the moon is full");
    }

    @Test
    void aWaitOutlivesItsConnection() throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> instance.runDetached(
                ExecRequest.of("sh", "-c", "until test -e \"$1\"; do sleep 0.02; done; exit 5", "sh", "/tmp/go")));
        while (lxd.requests().stream().noneMatch(request -> request.path().endsWith("/wait"))) {
            Thread.onSpinWait();
        }

        lxd.faults().cutConnections();
        lxd.instance("c1").withFile("/tmp/go", "");

        assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void aCommandWithStreamsDiesWithThem() throws IOException {
        try (ExecProcess process = instance.exec(ExecRequest.of("sh", "-c", "echo up; exec sleep 100"))) {
            assertThat(process.stdout().read()).isEqualTo('u');

            lxd.faults().cutConnections();

            LxdException lost = catchThrowableOfType(LxdException.class, () -> process.waitFor(Duration.ofSeconds(20)));
            assertThat(lost).hasMessageContaining("cannot run 'sh' on instance c1");
        }
    }
}
