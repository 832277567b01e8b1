package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.model.ExecRequest;
import java.util.Map;

/** Commands as text for a {@link Shell}. */
final class ShellLine {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    /** The connection takes so much, also when nobody reads it. */
    private static final int LONGEST = 100_000;

    private ShellLine() {}

    /** Tells whether a command can be run by a shell. */
    static boolean fits(ExecRequest request) {
        boolean plain = request.user() == null
                && request.group() == null
                && request.directory() == null
                && request.stdin() == null
                && request.environment().keySet().stream().allMatch(name -> name.matches(NAME));
        return plain && size(request) <= LONGEST;
    }

    private static int size(ExecRequest request) {
        return request.command().stream().mapToInt(String::length).sum()
                + request.environment().values().stream()
                        .mapToInt(String::length)
                        .sum();
    }

    /** What has a shell run a command, and then write a line to each output that begins with a mark. */
    static String of(ExecRequest request, String mark) {
        // A shell of its own for the redirections: the one that stays would say "Killed" to where they lead.
        StringBuilder line = new StringBuilder("(");
        for (Map.Entry<String, String> variable : request.environment().entrySet()) {
            line.append("export ")
                    .append(variable.getKey())
                    .append('=')
                    .append(quoted(variable.getValue()))
                    .append("; ");
        }
        line.append("exec setpriv --pdeathsig KILL --");
        request.command().forEach(word -> line.append(' ').append(quoted(word)));
        return line.append(" </dev/null >&3 2>&4 3>&- 4>&-)\necho ")
                .append(mark)
                .append("$? >&3\necho ")
                .append(mark)
                .append(" >&4\n")
                .toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
