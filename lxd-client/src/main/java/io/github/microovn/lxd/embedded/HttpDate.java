package io.github.microovn.lxd.embedded;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in HTTP's one format. */
final class HttpDate {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, ", Locale.ENGLISH);
    private static final DateTimeFormatter REST = DateTimeFormatter.ofPattern(
                    "dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String format(Instant instant) {
        ZonedDateTime date = instant.atZone(ZoneOffset.UTC);
        return DAY.format(date) + REST.format(date);
    }

    /** Reads a date; its day of the week may be wrong, as it may for the daemon. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(REST.parse(text.replaceFirst("^[A-Za-z]+, ", ""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
