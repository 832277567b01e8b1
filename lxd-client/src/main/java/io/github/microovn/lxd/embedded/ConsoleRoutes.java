package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.io.IOException;

/** The consoles of instances: to sit at, and what they have shown. */
final class ConsoleRoutes {
    private final Instances instances;
    private final Operations operations;
    private final Pings pings;

    ConsoleRoutes(Instances instances, Operations operations, Pings pings) {
        this.instances = instances;
        this.operations = operations;
        this.pings = pings;
    }

    void addTo(Router router) {
        router.route("POST", "/1.0/instances/{name}/console", this::open)
                .route("GET", "/1.0/instances/{name}/console", this::log)
                .route("DELETE", "/1.0/instances/{name}/console", this::clear);
    }

    private Reply open(Exchange exchange) throws IOException {
        JsonBody body = exchange.json("InstanceConsolePost");
        EmbeddedInstance instance = instances.find(exchange);
        switch (body.string("type")) {
            case "", "console" -> {}
            case "vga" -> throw ApiError.badRequest("VGA console is only supported by virtual machines");
            default -> throw ApiError.badRequest("Unknown console type \"" + body.string("type") + "\"");
        }
        if (instance.status().equals(EmbeddedInstance.STOPPED)) {
            throw ApiError.badRequest("Instance is not running");
        }
        ConsoleSession session = new ConsoleSession(instance.console(), pings);
        JsonObject metadata = Json.object("fds", session.secrets());
        return Reply.async(operations.start(
                "Showing console", InstanceJson.resources(instance.name()), metadata, session, session::run));
    }

    private Reply log(Exchange exchange) {
        byte[] log = instances.find(exchange).console().log();
        if (log.length == 0) {
            throw ApiError.internal("open : no such file or directory");
        }
        return Reply.of(200, "application/octet-stream", log);
    }

    private Reply clear(Exchange exchange) {
        instances.find(exchange).console().clear();
        return Reply.done();
    }
}
