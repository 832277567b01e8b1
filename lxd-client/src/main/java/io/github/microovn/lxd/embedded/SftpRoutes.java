package io.github.microovn.lxd.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lets clients speak SFTP to an instance, running or not. */
final class SftpRoutes {
    private static final String PROTOCOL = "sftp";

    private final Instances instances;

    SftpRoutes(Instances instances) {
        this.instances = instances;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/instances/{name}/sftp", this::connect);
    }

    private Reply connect(Exchange exchange) {
        EmbeddedInstance instance = instances.find(exchange);
        if (!PROTOCOL.equals(exchange.header("Upgrade").orElse(""))) {
            throw ApiError.badRequest("Missing or invalid upgrade header");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", PROTOCOL);
        headers.put("Connection", "Upgrade");
        return new Reply.Upgrade(headers, connection -> {
            instance.sessions().begin();
            try (SftpServer server = new SftpServer(instance, connection, exchange.body())) {
                server.serve();
            } finally {
                instance.sessions().end();
            }
        });
    }
}
