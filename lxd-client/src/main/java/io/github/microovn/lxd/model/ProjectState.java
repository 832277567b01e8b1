package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * How much of its limits a project uses.
 *
 * @param resources use and limit by kind, for example {@code instances} or {@code memory}
 */
public record ProjectState(Map<String, Use> resources) {
    /** {@inheritDoc} */
    public ProjectState {
        resources = Copies.of(resources);
    }

    /**
     * The use of one kind.
     *
     * @param limit the most there may be, in pieces or bytes; -1 where there is no limit
     * @param usage what there is, in pieces or bytes
     */
    public record Use(
            @ApiName("Limit") long limit, @ApiName("Usage") long usage) {}
}
