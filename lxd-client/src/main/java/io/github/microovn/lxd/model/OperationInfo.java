package io.github.microovn.lxd.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the daemon does in the background.
 *
 * @param id its id
 * @param type {@code task}, {@code websocket} or {@code token}; the API calls it class
 * @param description what it does, in words
 * @param status how far it is
 * @param statusCode the same as a number; final from 200 on
 * @param createdAt when it was created
 * @param updatedAt when it changed last
 * @param resources the URLs of what it works on, by kind; not always right
 * @param metadata its result and progress as JSON values, which can hold secrets
 * @param mayCancel whether it can be cancelled
 * @param err why it failed, empty otherwise
 * @param location the member of the cluster it runs on
 */
public record OperationInfo(
        String id,
        @ApiName("class") String type,
        String description,
        OperationStatus status,
        int statusCode,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        Map<String, List<String>> resources,
        Map<String, Object> metadata,
        boolean mayCancel,
        String err,
        String location) {

    /** {@inheritDoc} */
    public OperationInfo {
        resources = Map.copyOf(resources);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** {@return whether it has ended, well or badly} */
    public boolean isFinal() {
        return statusCode >= 200;
    }

    /** {@return whether it has ended well} */
    public boolean isSuccess() {
        return statusCode == 200;
    }

    /** {@return what it is without its metadata, where secrets can be} */
    @Override
    public String toString() {
        return "OperationInfo[id=" + id + ", description=" + description + ", status=" + status + ", err=" + err + "]";
    }
}
