package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.ErrorLine;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.EventSink;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Tells what a running build wrote last, and its first error at once. Used by one thread at a time. */
final class BuildNews implements BuildOutput {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final int LINE_BYTES = 1000;

    /** Colours, titles and whatever else is meant for a terminal. */
    private static final Pattern SEQUENCES =
            Pattern.compile("\u001b(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final EventSink events;
    private final LongSupplier nanoTime;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String untold = "";
    private boolean toldBefore;
    private long toldAt;
    private boolean found;

    /**
     * Tells of one build.
     *
     * @param events is told
     * @param nanoTime the time
     */
    BuildNews(EventSink events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
    }

    @Override
    public void received(byte[] chunk) {
        for (byte one : chunk) {
            if (one == '\n') {
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
            events.emit(new BuildEvent.Output(untold));
            untold = "";
            toldBefore = true;
            toldAt = nanoTime.getAsLong();
        }
    }

    private void complete(String raw) {
        // What writes over its own line shows what stands there last.
        String shown = raw.stripTrailing();
        String plain = SEQUENCES
                .matcher(shown.substring(shown.lastIndexOf('\r') + 1))
                .replaceAll("")
                .replace('\t', ' ');
        String text = CONTROLS.matcher(plain).replaceAll("?").strip();
        if (text.isEmpty()) {
            return;
        }
        untold = text;
        if (!found) {
            ErrorLine.of(text).ifPresent(error -> {
                found = true;
                events.emit(new BuildEvent.ErrorFound(error.file(), error.line(), error.message()));
            });
        }
    }
}
