package io.github.microovn.rebuilder.cli.session;

import java.util.Arrays;
import java.util.Optional;

/** What the loop can be asked for. */
enum Request {
    /** To build and deploy what changed. */
    ROUND("", "one more round"),
    /** To build and deploy all that differs. */
    ALL("a", "deploy all"),
    /** To show what hosts have and how their services are. */
    STATUS("s", "status"),
    /** To show what services wrote since the last deployment. */
    LOGS("l", "logs"),
    /** To take the last round back. */
    UNDO("u", "undo"),
    /** To begin or to end building whenever a source is saved. */
    WATCH("w", "watch on or off"),
    /** To explain the keys. */
    HELP("?", "help"),
    /** To end the program, by a key. */
    QUIT("q", "quit"),
    /** To end the program: the input has ended, or the process shall. */
    END("end", "quit"),
    /** To build and deploy what changed, because a source was saved. */
    SAVED("saved", "a round for what was saved");

    private final String key;
    private final String words;

    Request(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** What a user types for it. */
    String key() {
        return key;
    }

    /** What it is, for a sentence that tells what comes next. */
    String words() {
        return words;
    }

    /** What a line asks for; none at the end of the input. Whatever else was typed before Enter does not matter. */
    static Request ofLine(Optional<String> line) {
        return line.map(text -> ofKey(Optional.of(text.strip())).orElse(ROUND)).orElse(END);
    }

    /** What a key asks for, if anything; no key at the end of the input. */
    static Optional<Request> ofKey(Optional<String> typed) {
        if (typed.isEmpty()) {
            return Optional.of(END);
        }
        return Arrays.stream(values())
                .filter(request -> request.key.length() <= 1 && request.key.equals(typed.get()))
                .findFirst();
    }
}
