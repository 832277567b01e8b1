package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * An option as its field declares it.
 *
 * @param names all its names, the short one first
 * @param placeholder what stands for its value in help, empty for a flag
 * @param description what help says about it
 * @param order its place in help
 * @param question whether it asks about the program instead of telling it something
 */
record Option(List<String> names, String placeholder, String description, int order, boolean question) {

    private static final String VARIABLE_PREFIX = "MICROOVN_REBUILDER_";

    /** The options of a command in the order of its help. */
    static List<Option> all(List<ParameterDescription> declared) {
        return declared.stream()
                .map(Option::of)
                .sorted(Comparator.comparingInt(Option::order))
                .toList();
    }

    private static Option of(ParameterDescription declared) {
        Parameter annotation = declared.getParameterAnnotation();
        return new Option(
                List.of(annotation.names()),
                annotation.placeholder(),
                annotation.description(),
                annotation.order(),
                annotation.help());
    }

    boolean takesValue() {
        return !placeholder.isEmpty();
    }

    /** The first of the names with two dashes: what messages and help call it. */
    String longName() {
        return names.stream().filter(name -> name.startsWith("--")).findFirst().orElseThrow();
    }

    /** Which of a command's verbs it is for: those that its description begins with, or all. */
    List<String> verbs(List<String> all) {
        List<String> first = List.of(description.split(": ", 2)[0].split(", "));
        return all.containsAll(first) ? first : all;
    }

    /** How messages name it: {@code -j/--jobs}. */
    String label() {
        return names.get(0).equals(longName()) ? longName() : names.get(0) + "/" + longName();
    }

    /** The environment variables that set it where the command line does not: one for every long name. */
    List<String> variables() {
        return names.stream()
                .filter(name -> name.startsWith("--") && !question)
                .map(name ->
                        VARIABLE_PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
                .toList();
    }
}
