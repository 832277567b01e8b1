package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/** What a usual installation has beside instances and images, to be looked at: a profile, a bridge, a storage pool. */
final class DefaultsRoutes {
    /** What the addresses on the bridge begin with. */
    static final String SUBNET = "10.199.";

    private static final String POOL = "default";
    private static final String BRIDGE = "lxdbr0";

    void addTo(Router router) {
        offer(router, "profiles", profile());
        offer(router, "networks", network());
        offer(router, "storage-pools", pool());
    }

    private static void offer(Router router, String collection, JsonObject only) {
        String name = only.get("name").getAsString();
        JsonArray urls = Json.array(List.of("/1.0/" + collection + "/" + name));
        JsonArray objects = new JsonArray();
        objects.add(only);
        router.route("GET", "/1.0/" + collection, exchange -> Reply.sync(exchange.recursion() > 0 ? objects : urls))
                .route("GET", "/1.0/" + collection + "/{name}", exchange -> {
                    if (!exchange.parameter("name").equals(name)) {
                        throw ApiError.notFound("Not found");
                    }
                    return Reply.sync(only).withHeader("Etag", Etag.of(only));
                });
    }

    private static JsonObject profile() {
        return Json.object(
                "name",
                "default",
                "description",
                "Default LXD profile",
                "config",
                Map.of(),
                "devices",
                InstanceSpec.rootDevice(),
                "used_by",
                List.of());
    }

    private static JsonObject network() {
        return Json.object(
                "name",
                BRIDGE,
                "description",
                "",
                "type",
                "bridge",
                "managed",
                true,
                "status",
                "Created",
                "config",
                Map.of("ipv4.address", SUBNET + "0.1/16", "ipv6.address", "none"),
                "locations",
                List.of("none"),
                "used_by",
                List.of());
    }

    private static JsonObject pool() {
        return Json.object(
                "name",
                POOL,
                "description",
                "",
                "driver",
                "dir",
                "status",
                "Created",
                "config",
                Map.of(),
                "locations",
                List.of("none"),
                "used_by",
                List.of());
    }
}
