package io.github.microovn.rebuilder.cli.command;

import java.util.List;
import java.util.Optional;

/** What may follow a command's name and options, and what did. */
public final class Words {

    private final String usage;
    private List<String> typed = List.of();

    /**
     * Nothing has been typed yet.
     *
     * @param usage what may be, such as {@code [SERVICE...]} or {@code up|down}; empty when nothing may
     */
    Words(String usage) {
        this.usage = usage;
    }

    String usage() {
        return usage;
    }

    boolean allowed() {
        return !usage.isEmpty();
    }

    void accept(List<String> words) {
        typed = List.copyOf(words);
    }

    List<String> typed() {
        return typed;
    }

    /** The word that was typed, where it is one. */
    Optional<String> only() {
        return typed.size() == 1 ? Optional.of(typed.get(0)) : Optional.empty();
    }
}
