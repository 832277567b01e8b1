package io.github.microovn.rebuilder.host.lxd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [REMOTE:]INSTANCE[?project=NAME]}.
 *
 * @param remote a server that the user's lxc or incus knows; absent: the one of this machine
 * @param instance the instance's name
 * @param project its project; absent: the remote's
 */
record InstanceAddress(Optional<String> remote, String instance, Optional<String> project) {

    // A daemon resolves what is in the path of a request: a name with a slash would be another object's.
    private static final Pattern FORM =
            Pattern.compile("(?:([^\\s:/?&#]+):)?([A-Za-z0-9-]+)(?:\\?project=([^\\s:/?&#]+))?");

    /** Reads an address; empty where it is none. */
    static Optional<InstanceAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new InstanceAddress(
                        Optional.ofNullable(form.group(1)), form.group(2), Optional.ofNullable(form.group(3))))
                : Optional.empty();
    }

    /** What the command of the daemon's users needs to see the instance's like. */
    String list(String command) {
        return command + " list" + remote.map(name -> " " + name + ":").orElse("") + option();
    }

    /** What the command of the daemon's users does something to the instance with. */
    String act(String command, String action) {
        return command + " " + action + " " + remote.map(name -> name + ":").orElse("") + instance + option();
    }

    private String option() {
        return project.map(name -> " --project " + name).orElse("");
    }
}
