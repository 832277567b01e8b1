package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.EventSubscription;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.OperationEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the daemon tells about what happens in it. */
interface EventFacts extends ClientFacts {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=foo|\"foo\" isn't a supported event type",
                "type=lifecycle,network-acl|\"network-acl\" isn't a supported event type",
                "project=nope|Project not found",
                "project=default&all-projects=true|Cannot specify a project when requesting all projects"
            })
    default void whatCannotBeListenedToIsRefused(String query, String complaint) throws IOException {
        RawHttp.Answer answer = lxd().request(
                        "GET",
                        "/1.0/events?" + query,
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(Probe.error(answer)).isEqualTo(complaint);
    }

    @Test
    default void eventsNeedAWebSocket() throws IOException {
        RawHttp.Answer answer = lxd().get("/1.0/events");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("Bad Request\n");
    }

    @Test
    default void aListenerIsPingedAtOnceAndItsPingsAreAnswered() throws IOException {
        try (RawWebSocket socket = RawWebSocket.connect(lxd().socket(), "/1.0/events?type=lifecycle")) {
            socket.read();
            Await.until(
                    "a ping",
                    () -> socket.frames().stream()
                            .anyMatch(frame -> frame.kind() == RawWebSocket.PING
                                    && new String(frame.payload(), StandardCharsets.UTF_8).equals("keepalive")));
            socket.send(RawWebSocket.PING, "hi");

            Await.until("a pong", () -> socket.frames().stream().anyMatch(frame -> frame.kind() == 10));
        }
    }

    @Test
    default void aListenerThatSaysSomethingIsCut() throws IOException {
        try (RawWebSocket socket = RawWebSocket.connect(lxd().socket(), "/1.0/events?type=lifecycle")) {
            socket.read();
            socket.send(RawWebSocket.TEXT, "hi");

            socket.awaitEnd();
            assertThat(socket.kinds()).isEmpty();
        }
    }

    private LifecycleEvent next(EventSubscription subscription, String action) {
        String source = "/1.0/instances/" + instance();
        return (LifecycleEvent) find(
                subscription,
                event -> event instanceof LifecycleEvent lifecycle
                        && lifecycle.source().equals(source)
                        && lifecycle.action().equals(action));
    }

    private static LxdEvent find(EventSubscription subscription, Predicate<LxdEvent> wanted) {
        while (true) {
            LxdEvent event = subscription
                    .next(Duration.ofSeconds(30))
                    .orElseThrow(() -> new AssertionError("the event does not come"));
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    @Test
    default void theLifeOfAnInstanceIsTold() {
        try (EventSubscription subscription = client().events().subscribe(EventFilter.ofTypes(EventFilter.LIFECYCLE))) {
            it().run("true");
            it().changeState(StateChange.freeze());
            it().changeState(StateChange.unfreeze());
            it().files().push(FileContent.of(new byte[3]), "/root/event", FileAttributes.mode(0600));
            it().files().readAll("/root/event");
            it().files().delete("/root/event");

            LifecycleEvent exec = next(subscription, "instance-exec");
            assertThat(exec.context()).containsEntry("command", List.of("true"));
            assertThat(exec.requestor().username()).isEmpty();
            assertThat(exec.project()).isEqualTo("default");
            assertThat(exec.location()).isEqualTo("none");
            LifecycleEvent paused = next(subscription, "instance-paused");
            assertThat(paused.requestor().protocol()).isEqualTo("unix");
            assertThat(paused.requestor().username()).isEqualTo(System.getProperty("user.name"));
            assertThat(paused.context()).isEmpty();
            next(subscription, "instance-resumed");
            for (String action : List.of("pushed", "retrieved", "deleted")) {
                assertThat(next(subscription, "instance-file-" + action).context())
                        .containsEntry("path", "/root/event");
            }
        }
    }

    @Test
    default void anOperationIsToldUntilItsEnd() {
        try (EventSubscription subscription = client().events().subscribe(EventFilter.ofTypes(EventFilter.OPERATION))) {
            it().runDetached(ExecRequest.of("sh", "-c", "exit 3"));

            OperationEvent ended = (OperationEvent) find(
                    subscription,
                    event -> event instanceof OperationEvent operation
                            && operation.operation().isFinal()
                            && operation.operation().resources().toString().contains("/1.0/instances/" + instance()));
            assertThat(ended.operation().metadata()).containsEntry("return", 3L);
            assertThat(ended.operation().description()).isEqualTo("Executing command");
        }
    }
}
