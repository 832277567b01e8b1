package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.cli.console.Interrupts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Hands wishes on to whoever is at work now. One that comes while nobody is, between the prompt and a round, is kept for the
 * next: it would otherwise end the process on the spot.
 */
final class WishDesk implements Interrupts {

    private final Deque<Consumer<? super Wish>> receivers = new ArrayDeque<>();
    private final Deque<Wish> kept = new ArrayDeque<>();

    /** Takes a wish. */
    synchronized void accept(Wish wish) {
        if (receivers.isEmpty()) {
            kept.add(wish);
        } else {
            receivers.getLast().accept(wish);
        }
    }

    @Override
    public synchronized Registration deliverTo(Consumer<? super Wish> receiver) {
        receivers.add(receiver);
        kept.forEach(receiver);
        kept.clear();
        return () -> remove(receiver);
    }

    private synchronized void remove(Consumer<? super Wish> receiver) {
        receivers.remove(receiver);
    }
}
