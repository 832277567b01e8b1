package io.github.microovn.rebuilder.preflight;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OVN. Every even year's March release is supported for long; an upgrade may go from one of those to the next,
 * or from what lies between to the next.
 *
 * @param year the year of the century
 * @param month the month
 */
record Release(int year, int month) implements Comparable<Release> {

    private static final Pattern VERSION = Pattern.compile("(?:^|\\s)(\\d\\d)\\.(\\d\\d)(?:\\.|\\b)");

    /** The first release that a text names: {@code ovn-northd 26.03.90}, {@code 24.03.2+snap1}. */
    static Optional<Release> in(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find()
                ? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether one may be run with the databases and daemons of the other: at most one long-term release apart. */
    boolean worksWith(Release other) {
        Release older = compareTo(other) < 0 ? this : other;
        Release newer = older.equals(this) ? other : this;
        return newer.compareTo(older.nextLongTerm()) <= 0;
    }

    private Release nextLongTerm() {
        boolean before = year % 2 == 0 && month < 3;
        return new Release(before ? year : year + 2 - year % 2, 3);
    }

    @Override
    public int compareTo(Release other) {
        return year == other.year ? Integer.compare(month, other.month) : Integer.compare(year, other.year);
    }

    @Override
    public String toString() {
        return "%02d.%02d".formatted(year, month);
    }
}
