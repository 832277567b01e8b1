package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What the server says about itself: the version it takes after, with the extensions that are simulated. */
final class ServerRoutes {
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
            "operation_description",
            "certificate_token");
    private static final List<String> INCUS_EXTENSIONS = Stream.concat(
                    EXTENSIONS.stream(), Stream.of("explicit_trust_token"))
            .toList();

    private final Dialect dialect;
    private final Trust trust;

    ServerRoutes(Dialect dialect, Trust trust) {
        this.dialect = dialect;
        this.trust = trust;
    }

    void addTo(Router router) {
        router.route("GET", "/", exchange -> Reply.sync(Json.array(List.of("/1.0"))))
                .route("GET", "/1.0", this::info);
    }

    private Reply info(Exchange exchange) {
        boolean trusted = trust.trusts(exchange.caller());
        JsonObject info = Json.object(
                "api_extensions",
                dialect == Dialect.INCUS ? INCUS_EXTENSIONS : EXTENSIONS,
                "api_status",
                "stable",
                "api_version",
                "1.0",
                "auth",
                trusted ? "trusted" : "untrusted",
                "public",
                false,
                "auth_methods",
                List.of("tls"));
        if (!trusted) {
            return Reply.sync(info);
        }
        info.add("config", new JsonObject());
        info.add("environment", environment());
        return Reply.sync(info).withHeader("Etag", Etag.of(new JsonObject()));
    }

    private JsonObject environment() {
        return Json.object(
                "addresses",
                List.of(),
                "architectures",
                List.of("x86_64"),
                "driver",
                "lxc",
                "driver_version",
                dialect.version(),
                "kernel",
                System.getProperty("os.name"),
                "kernel_version",
                System.getProperty("os.version"),
                "os_name",
                "embedded",
                "project",
                "default",
                "server",
                dialect.daemon(),
                "server_clustered",
                false,
                "server_name",
                "embedded",
                "server_pid",
                ProcessHandle.current().pid(),
                "server_version",
                dialect.version(),
                "storage",
                "dir",
                "storage_version",
                "1");
    }
}
