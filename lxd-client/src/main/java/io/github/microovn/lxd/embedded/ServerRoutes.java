package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.util.List;

/** What the server says about itself: it takes after LXD 5.0.2, with the extensions that are simulated. */
final class ServerRoutes {
    /** The version that this server behaves like. */
    static final String VERSION = "5.0.2";

    private static final List<String> EXTENSIONS = List.of(
            "etag",
            "container_exec_recording",
            "container_exec_signal_handling",
            "container_exec_user_group_cwd",
            "directory_manipulation",
            "file_append",
            "file_delete",
            "file_get_symlink",
            "instances",
            "instance_all_projects",
            "instance_file_head",
            "instance_get_full",
            "container_full",
            "image_types",
            "operation_description");

    private ServerRoutes() {}

    static void addTo(Router router) {
        router.route("GET", "/", exchange -> Reply.sync(Json.array(List.of("/1.0"))))
                .route("GET", "/1.0", exchange -> Reply.sync(info()).withHeader("Etag", Etag.of(new JsonObject())));
    }

    private static JsonObject info() {
        JsonObject environment = Json.object(
                "addresses",
                List.of(),
                "architectures",
                List.of("x86_64"),
                "driver",
                "lxc",
                "driver_version",
                VERSION,
                "kernel",
                System.getProperty("os.name"),
                "kernel_version",
                System.getProperty("os.version"),
                "os_name",
                "embedded",
                "project",
                "default",
                "server",
                "lxd",
                "server_clustered",
                false,
                "server_name",
                "embedded",
                "server_pid",
                ProcessHandle.current().pid(),
                "server_version",
                VERSION,
                "storage",
                "dir",
                "storage_version",
                "1");
        return Json.object(
                "config",
                new JsonObject(),
                "api_extensions",
                EXTENSIONS,
                "api_status",
                "stable",
                "api_version",
                "1.0",
                "auth",
                "trusted",
                "public",
                false,
                "auth_methods",
                List.of("tls"),
                "environment",
                environment);
    }
}
