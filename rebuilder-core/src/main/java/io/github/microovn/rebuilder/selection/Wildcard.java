package io.github.microovn.rebuilder.selection;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads names that may have {@code *} (any characters) and {@code ?} (any one) in them. */
final class Wildcard {

    private Wildcard() {}

    /** Whether a name has any of them. */
    static boolean in(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** What a name with some of them, or without, stands for. */
    static Predicate<String> matching(String name) {
        String expression = name.chars()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL).asMatchPredicate();
    }
}
