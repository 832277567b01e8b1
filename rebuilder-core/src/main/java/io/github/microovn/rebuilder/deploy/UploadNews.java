package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.event.HostEvent;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Tells how far an upload is, once it has lasted for long enough that somebody may wonder. */
final class UploadNews implements LongConsumer {

    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final String host;
    private final Change change;
    private final Session session;
    private final LongSupplier nanoTime;
    private long due;

    /** Tells of an upload that begins now. */
    UploadNews(String host, Change change, Session session, LongSupplier nanoTime) {
        this.host = host;
        this.change = change;
        this.session = session;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong() + PATIENCE_NANOS;
    }

    @Override
    public void accept(long sent) {
        long now = nanoTime.getAsLong();
        if (now - due >= 0) {
            due = now + PAUSE_NANOS;
            session.emit(new HostEvent.UploadProgress(host, change.name(), sent, change.sizeBytes()));
        }
    }
}
