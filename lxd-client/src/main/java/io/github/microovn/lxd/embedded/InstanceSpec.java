package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What an instance is to be like.
 *
 * @param name its name
 * @param description free text
 * @param config its own configuration
 * @param devices its own devices
 * @param ephemeral whether it vanishes when it stops
 */
record InstanceSpec(
        String name, String description, Map<String, String> config, JsonObject devices, boolean ephemeral) {

    static InstanceSpec named(String name) {
        return new InstanceSpec(name, "", Map.of(), rootDevice(), false);
    }

    /** The device that the profile {@code default} of a usual installation brings. */
    static JsonObject rootDevice() {
        return Json.object("root", Json.object("path", "/", "pool", "default", "type", "disk"));
    }
}
