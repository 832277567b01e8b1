package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.RoundResult;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * Something was to be taken back, and there is nothing.
     *
     * @param round the round's number
     * @param everything whether what was there before this program came was to be put back, not just the last round
     */
    record NothingToTakeBack(int round, boolean everything) implements RoundEvent {
        @Override
        public String type() {
            return "round.nothing-to-take-back";
        }
    }

    /**
     * Hosts have other files than there are here, which this program has never deployed there and no build of its has changed.
     * They stay as they are, and it is said once.
     *
     * @param targets local paths of the targets, by host
     */
    record Differing(Map<String, List<String>> targets) implements RoundEvent {
        /** {@inheritDoc} */
        public Differing {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }

        @Override
        public String type() {
            return "round.differing";
        }
    }

    /**
     * The session is limited, and hosts are owed what is left out. It stays owed to them.
     *
     * @param targets local paths of the targets, by host
     */
    record LeftOut(Map<String, List<String>> targets) implements RoundEvent {
        /** {@inheritDoc} */
        public LeftOut {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }

        @Override
        public String type() {
            return "round.left-out";
        }
    }

    /**
     * The cluster as a whole is asked whether a change of the northbound database reaches every chassis.
     *
     * @param host the host over which it is asked
     * @param limit how long that may take
     */
    record Verifying(String host, Duration limit) implements RoundEvent {
        @Override
        public String type() {
            return "round.verifying";
        }
    }

    /**
     * The cluster as a whole was asked whether a change of the northbound database reaches every chassis.
     *
     * @param synced whether it does
     * @param elapsed how long that took, or was waited for
     * @param reason why it does not: one line; empty when it does
     * @param lagging the chassis that it did not reach, by their names
     */
    record Verified(boolean synced, Duration elapsed, String reason, List<String> lagging) implements RoundEvent {
        /** {@inheritDoc} */
        public Verified {
            lagging = List.copyOf(lagging);
        }

        @Override
        public String type() {
            return "round.verified";
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
