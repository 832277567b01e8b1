package io.github.microovn.rebuilder.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads single YAML nodes as what they have to be. What they are is told by tag; the text is always the written one. */
final class Nodes {

    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private final Problems problems;

    Nodes(Problems problems) {
        this.problems = problems;
    }

    /** A text that is not blank, on one line. A number or a date is not one unless it is quoted. */
    Optional<String> text(String key, Node node) {
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
            problems.add(node, wrongType(key, "a text", node));
        } else if (scalar.getValue().isBlank()) {
            problems.add(node, "'" + key + "' is empty");
        } else if (scalar.getValue().chars().anyMatch(Character::isISOControl)) {
            problems.add(node, "'" + key + "' has a line break or another control character in it");
        } else {
            return Optional.of(scalar.getValue());
        }
        return Optional.empty();
    }

    /** A text or a number, as it was written. */
    Optional<String> textOrNumber(String key, Node node) {
        if (node instanceof ScalarNode scalar && NUMBERS.contains(scalar.getTag())) {
            return Optional.of(scalar.getValue());
        }
        return text(key, node);
    }

    /** A list, possibly empty. */
    Optional<SequenceNode> list(String key, String itsItems, Node node) {
        if (node instanceof SequenceNode sequence && sequence.getTag().equals(Tag.SEQ)) {
            return Optional.of(sequence);
        }
        problems.add(node, wrongType(key, "a list of " + itsItems, node));
        return Optional.empty();
    }

    /** A mapping, possibly empty. */
    Optional<MappingNode> mapping(String key, String itsItems, Node node) {
        if (node instanceof MappingNode mapping && mapping.getTag().equals(Tag.MAP)) {
            return Optional.of(mapping);
        }
        problems.add(node, wrongType(key, "a mapping of " + itsItems, node));
        return Optional.empty();
    }

    /** One of a few words: the constants of an enum in lower case, with hyphens. */
    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type, Node node) {
        E[] constants = type.getEnumConstants();
        if (node instanceof ScalarNode scalar) {
            for (E constant : constants) {
                if (word(constant).equals(scalar.getValue())) {
                    return Optional.of(constant);
                }
            }
        }
        String words = Arrays.stream(constants).map(Nodes::word).collect(Collectors.joining(" or "));
        problems.add(node, wrongType(key, words, node));
        return Optional.empty();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether something is so. */
    Optional<Boolean> truth(String key, Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Optional.of(
                    Set.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT)));
        }
        problems.add(node, wrongType(key, "true or false", node));
        return Optional.empty();
    }

    /** A time with its unit. */
    Optional<Duration> duration(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            Matcher time = DURATION.matcher(scalar.getValue());
            if (time.matches()) {
                return Optional.of(Duration.of(Long.parseLong(time.group(1)), UNITS.get(time.group(2))));
            }
        }
        problems.add(node, wrongType(key, "a time with its unit such as 500ms, 2s or 30m", node));
        return Optional.empty();
    }

    /** A time with its unit that is not nothing. */
    Optional<Duration> deadline(String key, Node node) {
        Optional<Duration> time = duration(key, node);
        if (time.filter(Duration::isZero).isPresent()) {
            problems.add(node, "'" + key + "' must be more than nothing");
            return Optional.empty();
        }
        return time;
    }

    private static String wrongType(String key, String expected, Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return "'" + key + "' has no value; it must be " + expected;
        }
        boolean quotable = expected.equals("a text") && isPlain(node);
        return "'" + key + "' must be " + expected + ", not " + describe(node)
                + (quotable ? "; put it in quotes if it is meant" : "");
    }

    private static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar
                && (NUMBERS.contains(scalar.getTag())
                        || scalar.getTag().equals(Tag.BOOL)
                        || scalar.getTag().equals(Tag.TIMESTAMP));
    }

    /** Names a node in a message: {@code a list}, {@code the number 5}, {@code the text 'foo'}. */
    static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return describe(scalar);
        }
        Tag own = node instanceof MappingNode ? Tag.MAP : Tag.SEQ;
        String kind = node instanceof MappingNode ? "a mapping" : "a list";
        return node.getTag().equals(own) ? kind : kind + " with the tag " + name(node.getTag());
    }

    private static String describe(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String value = scalar.getValue();
        if (tag.equals(Tag.STR)) {
            return "the text '" + shortened(value) + "'";
        }
        if (NUMBERS.contains(tag)) {
            return "the number " + shortened(value);
        }
        if (tag.equals(Tag.BOOL)) {
            return "the truth value " + value.toLowerCase(Locale.ROOT);
        }
        if (tag.equals(Tag.TIMESTAMP)) {
            return "the date " + value;
        }
        return tag.equals(Tag.NULL) ? "nothing" : "a value with the tag " + name(tag);
    }

    private static String name(Tag tag) {
        return tag.getValue().startsWith(Tag.PREFIX)
                ? "!!" + tag.getValue().substring(Tag.PREFIX.length())
                : tag.getValue();
    }

    /** The beginning of a text, on one line. */
    static String shortened(String value) {
        String line = value.lines().findFirst().orElse("");
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }
}
