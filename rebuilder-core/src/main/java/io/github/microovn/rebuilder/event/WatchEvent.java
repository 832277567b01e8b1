package io.github.microovn.rebuilder.event;

import java.time.Duration;
import java.util.List;

/** Something that happened while sources are watched. */
public sealed interface WatchEvent extends Event {

    /**
     * Sources are watched from now on: when some are saved, they are built and deployed.
     *
     * @param directory the OVN source directory, as the user typed it
     */
    record Started(String directory) implements WatchEvent {
        @Override
        public String type() {
            return "watch.started";
        }
    }

    /**
     * The system does not tell of changes, or not of all. The sources are looked at again and again instead.
     *
     * @param reason why: one line
     * @param advice what to do about it: a command, or empty where nothing is known to help
     * @param interval how often they are looked at
     */
    record Polling(String reason, String advice, Duration interval) implements WatchEvent {
        @Override
        public String type() {
            return "watch.polling";
        }
    }

    /**
     * Sources were saved, and a round begins because of that.
     *
     * @param files the first of them, relative to the source directory; none when it is not known which
     * @param more how many others there are
     */
    record Saved(List<String> files, int more) implements WatchEvent {
        /** {@inheritDoc} */
        public Saved {
            files = List.copyOf(files);
        }

        @Override
        public String type() {
            return "watch.saved";
        }
    }

    /**
     * Sources are not watched any more.
     *
     * @param reason why: one line; empty when the user wanted it
     */
    record Ended(String reason) implements WatchEvent {
        @Override
        public String type() {
            return "watch.ended";
        }
    }
}
