package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.LogEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Entries of journals as lines: {@code [movn1] Nov 23 15:13:31.853 chassis ovn-controller[555]: what it says}. */
final class LogLines {

    private static final String MORE = "    ";

    private final DateTimeFormatter time;

    /** Shows times of a zone. */
    LogLines(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss.SSS", Locale.ENGLISH)
                .withZone(zone);
    }

    /** The lines of an event; an entry of several lines has one for each. */
    List<String> of(LogEvent event) {
        if (event instanceof LogEvent.Line line) {
            return lines(line);
        }
        if (event instanceof LogEvent.Lost lost) {
            return List.of("[" + lost.host() + "] The journal cannot be read: " + lost.reason()
                    + (lost.again() ? "; trying again" : ""));
        }
        if (event instanceof LogEvent.Regained regained) {
            return List.of("[" + regained.host() + "] The journal can be read again");
        }
        return event instanceof LogEvent.NoSuchService none
                ? List.of("[local] No host has a service " + none.service())
                : List.of();
    }

    private List<String> lines(LogEvent.Line line) {
        String who = "[" + line.host() + "] ";
        List<String> result = new ArrayList<>();
        for (String text : line.message().stripTrailing().split("\n", -1)) {
            result.add(
                    result.isEmpty()
                            ? who + time.format(line.at()) + " " + writer(line) + ": " + text
                            : who + MORE + text);
        }
        return result;
    }

    /** The service and what wrote for it, or only that when it has the same name. */
    private static String writer(LogEvent.Line line) {
        String service = line.service().substring(line.service().indexOf('.') + 1);
        String program = line.program() + (line.pid().isEmpty() ? "" : "[" + line.pid() + "]");
        boolean same = line.program().equals(service) || line.program().equals(line.service());
        return same || service.isEmpty() ? program : service + " " + program;
    }
}
