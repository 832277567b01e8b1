package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The log files of an instance: what recorded commands printed, and the two that every container has. */
final class LogRoutes {
    private static final List<String> PERMANENT = List.of("lxc.conf", "lxc.log");

    private final Instances instances;

    LogRoutes(Instances instances) {
        this.instances = instances;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/instances/{name}/logs", this::list)
                .route("GET", "/1.0/instances/{name}/logs/{file}", this::get)
                .route("DELETE", "/1.0/instances/{name}/logs/{file}", this::delete);
    }

    static String url(EmbeddedInstance instance, String file) {
        return "/1.0/instances/" + instance.name() + "/logs/" + file;
    }

    private Reply list(Exchange exchange) throws IOException {
        EmbeddedInstance instance = instances.find(exchange);
        try (Stream<Path> files = Files.list(instance.logs())) {
            return Reply.sync(Json.array(
                    Stream.concat(files.map(file -> String.valueOf(file.getFileName())), PERMANENT.stream())
                            .sorted()
                            .map(file -> url(instance, file))
                            .toList()));
        }
    }

    private static String file(Exchange exchange) {
        String file = exchange.parameter("file");
        boolean valid = !file.contains("/")
                && (PERMANENT.contains(file) || file.startsWith("exec_") || file.startsWith("snapshot_"));
        if (!valid) {
            throw ApiError.badRequest("log file name " + file + " not valid");
        }
        return file;
    }

    private Reply get(Exchange exchange) throws IOException {
        EmbeddedInstance instance = instances.find(exchange);
        String name = file(exchange);
        Path file = instance.logs().resolve(name);
        if (PERMANENT.contains(name)) {
            return Reply.of(200, "application/octet-stream", new byte[0]);
        }
        try {
            return Download.of(exchange, name, Download.content(file), file);
        } catch (NoSuchFileException e) {
            throw ApiError.internal("open " + file + ": no such file or directory");
        }
    }

    private Reply delete(Exchange exchange) throws IOException {
        EmbeddedInstance instance = instances.find(exchange);
        String name = file(exchange);
        if (PERMANENT.contains(name)) {
            throw ApiError.badRequest("lxc.log and lxc.conf may not be deleted");
        }
        Path file = instance.logs().resolve(name);
        try {
            Files.delete(file);
            return Reply.done();
        } catch (NoSuchFileException e) {
            throw ApiError.notFound("remove " + file + ": no such file or directory");
        }
    }
}
