package io.github.microovn.rebuilder.host.ssh;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The patterns for host names of ssh_config(5) and known_hosts: {@code *}, {@code ?}, and {@code !} for exceptions. */
final class HostPatterns {

    private HostPatterns() {}

    /** Whether one of the patterns matches the name and none that begins with {@code !} does. */
    static boolean match(List<String> patterns, String name) {
        boolean matched = false;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            if (matches(exception ? pattern.substring(1) : pattern, name)) {
                if (exception) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return name.toLowerCase(Locale.ROOT).matches(regex.toString());
    }
}
