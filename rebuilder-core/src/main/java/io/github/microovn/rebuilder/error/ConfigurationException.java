package io.github.microovn.rebuilder.error;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; all of its problems at once. */
public final class ConfigurationException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Something wrong in a configuration.
     *
     * @param location where: {@code file:line:column}, or empty where there is no place to name
     * @param message what is wrong and what to do
     */
    public record Problem(String location, String message) {

        @Override
        public String toString() {
            return location.isEmpty() ? message : location + ": " + message;
        }
    }

    /**
     * Reports problems.
     *
     * @param problems what is wrong, in the order of the file
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return the problems, in the order of the file
     */
    public List<Problem> problems() {
        return problems;
    }
}
