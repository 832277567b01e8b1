package io.github.microovn.lxd.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.ScriptedLxd;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.wait.Waiter;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalsTest {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final String STATE = "/1.0/instances/c1/state";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();
    private final Instance instance = client.instance("c1");

    @AfterEach
    void stop() {
        client.close();
        lxd.close();
    }

    private List<String> changes() {
        return lxd.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    @Test
    void whatIsAsItShouldBeIsLeftAlone() {
        EmbeddedInstance c1 = lxd.addInstance("c1");
        instance.ensureRunning(TIME);
        c1.stop();
        instance.ensureStopped(TIME);
        client.instance("c2").ensureAbsent(TIME);

        assertThat(changes()).isEmpty();
    }

    @Test
    void whatIsNotIsChanged() {
        EmbeddedInstance c1 = lxd.addInstance("c1");
        c1.stop();
        instance.ensureRunning(TIME);
        assertThat(c1.status()).isEqualTo("Running");

        instance.ensureStopped(TIME);
        assertThat(c1.status()).isEqualTo("Stopped");

        instance.ensureAbsent(TIME);
        assertThat(lxd.instances()).isEmpty();
    }

    @Test
    void whatIsFrozenIsResumedOrStopped() {
        EmbeddedInstance c1 = lxd.addInstance("c1");
        c1.freeze();
        instance.ensureRunning(TIME);
        assertThat(c1.status()).isEqualTo("Running");

        c1.freeze();
        instance.ensureStopped(TIME);
        assertThat(c1.status()).isEqualTo("Stopped");

        c1.start();
        c1.freeze();
        instance.ensureAbsent(TIME);
        assertThat(lxd.instances()).isEmpty();
    }

    @Test
    void whatIsNotThereCanNeitherRunNorBeStopped() {
        assertThatThrownBy(() -> instance.ensureRunning(TIME)).isInstanceOf(LxdApiException.class);
        assertThatThrownBy(() -> instance.ensureStopped(TIME)).isInstanceOf(LxdApiException.class);
    }

    @Test
    void oneThatVanishesWhenItStopsHasStopped() {
        lxd.addImage("tiny");
        client.instances().create(InstanceSpec.of("c1", "tiny").asEphemeral());
        instance.start();

        instance.ensureStopped(TIME);

        assertThat(lxd.instances()).isEmpty();
    }

    @Test
    void whoWasFasterIsNoError() {
        EmbeddedInstance c1 = lxd.addInstance("c1");
        c1.stop();
        lxd.faults().on("PUT", STATE).when(request -> strike(c1::start)).unavailable();
        instance.ensureRunning(TIME);

        lxd.faults().clear();
        lxd.faults().on("PUT", STATE).when(request -> strike(c1::stop)).unavailable();
        instance.ensureStopped(TIME);

        assertThat(changes()).containsExactly("PUT " + STATE, "PUT " + STATE);
    }

    /** Does something when a request comes, which is handled rightly then. */
    private static boolean strike(Runnable happening) {
        happening.run();
        return false;
    }

    @Test
    void whatFailsTwiceIsAFailure() {
        lxd.addInstance("c1").stop();
        lxd.faults().on("PUT", STATE).always().error(400, "no such thing");

        assertThatThrownBy(() -> instance.ensureRunning(TIME))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("cannot start instance c1")
                .hasMessageContaining("no such thing");
        assertThat(changes()).hasSize(2);
    }

    @Test
    void aDaemonThatGoesAwayIsWaitedFor() {
        EmbeddedInstance c1 = lxd.addInstance("c1");
        c1.stop();
        lxd.faults().on("GET", STATE).times(2).unavailable();
        lxd.faults().on("PUT", STATE).times(2).dropAfter(0);

        instance.ensureRunning(TIME);

        assertThat(c1.status()).isEqualTo("Running");
    }

    /** Goals on a daemon that says what it is told, in a time of their own. */
    private static final class Scripted implements AutoCloseable {
        private final AtomicLong now = new AtomicLong();
        private final ScriptedLxd scripted = ScriptedLxd.start();
        private final Http http =
                new Http(Transport.unix(scripted.socket()), Duration.ofSeconds(5), Duration.ofSeconds(5));
        private final AtomicReference<String> status = new AtomicReference<>("Stopped");
        private final Goals goals;

        Scripted() {
            Family<InstanceInfo, InstanceSettings> instances = Family.of(
                    new Api(http, null, Duration.ofSeconds(5)),
                    InstanceInfo.class,
                    InstanceSettings.class,
                    Noun.of("instance"),
                    "instances");
            Waiter waiter = new Waiter(now::get, time -> now.addAndGet(time.toNanos()));
            goals = new Goals(instances.item("c1"), "c1", waiter);
            scripted.on(
                    "GET",
                    STATE,
                    call -> String.valueOf(status.get()).isEmpty()
                            ? Response.error(404, "Instance not found")
                            : Response.sync("{\"status\":\"" + status.get() + "\"}"));
        }

        List<String> changes() {
            return scripted.allCalls().stream()
                    .filter(call -> !call.method().equals("GET"))
                    .map(call -> call.method() + " " + call.body())
                    .toList();
        }

        @Override
        public void close() {
            http.close();
            scripted.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 9_900})
    void whoDoesNotShutDownIsForced(long failsAfterMillis) {
        try (Scripted daemon = new Scripted()) {
            daemon.status.set("Running");
            daemon.scripted.on("PUT", STATE, call -> {
                if (call.body().contains("\"force\":true")) {
                    daemon.status.set("Stopped");
                    return Response.sync("{}");
                }
                daemon.now.addAndGet(Duration.ofMillis(failsAfterMillis).toNanos());
                return Response.error(500, "Failed to shutdown instance");
            });

            daemon.goals.stopped(Duration.ofSeconds(10));

            assertThat(daemon.changes()).hasSize(2);
            assertThat(daemon.changes().get(0)).contains("\"timeout\":10").contains("\"force\":false");
            assertThat(daemon.changes().get(1)).contains("\"force\":true");
        }
    }

    @Test
    void whoeverIsAtItIsWaitedFor() {
        try (Scripted daemon = new Scripted()) {
            String other = """
                    {"running":[{"id":"77","class":"task","description":"Stopping instance","status_code":103,
                     "resources":{"instances":["/1.0/instances/c1?project=p"]}}]}
                    """;
            daemon.scripted.on("GET", "/1.0/operations", call -> Response.sync(other));
            daemon.scripted.on("PUT", STATE, call -> Response.error(400, "Instance is busy"));
            daemon.scripted.on("GET", "/1.0/operations/77/wait", call -> {
                if (daemon.changes().size() == 4) {
                    daemon.status.set("Running");
                }
                return Response.sync(daemon.scripted.operation("Success", 200, ""));
            });

            daemon.goals.running(TIME);

            assertThat(daemon.changes()).hasSize(4);
        }
    }

    @Test
    void commandsAreNotWaitedFor() {
        try (Scripted daemon = new Scripted()) {
            String command = """
                    {"running":[{"id":"77","class":"task","description":"Executing command","status_code":103,
                     "resources":{"instances":["/1.0/instances/c1"]}},
                     {"id":"78","class":"task","description":"Stopping instance","status_code":103,
                     "resources":{"instances":["/1.0/instances/c10"]}}]}
                    """;
            daemon.scripted.on("/1.0/operations", command);
            daemon.scripted.withOperation("{}", "{}").inBackground();
            daemon.scripted.on(
                    daemon.scripted.operationPath() + "/wait",
                    daemon.scripted.operation("Failure", 400, "Failed to run: forkstart c1"));

            assertThatThrownBy(() -> daemon.goals.running(TIME))
                    .isInstanceOf(LxdOperationException.class)
                    .hasMessageContaining("forkstart");
        }
    }

    @Test
    void whoeverDeletesItFirstIsNoError() {
        try (Scripted daemon = new Scripted()) {
            daemon.scripted.on("DELETE", "/1.0/instances/c1", call -> {
                daemon.status.set("");
                return Response.error(404, "Instance not found");
            });

            daemon.goals.absent(TIME);

            assertThat(daemon.changes()).hasSize(1);
        }
    }

    @Test
    void aStateThatDoesNotEndIsATimeout() {
        try (Scripted daemon = new Scripted()) {
            daemon.status.set("Stopping");

            assertThatThrownBy(() -> daemon.goals.running(TIME))
                    .isInstanceOf(LxdTimeoutException.class)
                    .hasMessageContaining("cannot have instance c1 running: not done within 20 s")
                    .hasMessageContaining("last seen: an instance that is stopping");
            assertThat(daemon.changes()).isEmpty();
        }
    }
}
