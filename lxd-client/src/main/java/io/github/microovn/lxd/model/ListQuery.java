package io.github.microovn.lxd.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which items of a collection are asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param parameters the parameters of the request, not encoded
 */
public record ListQuery(Map<String, String> parameters) {
    /** Asks for all items of the project. */
    public static final ListQuery ALL = new ListQuery(Map.of());

    private static final String ALL_PROJECTS = "all-projects";

    /** {@inheritDoc} */
    public ListQuery {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Asks for the items that match a condition. LXD 5.0 knows it of instances, images and volumes and ignores it elsewhere.
     *
     * @param condition for example {@code status eq Running and config.image.os eq Debian}
     * @return the query
     */
    public static ListQuery filter(String condition) {
        return ALL.withFilter(condition);
    }

    /**
     * Asks for the items that match a condition. LXD 5.0 knows it of instances, images and volumes and ignores it elsewhere.
     *
     * @param condition for example {@code status eq Running and config.image.os eq Debian}
     * @return the changed copy
     */
    public ListQuery withFilter(String condition) {
        return with("filter", condition);
    }

    /**
     * Asks for the items of all projects instead of those of one.
     *
     * @return the changed copy
     */
    public ListQuery withAllProjects() {
        return with(ALL_PROJECTS, "true");
    }

    /**
     * Adds a parameter of the API.
     *
     * @param parameter its name
     * @param value its value, not encoded
     * @return the changed copy
     */
    public ListQuery with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new ListQuery(more);
    }

    /** {@return whether the items of all projects are asked for} */
    public boolean isOfAllProjects() {
        return parameters.containsKey(ALL_PROJECTS);
    }
}
