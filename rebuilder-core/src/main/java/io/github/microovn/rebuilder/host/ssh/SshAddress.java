package io.github.microovn.rebuilder.host.ssh;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [USER@]HOST[:PORT]}; an IPv6 address with a port stands in brackets.
 *
 * @param user who logs in; absent: as configured
 * @param host the host's name, as the configuration knows it
 * @param port the port; absent: as configured
 */
record SshAddress(Optional<String> user, String host, OptionalInt port) {

    private static final Pattern FORM = Pattern.compile(
            "(?:([^@\\s]+)@)?(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|([^\\s:@\\[\\]/]+))(?::(\\d{1,5}))?");
    private static final Pattern BARE_IPV6 =
            Pattern.compile("(?:([^@\\s]+)@)?([0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?)");
    private static final int MAX_PORT = 65_535;

    /** Reads an address; empty where it is none. */
    static Optional<SshAddress> parse(String text) {
        Matcher bare = BARE_IPV6.matcher(text);
        if (bare.matches()) {
            return Optional.of(new SshAddress(Optional.ofNullable(bare.group(1)), bare.group(2), OptionalInt.empty()));
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(4) == null ? 0 : Integer.parseInt(form.group(4));
        String host = form.group(2) == null ? form.group(3) : form.group(2);
        // A name that begins with a dash is nobody's, and an option for whoever hands it to a command.
        if (host.startsWith("-") || port > MAX_PORT || (port == 0 && form.group(4) != null)) {
            return Optional.empty();
        }
        return Optional.of(new SshAddress(
                Optional.ofNullable(form.group(1)), host, port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }
}
