package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Instances as the API shows them. */
final class InstanceJson {
    private static final Map<String, Integer> CODES =
            Map.of(EmbeddedInstance.RUNNING, 103, EmbeddedInstance.STOPPED, 102, EmbeddedInstance.FROZEN, 110);

    private InstanceJson() {}

    static String url(String name) {
        return "/1.0/instances/" + name;
    }

    /** What an operation on an instance names as its resources. */
    static Map<String, List<String>> resources(String name) {
        Map<String, List<String>> resources = new TreeMap<>();
        resources.put("containers", List.of("/1.0/containers/" + name));
        resources.put("instances", List.of(url(name)));
        return resources;
    }

    static JsonObject info(EmbeddedInstance instance) {
        InstanceSpec spec = instance.spec();
        String status = instance.status();
        return Json.object(
                "architecture",
                "x86_64",
                "config",
                spec.config(),
                "devices",
                spec.devices(),
                "ephemeral",
                spec.ephemeral(),
                "profiles",
                List.of("default"),
                "stateful",
                false,
                "description",
                spec.description(),
                "created_at",
                instance.created(),
                "expanded_config",
                spec.config(),
                "expanded_devices",
                spec.devices(),
                "name",
                spec.name(),
                "status",
                status,
                "status_code",
                CODES.get(status),
                "last_used_at",
                "1970-01-01T00:00:00Z",
                "location",
                "none",
                "type",
                "container",
                "project",
                "default");
    }

    static JsonObject full(EmbeddedInstance instance) {
        JsonObject full = info(instance);
        full.add("backups", null);
        full.add("state", state(instance));
        full.add("snapshots", new JsonArray());
        return full;
    }

    static JsonObject state(EmbeddedInstance instance) {
        String status = instance.status();
        boolean up = !status.equals(EmbeddedInstance.STOPPED);
        return Json.object(
                "status",
                status,
                "status_code",
                CODES.get(status),
                "disk",
                new JsonObject(),
                "memory",
                Json.object("usage", 0, "usage_peak", 0, "swap_usage", 0, "swap_usage_peak", 0),
                "network",
                up ? network(instance) : null,
                "pid",
                up ? ProcessHandle.current().pid() : 0,
                "processes",
                up ? 1 : 0,
                "cpu",
                Json.object("usage", 0));
    }

    private static JsonObject network(EmbeddedInstance instance) {
        JsonObject devices = new JsonObject();
        instance.addresses().forEach((device, addresses) -> {
            JsonArray list = new JsonArray();
            addresses.forEach(address -> {
                boolean v6 = address.contains(":");
                list.add(Json.object(
                        "family",
                        v6 ? "inet6" : "inet",
                        "address",
                        address,
                        "netmask",
                        v6 ? "64" : "24",
                        "scope",
                        "global"));
            });
            devices.add(
                    device,
                    Json.object(
                            "addresses", list,
                            "counters", new JsonObject(),
                            "hwaddr", "",
                            "host_name", "",
                            "mtu", 1500,
                            "state", "up",
                            "type", "broadcast"));
        });
        return devices;
    }

    /** The tag covers what a client may change, but not the description, as with the daemon. */
    static String etag(EmbeddedInstance instance) {
        InstanceSpec spec = instance.spec();
        return Etag.of(Json.object("config", spec.config(), "devices", spec.devices(), "ephemeral", spec.ephemeral()));
    }
}
