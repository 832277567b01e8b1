package io.github.microovn.rebuilder.cli.console;

import java.util.List;

/** What a terminal is told beside text: the few sequences that every one has known for forty years. */
final class Ansi {

    static final String ERASE_BELOW = "\u001b[J";
    static final String SHOW_CURSOR = "\u001b[?25h";

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String ERASE_RIGHT = "\u001b[K";
    private static final String PLAIN = "\u001b[0m";

    private Ansi() {}

    /** Colours that a reader can do without. */
    enum Tone {
        NORMAL(""),
        FAINT("\u001b[2m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m");

        private final String sequence;

        Tone(String sequence) {
            this.sequence = sequence;
        }

        String of(String text) {
            return sequence.isEmpty() ? text : sequence + text + PLAIN;
        }
    }

    /** Draws rows from the cursor on, over whatever is there, and returns to where they begin. */
    static String frame(List<String> rows) {
        var text = new StringBuilder(HIDE_CURSOR);
        text.append(String.join(ERASE_RIGHT + "\n", rows)).append(ERASE_BELOW).append('\r');
        if (rows.size() > 1) {
            text.append("\u001b[").append(rows.size() - 1).append('A');
        }
        return text.toString();
    }
}
