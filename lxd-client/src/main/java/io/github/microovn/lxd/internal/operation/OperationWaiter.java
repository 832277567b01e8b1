package io.github.microovn.lxd.internal.operation;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.model.OperationInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for operations through their {@code /wait}, which has to be asked soon: the daemon forgets a finished operation
 * after five seconds.
 *
 * <p>A failed operation shows in two ways. LXD 5.0.2, Incus and LXD after 6.9 answer with the final operation. The versions
 * between answer with HTTP 200 before they know, and then with an error instead of the operation, which is asked for once
 * more, because a failed command still has its exit code there.
 */
public final class OperationWaiter {
    private final Http http;

    /**
     * Makes a waiter.
     *
     * @param http asks the daemon
     */
    public OperationWaiter(Http http) {
        this.http = http;
    }

    /**
     * Returns an operation as it is.
     *
     * @param action what it is asked for
     * @param id its id
     */
    public OperationInfo get(String action, String id) {
        return get(HttpRequest.of("GET", action, "operations", id));
    }

    private OperationInfo get(HttpRequest request) {
        return http.send(request, envelope -> Records.as(envelope.metadata(), OperationInfo.class));
    }

    /**
     * Waits until an operation has ended, well or badly.
     *
     * @param attempt what the operation is for
     * @param id its id
     * @param timeout how long to wait; the operation goes on afterwards
     * @return the operation in its final state
     */
    public OperationInfo await(Attempt attempt, String id, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.toMillis() <= 0) {
                throw timeout(attempt, timeout, null);
            }
            OperationInfo operation = awaitOnce(attempt, id, left, timeout);
            if (operation.isFinal()) {
                return operation;
            }
        }
    }

    private OperationInfo awaitOnce(Attempt attempt, String id, Duration left, Duration timeout) {
        try {
            return get(HttpRequest.of("GET", attempt.action(), "operations", id, "wait")
                    .asWait(left));
        } catch (LxdApiException e) {
            if (e.httpStatus() == 200) {
                return afterRefusal(attempt, id, e);
            }
            throw e;
        } catch (LxdConnectionException e) {
            return afterLoss(attempt, id, e);
        } catch (LxdTimeoutException e) {
            throw timeout(attempt, timeout, e);
        }
    }

    private OperationInfo afterRefusal(Attempt attempt, String id, LxdApiException refusal) {
        try {
            return get(attempt.action(), id);
        } catch (LxdApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            throw new LxdOperationException(attempt, id, refusal.errorCode(), refusal.daemonMessage());
        }
    }

    private OperationInfo afterLoss(Attempt attempt, String id, LxdConnectionException loss) {
        try {
            return get(attempt.action(), id);
        } catch (LxdApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            LxdOperationException unknown = new LxdOperationException(
                    attempt,
                    id,
                    0,
                    "the connection to LXD was lost, and the daemon no longer knows how the operation ended");
            unknown.addSuppressed(loss);
            throw unknown;
        }
    }

    private static LxdTimeoutException timeout(Attempt attempt, Duration timeout, @Nullable Throwable cause) {
        return new LxdTimeoutException(attempt, timeout, "the operation goes on in the daemon", cause);
    }

    /**
     * Checks that an operation has ended well.
     *
     * @param attempt what the operation was for
     * @param operation the operation in its final state
     * @return the same operation
     * @throws LxdOperationException if it has not
     */
    public static OperationInfo succeeded(Attempt attempt, OperationInfo operation) {
        if (operation.isSuccess()) {
            return operation;
        }
        String reason = operation.err().isEmpty() ? "the operation ended as " + operation.status() : operation.err();
        throw new LxdOperationException(attempt, operation.id(), operation.statusCode(), reason);
    }
}
