package io.github.microovn.rebuilder.junit;

import io.github.microovn.rebuilder.Logs;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.journal.Since;
import io.github.microovn.rebuilder.service.ServiceRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The journals of all nodes, attached to a test. */
final class NodeLogs {

    private static final Since THE_BEGINNING = new Since(Since.Kind.AT, "0");

    private final RebuilderOptions options;
    private final Map<String, List<String>> lines = new TreeMap<>();
    private final List<Path> files = new ArrayList<>();

    NodeLogs(RebuilderOptions options) {
        this.options = options;
    }

    /** Says in a failure where they are. */
    @SuppressWarnings("serial") // never serialised
    static final class Attached extends Exception {
        private Attached(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads them and attaches a file a node; a node that cannot be read has a file that says so. */
    Attached attachTo(ExtensionContext context) {
        try (Logs logs = Logs.open(options, ServiceRules.builtIn(), THE_BEGINNING, this::take)) {
            logs.read();
        } catch (RuntimeException e) {
            return new Attached("the journals of the nodes cannot be read: " + e.getMessage());
        }
        lines.forEach((node, said) -> context.publishFile(node + ".log", MediaType.TEXT_PLAIN_UTF_8, file -> {
            Files.write(file, said);
            files.add(file);
        }));
        return new Attached("the journals of the nodes: " + files);
    }

    private void take(Event event) {
        if (event instanceof LogEvent.Line line) {
            String writer = line.program() + (line.pid().isEmpty() ? "" : "[" + line.pid() + "]");
            add(
                    line.host(),
                    line.at() + " " + line.service() + " " + writer + ": "
                            + line.message().strip());
        } else if (event instanceof LogEvent.Lost lost) {
            add(lost.host(), "the journal cannot be read: " + lost.reason());
        }
    }

    private void add(String node, String line) {
        lines.computeIfAbsent(node, name -> new ArrayList<>()).add(line);
    }
}
