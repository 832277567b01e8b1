package io.github.microovn.lxd.embedded;

import java.util.List;
import java.util.Map;

/**
 * A command that a client asked an {@link EmbeddedInstance} to run.
 *
 * @param arguments the program and its arguments, as they were sent
 * @param environment its variables, the daemon's own included
 * @param user the id of the user it is to run as
 * @param group the id of the group it is to run as
 * @param directory where it is to run
 */
public record EmbeddedCommand(
        List<String> arguments, Map<String, String> environment, int user, int group, String directory) {

    /** {@inheritDoc} */
    public EmbeddedCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    static EmbeddedCommand of(ExecSpec spec) {
        return new EmbeddedCommand(spec.command(), spec.environment(), spec.user(), spec.group(), spec.directory());
    }

    boolean startsWith(List<String> beginning) {
        return arguments.size() >= beginning.size()
                && arguments.subList(0, beginning.size()).equals(beginning);
    }
}
