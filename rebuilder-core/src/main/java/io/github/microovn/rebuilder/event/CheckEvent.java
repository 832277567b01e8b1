package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.Check;
import java.time.Duration;
import java.util.List;

/** Something that was found out about whether hosts and products are fit for a deployment. */
public sealed interface CheckEvent extends Event {

    /**
     * Something was looked at.
     *
     * @param check what was looked at, where, and what was found
     */
    record Checked(Check check) implements CheckEvent {
        @Override
        public String type() {
            return "check.made";
        }
    }

    /**
     * Everything was looked at.
     *
     * @param fit the hosts that are fit
     * @param unfit those that are not, and {@code local} when what was built here is not
     * @param elapsed the time it took
     */
    record Finished(List<String> fit, List<String> unfit, Duration elapsed) implements CheckEvent {
        /** {@inheritDoc} */
        public Finished {
            fit = List.copyOf(fit);
            unfit = List.copyOf(unfit);
        }

        @Override
        public String type() {
            return "check.finished";
        }
    }
}
