package io.github.microovn.rebuilder.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.journal.Since.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 23, 15, 0, 0, 0, ZoneId.of("Europe/Prague"));

    @Test
    void deployIsWhatEachHostSays() {
        assertThat(Since.parse(" deploy ", NOW)).contains(Since.LAST_DEPLOY);
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "10m,600", "10min,600", "-10m,600", "2h30m,9000", "1d,86400", "1w,604800", "1500ms,2"})
    void aSpanCountsFromEachHostsPresent(String text, String seconds) {
        assertThat(Since.parse(text, NOW)).contains(new Since(Kind.AGO, seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23,2026-11-22T23:00:00Z",
        "2026-11-23 14:05,2026-11-23T13:05:00Z",
        "2026-07-01T14:05:06,2026-07-01T12:05:06Z",
        "14:05,2026-11-23T13:05:00Z",
        "9:05:30,2026-11-23T08:05:30Z",
        "today,2026-11-22T23:00:00Z",
        "yesterday,2026-11-21T23:00:00Z"
    })
    void aTimeIsOfTheUsersTimeZone(String text, Instant moment) {
        assertThat(Since.parse(text, NOW)).contains(new Since(Kind.AT, Long.toString(moment.getEpochSecond())));
    }

    @Test
    void partsOfASecondCount() {
        assertThat(Since.parse("15:00:00.25", NOW)).contains(new Since(Kind.AT, "1795442400.250000"));
        assertThat(Since.parse("@1795442400.25", NOW)).contains(new Since(Kind.AT, "1795442400.25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "10", "10y", "25:00", "2026-13-01", "2026-11-23x", "@x", "2026-11-23T", "m"})
    void whatIsNoTimeIsNothing(String text) {
        assertThat(Since.parse(text, NOW)).isEmpty();
    }
}
