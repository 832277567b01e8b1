package io.github.microovn.rebuilder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestTest {

    private static final long START = Long.MAX_VALUE - 5; // nanoTime may overflow

    private final Rest rest = new Rest();

    private static long at(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    @Test
    void waitsForNothingUntilSomethingChanges() {
        assertThat(rest.nanosLeft(at(0))).isEmpty();
        assertThat(rest.over(at(60_000))).isFalse();
    }

    @Test
    void isOverWhenNothingHasChangedForAWhile() {
        rest.disturbed(at(0));
        rest.disturbed(at(200));

        assertThat(rest.nanosLeft(at(300))).hasValue(200_000_000);
        assertThat(rest.over(at(499))).isFalse();
        assertThat(rest.over(at(500))).isTrue();
    }

    @Test
    void doesNotWaitForEver() {
        for (int millis = 0; millis < 10_000; millis += 100) {
            rest.disturbed(at(millis));
            assertThat(rest.over(at(millis))).isFalse();
        }

        assertThat(rest.over(at(10_000))).isTrue();
    }

    @Test
    void beginsAnew() {
        rest.disturbed(at(0));
        rest.reset();
        assertThat(rest.nanosLeft(at(1))).isEmpty();

        rest.disturbed(at(20_000));
        assertThat(rest.over(at(20_299))).isFalse();
    }
}
