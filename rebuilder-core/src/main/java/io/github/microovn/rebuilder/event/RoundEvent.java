package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.RoundResult;

/** Something that happened to a round as a whole. */
public sealed interface RoundEvent extends Event {

    /**
     * A round begins.
     *
     * @param round its number, from 1
     */
    record Started(int round) implements RoundEvent {
        @Override
        public String type() {
            return "round.started";
        }
    }

    /**
     * The build succeeded and no host is owed anything.
     *
     * @param round the round's number
     */
    record NoChanges(int round) implements RoundEvent {
        @Override
        public String type() {
            return "round.unchanged";
        }
    }

    /**
     * A round is over.
     *
     * @param result what it did, host by host, and what stays pending
     */
    record Finished(RoundResult result) implements RoundEvent {
        @Override
        public String type() {
            return "round.finished";
        }
    }
}
