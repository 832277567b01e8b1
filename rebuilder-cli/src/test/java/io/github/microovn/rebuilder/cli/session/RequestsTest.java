package io.github.microovn.rebuilder.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private final List<List<Request>> told = new ArrayList<>();
    private final Requests requests = new Requests(told::add);

    @Test
    void whatIsAskedForTwiceIsDoneOnce() {
        requests.add(Request.ROUND);
        requests.add(Request.STATUS);
        requests.add(Request.ROUND);
        requests.add(Request.SAVED);

        assertThat(requests.take()).isEqualTo(Request.ROUND);
        assertThat(requests.take()).isEqualTo(Request.STATUS);
        assertThat(requests.take()).isEqualTo(Request.SAVED);
        assertThat(told).last().isEqualTo(List.of());
        assertThat(told.get(2)).containsExactly(Request.ROUND, Request.STATUS);
    }

    @Test
    void whoeverWantsToEndIsFirstAndNotForgotten() {
        requests.add(Request.ROUND);
        requests.add(Request.END);
        requests.forget();
        requests.add(Request.ROUND);

        assertThat(requests.take()).isEqualTo(Request.END);
        assertThat(requests.take()).isEqualTo(Request.ROUND);
    }

    @Test
    void anInterruptIsAWishToEnd() {
        Thread.currentThread().interrupt();

        assertThat(requests.take()).isEqualTo(Request.END);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void lettersStandForRequestsInLinesAndAsKeys() {
        assertThat(Request.ofLine(Optional.of(" s "))).isEqualTo(Request.STATUS);
        assertThat(Request.ofLine(Optional.of("saved"))).isEqualTo(Request.ROUND);
        assertThat(Request.ofLine(Optional.of(""))).isEqualTo(Request.ROUND);
        assertThat(Request.ofLine(Optional.empty())).isEqualTo(Request.END);
        assertThat(Request.ofKey(Optional.of(""))).contains(Request.ROUND);
        assertThat(Request.ofKey(Optional.of("x"))).isEmpty();
        assertThat(Request.ofKey(Optional.empty())).contains(Request.END);
    }
}
