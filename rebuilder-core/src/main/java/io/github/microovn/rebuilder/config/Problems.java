package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong in one configuration file, so that one run reports all of it. */
final class Problems {

    private record Entry(int line, int column, Problem problem) {}

    private final String file;
    private final List<Entry> entries = new ArrayList<>();

    /** Collects for a file, which messages name as it is given here. */
    Problems(String file) {
        this.file = file;
    }

    /** The file's name as messages have it. */
    String file() {
        return file;
    }

    /** Adds a problem of the file as a whole; the message names the file. */
    void add(String message) {
        entries.add(new Entry(0, 0, new Problem("", message)));
    }

    /** Adds a problem at a place; lines and columns count from 1. */
    void add(int line, int column, String message) {
        entries.add(new Entry(line, column, new Problem(file + ":" + line + ":" + column, message)));
    }

    /** Adds a problem at the beginning of a node. */
    void add(Node node, String message) {
        add(node.getStartMark(), message);
    }

    /** Adds a problem at a mark, whose line and column count from 0. */
    void add(Mark mark, String message) {
        add(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    /** Reports everything that was added, in the order of the file. */
    void throwIfAny() {
        if (!entries.isEmpty()) {
            throw new ConfigurationException(entries.stream()
                    .sorted(Comparator.comparingInt(Entry::line).thenComparingInt(Entry::column))
                    .map(Entry::problem)
                    .toList());
        }
    }
}
