package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.HostEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArrivalsTest {

    private static final Event FOUND = new HostEvent.Connected("h1", "/root/squashfs-root", Duration.ZERO);
    private static final Event UNAVAILABLE = new ConnectEvent.Failed("h2", "it does not run");

    private final List<Event> events = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(List.of("h1", "h2"), new EventSink(events::add));

    @Test
    void tellsOfTheHostsThatAreStillWaitedForInTheirOrder() throws InterruptedException {
        arrivals.tellOfSlow(Duration.ZERO);

        assertThat(events).hasSize(2).allMatch(ConnectEvent.Waiting.class::isInstance);
        assertThat(events).extracting(event -> ((ConnectEvent) event).host()).containsExactly("h1", "h2");
    }

    @Test
    void ofAHostThatWasFoundNothingFollows() throws InterruptedException {
        arrivals.found("h1", FOUND);
        arrivals.tellOfSlow(Duration.ZERO);

        assertThat(events).first().isEqualTo(FOUND);
        assertThat(events).last().isInstanceOfSatisfying(ConnectEvent.Waiting.class, slow -> {
            assertThat(slow.host()).isEqualTo("h2");
            assertThat(slow.limit()).isZero();
        });
    }

    @Test
    void nobodyIsWaitedForWhenAllAreFound() throws InterruptedException {
        arrivals.found("h1", FOUND);
        arrivals.found("h2", UNAVAILABLE);
        arrivals.tellOfSlow(Duration.ofHours(1));

        assertThat(events).containsExactly(FOUND, UNAVAILABLE);
    }
}
