package io.github.microovn.rebuilder.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when on journals are read.
 *
 * @param kind what the value means
 * @param value a number of seconds, for some kinds with a fraction; empty for {@link Kind#DEPLOY}
 */
public record Since(Kind kind, String value) {

    /** What can be meant. */
    public enum Kind {
        /** The last deployment on each host. */
        DEPLOY,
        /** Some seconds before the present of each host's own clock. */
        AGO,
        /** A moment, in seconds since 1970. */
        AT
    }

    /** Since the last deployment on each host. */
    public static final Since LAST_DEPLOY = new Since(Kind.DEPLOY, "");

    private static final Pattern SPAN = Pattern.compile("(?:\\d{1,9}(?:ms|min|[smhdw]))+");
    private static final Pattern PART = Pattern.compile("(\\d+)([a-z]+)");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "min", 60L, "h", 3600L, "d", 86400L, "w", 604_800L);

    private static final Pattern MOMENT = Pattern.compile("@\\d{1,11}(?:\\.\\d{1,9})?");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("H:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /**
     * Reads what a user wrote.
     *
     * @param text {@code deploy}; a time span such as {@code 10m}, {@code 1h30m}, {@code 2d}; {@code today}, {@code
     *     yesterday}; {@code 14:05[:30]}, which is today's; {@code 2026-11-23[ 14:05[:30]]}, where a T may stand for the blank;
     *     or {@code @} with seconds since 1970. A minus before a span is ignored
     * @param now the present, in the user's time zone
     * @return what it means; empty when it means nothing
     */
    public static Optional<Since> parse(String text, ZonedDateTime now) {
        String value = text.strip();
        if (value.equals("deploy")) {
            return Optional.of(LAST_DEPLOY);
        }
        if (MOMENT.matcher(value).matches()) {
            return Optional.of(new Since(Kind.AT, value.substring(1)));
        }
        String span = value.replaceFirst("^-", "");
        if (SPAN.matcher(span).matches()) {
            return Optional.of(new Since(Kind.AGO, seconds(span)));
        }
        try {
            return Optional.of(
                    at(local(value, now.toLocalDate()).atZone(now.getZone()).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String seconds(String span) {
        Matcher part = PART.matcher(span);
        long millis = 0;
        while (part.find()) {
            long count = Long.parseLong(part.group(1));
            millis += part.group(2).equals("ms") ? count : count * 1000 * SECONDS.getOrDefault(part.group(2), 0L);
        }
        // Hosts have no finer clock than seconds at hand; more is better than less.
        return Long.toString((millis + 999) / 1000);
    }

    private static LocalDateTime local(String value, LocalDate today) {
        if (value.equals("today")) {
            return today.atStartOfDay();
        }
        if (value.equals("yesterday")) {
            return today.minusDays(1).atStartOfDay();
        }
        if (value.indexOf('-') < 0) {
            return today.atTime(LocalTime.parse(value, TIME));
        }
        String[] parts = value.split("[T ]", 2);
        LocalDate date = LocalDate.parse(parts[0]);
        return parts.length == 1 ? date.atStartOfDay() : date.atTime(LocalTime.parse(parts[1], TIME));
    }

    /** Since a moment. */
    static Since at(Instant moment) {
        String fraction = moment.getNano() == 0 ? "" : String.format(Locale.ROOT, ".%06d", moment.getNano() / 1000);
        return new Since(Kind.AT, moment.getEpochSecond() + fraction);
    }
}
