package io.github.microovn.rebuilder.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Tells what a running build wrote last, ten times a second at most, and at once its first error, and every one about a
 * schema. Used by one thread at a time.
 */
public final class OutputNews implements BuildOutput {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final int LINE_BYTES = 1000;

    /** Colours, titles and whatever else is meant for a terminal. */
    private static final Pattern SEQUENCES =
            Pattern.compile("\u001b(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final Consumer<String> lines;
    private final Consumer<ErrorLine> errors;
    private final LongSupplier nanoTime;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String untold = "";
    private boolean toldBefore;
    private long toldAt;
    private boolean found;

    /**
     * Tells of one build.
     *
     * @param lines is told its last line, without colours and control characters
     * @param errors is told its first error, and the others of schemas: parallel jobs may refuse several, and each has its own fix
     * @param nanoTime the time
     */
    public OutputNews(Consumer<String> lines, Consumer<ErrorLine> errors, LongSupplier nanoTime) {
        this.lines = lines;
        this.errors = errors;
        this.nanoTime = nanoTime;
    }

    @Override
    public void received(byte[] chunk) {
        for (byte one : chunk) {
            // What writes over its own line, as git does, is told all the same.
            if (one == '\n' || one == '\r') {
                complete(line.toString(UTF_8));
                line.reset();
            } else if (line.size() < LINE_BYTES) {
                line.write(one);
            }
        }
        paused();
    }

    @Override
    public void paused() {
        if (!untold.isEmpty() && (!toldBefore || nanoTime.getAsLong() - toldAt >= PAUSE_NANOS)) {
            lines.accept(untold);
            untold = "";
            toldBefore = true;
            toldAt = nanoTime.getAsLong();
        }
    }

    private void complete(String raw) {
        String plain = SEQUENCES.matcher(raw).replaceAll("").replace('\t', ' ');
        String text = CONTROLS.matcher(plain).replaceAll("?").strip();
        if (text.isEmpty()) {
            return;
        }
        untold = text;
        ErrorLine.of(text).filter(error -> !found || error.isOfSchema()).ifPresent(error -> {
            found = true;
            errors.accept(error);
        });
    }
}
