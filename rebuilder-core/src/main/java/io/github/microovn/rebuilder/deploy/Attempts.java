package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.result.Step;
import java.util.function.Supplier;

/** Keeps track of the step that is taken on a host, and gives failures the words for what was tried. */
final class Attempts {

    private final String host;
    private Step step = Step.OBSERVE;

    Attempts(String host) {
        this.host = host;
    }

    /** The step that is being taken, or was last. */
    Step step() {
        return step;
    }

    void begin(Step next) {
        step = next;
    }

    <T> T attempt(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (HostStepException e) {
            throw new HostStepException(host, step, what + e.reason(), e);
        } catch (HostUnavailableException e) {
            throw new HostStepException(host, step, what + e.reason(), e);
        }
    }

    void perform(String what, Runnable action) {
        attempt(what, () -> {
            action.run();
            return step;
        });
    }

    HostStepException failure(String reason) {
        return new HostStepException(host, step, reason, null);
    }
}
