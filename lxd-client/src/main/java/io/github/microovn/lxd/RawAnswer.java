package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.model.OperationInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link RawRequest}, which was a good one. Immutable. */
public final class RawAnswer {
    private final @Nullable Object metadata;
    private final String etag;
    private final String location;
    private final Optional<OperationInfo> operation;

    RawAnswer(@Nullable Object metadata, String etag, String location, Optional<OperationInfo> operation) {
        this.metadata = metadata;
        this.etag = etag;
        this.location = location;
        this.operation = operation;
    }

    /**
     * {@return what it is about, as JSON values: maps, lists, texts, longs, doubles, truth values, null; of an operation that
     * was waited for, its metadata at its end}
     */
    public @Nullable Object metadata() {
        return metadata;
    }

    /** {@return what it is about, as JSON} */
    public String json() {
        return Json.write(metadata);
    }

    /**
     * {@return what it is about, as a record}
     *
     * @param type a public record; a component gets the member of its name in snake case, or of its
     *     {@link io.github.microovn.lxd.model.ApiName}
     * @param <T> the same
     * @throws IllegalArgumentException if it is of another kind
     */
    public <T extends Record> T as(Class<T> type) {
        return Records.as(metadata, type);
    }

    /**
     * {@return what it is about, as a list}
     *
     * @param type a public record, or {@code String} for the URLs that collections give
     * @param <T> the same
     * @throws IllegalArgumentException if it is of another kind
     */
    public <T> List<T> asList(Class<T> type) {
        return Records.listOf(metadata, type);
    }

    /** {@return the version of the resource, empty where the API gives none} */
    public String etag() {
        return etag;
    }

    /** {@return the URL of what was created at once, else empty} */
    public String location() {
        return location;
    }

    /** {@return the operation, if the daemon does it in the background: in its final state if it was waited for} */
    public Optional<OperationInfo> operation() {
        return operation;
    }
}
