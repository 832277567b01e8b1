package io.github.microovn.lxd;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.OperationInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon does in the background. Finished operations are forgotten after 5 seconds. Thread-safe. */
public final class Operations {
    private final Api api;

    Operations(Api api) {
        this.api = api;
    }

    /** {@return all operations ({@code GET /1.0/operations?recursion=1})} */
    public List<OperationInfo> list() {
        HttpRequest request =
                api.request("GET", "list the operations", "operations").withQuery("recursion", "1");
        return api.http().send(request, envelope -> byStatus(envelope.metadata()));
    }

    /**
     * {@return an operation ({@code GET /1.0/operations/ID})}
     *
     * @param id its id
     */
    public OperationInfo get(String id) {
        return api.operations().get("read operation " + id, id);
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
        Attempt attempt = new Attempt("wait for operation " + id, "GET", "/1.0/operations/" + id + "/wait");
        return api.operations().await(attempt, id, timeout);
    }

    /**
     * Cancels an operation that can be ({@code DELETE /1.0/operations/ID}).
     *
     * @param id its id
     */
    public void cancel(String id) {
        api.change(api.request("DELETE", "cancel operation " + id, "operations", id));
    }

    /** The API groups them by status, and gives nothing at all where there are none. */
    private static List<OperationInfo> byStatus(@Nullable Object metadata) {
        if (!(metadata instanceof Map<?, ?> groups)) {
            return List.of();
        }
        return groups.values().stream()
                .flatMap(group -> Records.listOf(group, OperationInfo.class).stream())
                .toList();
    }
}
