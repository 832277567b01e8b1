package io.github.microovn.lxd;

import io.github.microovn.lxd.model.OperationInfo;
import java.time.Duration;
import java.util.List;

/** What the daemon does in the background. Finished operations are forgotten after 5 seconds. Thread-safe. */
public final class Operations {
    Operations() {}

    /** {@return all operations ({@code GET /1.0/operations?recursion=1})} */
    public List<OperationInfo> list() {
        return Unfinished.value();
    }

    /**
     * {@return an operation ({@code GET /1.0/operations/ID})}
     *
     * @param id its id
     */
    public OperationInfo get(String id) {
        return Unfinished.value();
    }

    /**
     * Waits until an operation has ended, well or badly ({@code GET /1.0/operations/ID/wait}).
     *
     * @param id its id
     * @param timeout how long to wait
     * @return the operation in its final state
     * @throws io.github.microovn.lxd.error.LxdTimeoutException if it has not ended by then; it goes on
     */
    public OperationInfo await(String id, Duration timeout) {
        return Unfinished.value();
    }

    /**
     * Cancels an operation that can be ({@code DELETE /1.0/operations/ID}).
     *
     * @param id its id
     */
    public void cancel(String id) {
        Unfinished.value();
    }
}
