package io.github.microovn.rebuilder.cli.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a terminal makes of bytes: rows of text, those that have scrolled away included. It knows what the program writes and
 * fails at anything else.
 */
public final class VirtualTerminal extends OutputStream {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\?25|\\d*)([a-zA-Z])");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private final int height;
    private int row;
    private int column;
    private boolean cursor = true;

    /** A terminal of so many rows; the columns do not matter, since nothing may reach the last one. */
    public VirtualTerminal(int height) {
        this.height = height;
    }

    @Override
    public synchronized void write(int value) {
        throw new AssertionError("a byte alone may be a part of a character");
    }

    /** Each writing is a whole one. */
    @Override
    public synchronized void write(byte[] written, int offset, int length) {
        bytes.write(written, offset, length);
        String text = new String(written, offset, length, StandardCharsets.UTF_8);
        int place = 0;
        while (place < text.length()) {
            place = take(text, place);
        }
        notifyAll();
    }

    private int take(String text, int place) {
        char character = text.charAt(place);
        if (character == '\u001b') {
            Matcher sequence = SEQUENCE.matcher(text).region(place, text.length());
            if (!sequence.lookingAt()) {
                throw new AssertionError("unknown sequence: " + text.substring(place + 1));
            }
            obey(sequence.group(1), sequence.group(2).charAt(0));
            return sequence.end();
        }
        if (character == '\n') {
            row++;
            column = 0;
            while (rows.size() <= row) {
                rows.add(new StringBuilder());
            }
        } else if (character == '\r') {
            column = 0;
        } else {
            StringBuilder line = rows.get(row);
            while (line.length() <= column) {
                line.append(' ');
            }
            line.setCharAt(column++, character);
        }
        return place + 1;
    }

    private void obey(String parameter, char command) {
        switch (command) {
            case 'A' -> {
                row -= Integer.parseInt(parameter);
                if (row < 0 || row < rows.size() - height) {
                    throw new AssertionError("the cursor leaves the screen");
                }
            }
            case 'J' -> {
                rows.get(row).setLength(column);
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'K' -> rows.get(row).setLength(column);
            case 'h' -> cursor = true;
            case 'l' -> cursor = false;
            case 'm' -> {
                // Colours.
            }
            default -> throw new AssertionError("unknown command " + command);
        }
    }

    /** All rows, as one text. */
    public synchronized String text() {
        return rows.stream().map(line -> line.toString().stripTrailing()).collect(Collectors.joining("\n"));
    }

    /** All that was written. */
    public synchronized String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether the cursor can be seen. */
    public synchronized boolean cursor() {
        return cursor;
    }

    /** Waits until the rows are as they should be, and returns them. */
    public synchronized String await(Predicate<String> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(text())) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("not in time, but:\n" + text());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        return text();
    }
}
