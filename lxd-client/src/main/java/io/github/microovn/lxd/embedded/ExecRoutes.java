package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Runs commands in the three modes of the API. */
final class ExecRoutes {
    private final Instances instances;
    private final Operations operations;
    private final ExecutorService executor;
    private final Pings pings;
    private final Duration attachTimeout;
    private final EventHub events;

    ExecRoutes(
            Instances instances,
            Operations operations,
            ExecutorService executor,
            Pings pings,
            Duration attachTimeout,
            EventHub events) {
        this.events = events;
        this.instances = instances;
        this.operations = operations;
        this.executor = executor;
        this.pings = pings;
        this.attachTimeout = attachTimeout;
    }

    void addTo(Router router) {
        router.route("POST", "/1.0/instances/{name}/exec", this::exec);
    }

    private Reply exec(Exchange exchange) throws IOException {
        ExecSpec spec = ExecSpec.parse(exchange.json("InstanceExecPost"));
        EmbeddedInstance instance = instances.find(exchange);
        switch (instance.status()) {
            case EmbeddedInstance.STOPPED -> throw ApiError.badRequest("Instance is not running");
            case EmbeddedInstance.FROZEN -> throw ApiError.badRequest("Instance is frozen");
            default -> {}
        }
        Map<String, ?> context = Map.of("command", spec.command());
        events.lifecycle("instance-exec", InstanceJson.url(instance.name()), context, false);
        return Reply.async(spec.streamed() ? stream(instance, spec) : run(instance, spec));
    }

    private Operation stream(EmbeddedInstance instance, ExecSpec spec) throws IOException {
        ExecSession session = new ExecSession(instance.processes(), spec, executor, pings, attachTimeout);
        JsonObject metadata = Json.object(
                "command",
                spec.command(),
                "environment",
                spec.environment(),
                "fds",
                session.secrets(),
                "interactive",
                spec.interactive());
        return operations.start(
                "Executing command", InstanceJson.resources(instance.name()), metadata, session, session::run);
    }

    private Operation run(EmbeddedInstance instance, ExecSpec spec) {
        return operations.start("Executing command", InstanceJson.resources(instance.name()), operation -> {
            int code;
            try {
                ProcessBuilder builder = prepare(instance.processes(), spec);
                direct(instance, builder, spec, operation);
                code = start(builder).waitFor();
            } catch (Processes.NotRunnable e) {
                code = e.code();
            }
            end(operation, code);
        });
    }

    private static void direct(EmbeddedInstance instance, ProcessBuilder builder, ExecSpec spec, Operation operation) {
        builder.redirectInput(new File("/dev/null"));
        if (!spec.recorded()) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            return;
        }
        Path stdout = instance.logs().resolve("exec_" + operation.id() + ".stdout");
        Path stderr = instance.logs().resolve("exec_" + operation.id() + ".stderr");
        builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        operation.report(
                "output",
                Json.object(
                        "1", LogRoutes.url(instance, String.valueOf(stdout.getFileName())),
                        "2", LogRoutes.url(instance, String.valueOf(stderr.getFileName()))));
    }

    static ProcessBuilder prepare(Processes processes, ExecSpec spec) throws Processes.NotRunnable, IOException {
        if (spec.command().isEmpty()) {
            throw new IllegalStateException("Failed to retrieve PID of executing child process");
        }
        return processes.prepare(spec);
    }

    static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            boolean tooLong = String.valueOf(e.getMessage()).contains("error=7");
            throw tooLong ? new IOException("fork/exec: argument list too long", e) : e;
        }
    }

    /** Ends an operation as the daemon does: two codes are failures, whoever returned them. */
    static void end(Operation operation, int code) {
        operation.report("return", code);
        Processes.failure(code).ifPresentOrElse(operation::fail, operation::succeed);
    }
}
