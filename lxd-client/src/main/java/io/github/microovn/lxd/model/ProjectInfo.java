package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A project: a space of names of its own, with settings and limits.
 *
 * @param name its name
 * @param description free text
 * @param config its settings; the {@code features.} among them tell what it has of its own
 * @param usedBy the URLs of what belongs to it
 */
public record ProjectInfo(String name, String description, Map<String, String> config, List<String> usedBy) {
    /** {@inheritDoc} */
    public ProjectInfo {
        config = Copies.of(config);
        usedBy = List.copyOf(usedBy);
    }
}
