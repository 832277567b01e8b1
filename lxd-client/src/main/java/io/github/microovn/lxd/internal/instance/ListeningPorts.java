package io.github.microovn.lxd.internal.instance;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TCP ports on which somebody listens, as the kernel's tables of sockets have them. */
public final class ListeningPorts {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;

    private final Set<Integer> ports;

    private ListeningPorts(Set<Integer> ports) {
        this.ports = ports;
    }

    /** Reads tables; what is no line of one does not count. */
    public static ListeningPorts parse(String tables) {
        return new ListeningPorts(tables.lines()
                .map(line -> BLANKS.split(line.strip()))
                .filter(cells -> cells.length > STATE && cells[STATE].equals(LISTENING))
                .map(cells -> Integer.valueOf(cells[ADDRESS].substring(cells[ADDRESS].lastIndexOf(':') + 1), 16))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Tells whether somebody listens on a port. */
    public boolean contains(int port) {
        return ports.contains(port);
    }

    /** Says on which ports somebody listens. */
    @Override
    public String toString() {
        return ports.isEmpty() ? "nobody that listens" : "only listeners on " + ports;
    }
}
