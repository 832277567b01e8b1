package io.github.microovn.rebuilder.ovsdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OVS.
 *
 * @param major the first number
 * @param minor the second one
 */
public record Release(int major, int minor) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

    /** Whether a server of a release, such as {@code 3.1.0}, is of this one or a later one. */
    boolean isReachedBy(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return true;
        }
        int first = Integer.parseInt(matcher.group(1));
        return first > major || (first == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
