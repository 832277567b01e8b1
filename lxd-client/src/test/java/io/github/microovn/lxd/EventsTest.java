package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.event.EventTimings;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.OperationEvent;
import io.github.microovn.lxd.model.event.Resync;
import io.github.microovn.lxd.testing.Await;
import io.github.microovn.lxd.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a server that lives, dies and comes back. */
class EventsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final EventFilter LIFECYCLE = EventFilter.ofTypes(EventFilter.LIFECYCLE);
    private static final EventTimings QUICK = new EventTimings(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(5), Duration.ofMillis(50), 100);

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final Http http = new Http(Transport.unix(lxd.socket()), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private final Events events = new Events(new Api(http, null, Duration.ofSeconds(10)), QUICK);
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();

    @AfterEach
    void stop() {
        http.close();
        client.close();
        lxd.close();
    }

    private static LxdEvent next(EventSubscription subscription) {
        return subscription.next(SOON).orElseThrow();
    }

    private static String action(LxdEvent event) {
        return event instanceof LifecycleEvent lifecycle ? lifecycle.action() : event.toString();
    }

    @Test
    void whatHappensIsToldInOrder() {
        lxd.addImage("tiny");
        List<String> actions = new ArrayList<>();
        try (EventSubscription subscription = events.subscribe(LIFECYCLE)) {
            Instance c1 = client.instance("c1");
            client.instances().create(InstanceSpec.of("c1", "tiny"));
            c1.start();
            c1.run("true");
            c1.changeState(StateChange.freeze());
            c1.changeState(StateChange.unfreeze());
            c1.changeState(StateChange.restart(Duration.ofSeconds(5)));
            c1.stop(Duration.ofSeconds(5));
            lxd.instance("c1").start();
            lxd.instance("c1").freeze();
            lxd.instance("c1").start();
            lxd.instance("c1").stop();
            c1.delete();
            while (!actions.contains("instance-deleted")) {
                actions.add(action(next(subscription)));
            }
        }

        assertThat(actions)
                .containsExactly(
                        "instance-created",
                        "instance-started",
                        "instance-exec",
                        "instance-paused",
                        "instance-resumed",
                        "instance-restarted",
                        "instance-shutdown",
                        "instance-started",
                        "instance-paused",
                        "instance-resumed",
                        "instance-stopped",
                        "instance-deleted");
    }

    @Test
    void anOperationIsToldFromItsBeginToItsEnd() {
        lxd.addInstance("c1");
        try (EventSubscription subscription = events.subscribe(EventFilter.ofTypes(EventFilter.OPERATION))) {
            client.instance("c1").run("true");

            OperationEvent event = (OperationEvent) next(subscription);
            String id = event.operation().id();
            assertThat(event.operation().description()).isEqualTo("Executing command");
            assertThat(event.operation().isFinal()).isFalse();
            while (!event.operation().isFinal()) {
                event = (OperationEvent) next(subscription);
                assertThat(event.operation().id()).isEqualTo(id);
            }
            assertThat(event.operation().metadata()).containsEntry("return", 0L);
        }
    }

    @Test
    void aCutIsAGapAndThenItGoesOn() {
        try (EventSubscription subscription = events.subscribe(LIFECYCLE)) {
            lxd.faults().on("GET", "/1.0/events").times(3).unavailable();
            lxd.faults().cutConnections();

            assertThat(next(subscription))
                    .isInstanceOfSatisfying(
                            Resync.class, gap -> assertThat(gap.reason()).contains("cannot listen to events"));
            lxd.addInstance("c1");
            assertThat(action(next(subscription))).isEqualTo("instance-created");
            assertThat(lxd.requests())
                    .filteredOn(request -> request.path().equals("/1.0/events"))
                    .hasSize(5);
        }
    }

    @Test
    void aDaemonThatRefusesForGoodEndsTheSubscription() {
        try (EventSubscription subscription = events.subscribe(LIFECYCLE)) {
            lxd.addInstance("c1");
            assertThat(action(next(subscription))).isEqualTo("instance-created");
            assertThat(action(next(subscription))).isEqualTo("instance-started");
            lxd.faults().on("GET", "/1.0/events").always().error(403, "not authorized");
            lxd.faults().cutConnections();

            assertThatThrownBy(() -> next(subscription))
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("not authorized");
        }
    }

    @Test
    void whatTheDaemonDoesNotKnowIsRefusedAtOnce() {
        LxdApiException refused =
                catchThrowableOfType(LxdApiException.class, () -> events.subscribe(EventFilter.ofTypes("gossip")));

        assertThat(refused).hasMessageContaining("\"gossip\" isn't a supported event type");
        assertThatThrownBy(() -> client.project("p").events().subscribe(EventFilter.ALL))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("Project not found");
    }

    @Test
    void theFilterIsAskedForInTheRequest() {
        EventFilter filter = EventFilter.ofTypes("operation", "lifecycle");

        client.project("default").events().subscribe(filter.withAllProjects()).close();
        client.project("default").events().subscribe(EventFilter.ALL).close();

        assertThat(lxd.requests())
                .filteredOn(request -> request.path().equals("/1.0/events"))
                .extracting(request -> request.query().toString())
                .containsExactly("{type=lifecycle,operation, all-projects=true}", "{project=default}");
    }

    @Test
    void eventsComeOverHttpsAsWell(@TempDir Path home) {
        LxdClientBuilder settings = LxdClient.builder().environment(Map.of("HOME", home.toString()));
        try (LxdClient remote = TrustToken.parse(lxd.https().trustToken("me")).redeem("lab", settings);
                EventSubscription subscription = remote.events().subscribe(LIFECYCLE)) {
            lxd.addInstance("c1");
            assertThat(action(next(subscription))).isEqualTo("instance-created");
            assertThat(action(next(subscription))).isEqualTo("instance-started");

            lxd.faults().cutConnections();

            assertThat(next(subscription)).isInstanceOf(Resync.class);
        }
    }

    @Test
    void aSubscriptionLeavesNoConnectionAndNobodyWhoReads() {
        for (int i = 0; i < 5; i++) {
            events.subscribe(LIFECYCLE).close();
        }

        Await.until("nobody reads any more", () -> !reads());
        lxd.faults().on("GET", "/1.0/events").always().unavailable();
        assertThatThrownBy(() -> events.subscribe(LIFECYCLE)).isInstanceOf(LxdApiException.class);
        assertThat(reads()).isFalse();
    }

    /** Tells whether a thread of the client reads events, or one of the server listens to who does. */
    private static boolean reads() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.endsWith("EventConnection") || name.endsWith("EventHub"));
    }

    @Test
    void nothingComesWhereNothingHappens() {
        try (EventSubscription subscription = events.subscribe(LIFECYCLE)) {
            assertThat(subscription.next(Duration.ofMillis(20))).isEmpty();
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void closingTellsWhoWaits() throws Exception {
        EventSubscription subscription = events.subscribe(LIFECYCLE);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread waiting = waitIn(subscription, told);

        subscription.close();
        subscription.close();

        assertThat(told.get(20, TimeUnit.SECONDS))
                .isInstanceOf(LxdCancelledException.class)
                .hasMessageContaining("the subscription was closed");
        waiting.join();
    }

    @Test
    void theEndOfTheClientIsTheEndOfItsSubscriptions() throws Exception {
        EventSubscription subscription = client.events().subscribe(LIFECYCLE);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread waiting = waitIn(subscription, told);

        client.close();

        assertThat(told.get(20, TimeUnit.SECONDS))
                .isInstanceOf(LxdCancelledException.class)
                .hasMessageContaining("the client was closed");
        waiting.join();
        assertThatThrownBy(() -> client.events().subscribe(LIFECYCLE)).isInstanceOf(LxdCancelledException.class);
    }

    @Test
    void anInterruptEndsTheWaitNotTheSubscription() throws Exception {
        try (EventSubscription subscription = events.subscribe(LIFECYCLE)) {
            CompletableFuture<Throwable> told = new CompletableFuture<>();
            Thread waiting = waitIn(subscription, told);

            waiting.interrupt();

            assertThat(told.get(20, TimeUnit.SECONDS)).isInstanceOf(LxdCancelledException.class);
            waiting.join();
            lxd.addInstance("c1");
            assertThat(action(next(subscription))).isEqualTo("instance-created");
        }
    }

    /** Waits for an event in a thread, which keeps its interrupt. */
    private static Thread waitIn(EventSubscription subscription, CompletableFuture<Throwable> told) {
        Thread waiting = new Thread(() -> {
            try {
                told.complete(new AssertionError(subscription.next(Duration.ofMinutes(5))));
            } catch (LxdException e) {
                boolean kept = Thread.currentThread().isInterrupted();
                boolean interrupted = String.valueOf(e.getMessage()).contains("interrupted");
                told.complete(kept == interrupted ? e : new AssertionError("the flag is lost", e));
            }
        });
        waiting.start();
        return waiting;
    }
}
