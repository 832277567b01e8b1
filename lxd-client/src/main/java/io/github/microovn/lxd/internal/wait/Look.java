package io.github.microovn.lxd.internal.wait;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import java.time.Duration;

/**
 * Looks whether something is there.
 *
 * @param <T> what is waited for
 */
@FunctionalInterface
public interface Look<T> {
    /**
     * Looks.
     *
     * @param left how long it may take
     */
    Sight<T> at(Duration left);

    /** Returns one that takes a failure that can pass for something that was seen. */
    default Look<T> tolerant() {
        return left -> {
            try {
                return at(left);
            } catch (LxdException e) {
                if (!canPass(e)) {
                    throw e;
                }
                return Sight.notYet(String.valueOf(e.getMessage()));
            }
        };
    }

    /**
     * Tells whether what failed can succeed later without anybody's doing: a daemon that starts, an instance that does not take
     * commands yet. What does not exist or is forbidden stays so.
     */
    static boolean canPass(LxdException e) {
        if (e instanceof LxdApiException refusal) {
            return !refusal.isNotFound() && !refusal.isForbidden();
        }
        return e instanceof LxdConnectionException
                || e instanceof LxdOperationException
                || e instanceof LxdTimeoutException;
    }
}
