package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs commands on an instance. */
public final class Commands {
    private final Api api;
    private final String instance;

    /**
     * Names an instance.
     *
     * @param api asks the daemon
     * @param instance its name
     */
    public Commands(Api api, String instance) {
        this.api = api;
        this.instance = instance;
    }

    /** Runs a command over streams and keeps what it writes. */
    public ExecResult run(ExecRequest request) {
        Collector stdout = new Collector();
        Collector stderr = new Collector();
        try (ExecSession session = start(request, stdout, stderr)) {
            session.expectEnd();
            int exitCode = await(session, request);
            return new ExecResult(exitCode, stdout.bytes(), stderr.bytes());
        }
    }

    private int await(ExecSession session, ExecRequest request) {
        InputStream input = request.stdin();
        if (input == null) {
            session.endInput();
            return session.await(request.timeout());
        }
        StdinFeeder feeder = new StdinFeeder(input, session);
        feeder.start("lxd-stdin-" + instance);
        try {
            int exitCode = session.await(request.timeout());
            feeder.check(session.attempt());
            return exitCode;
        } catch (LxdException e) {
            feeder.check(session.attempt());
            throw e;
        }
    }

    /** Starts a command over streams. */
    public ExecSession start(ExecRequest request, OutputSink stdout, OutputSink stderr) {
        HttpRequest post = post(request, Map.of("wait-for-websocket", true, "interactive", false));
        return new ExecSession(api, post, request.outputGrace(), stdout, stderr);
    }

    /** Starts a command on a terminal. */
    public InteractiveSession startInteractive(ExecRequest request, TerminalSize size, OutputPipe output) {
        Map<String, ?> mode =
                Map.of("wait-for-websocket", true, "interactive", true, "width", size.columns(), "height", size.rows());
        return new InteractiveSession(api, post(request, mode), output);
    }

    /** Runs a command without streams. */
    public int runDetached(ExecRequest request) {
        HttpRequest post = post(withoutInput(request), Map.of());
        OperationInfo started = api.start(post);
        return ExitCode.of(post.attempt(), api.operations().await(post.attempt(), started.id(), limit(request)));
    }

    /** Runs a command whose output the daemon keeps in files, and deletes those. */
    public ExecResult runRecorded(ExecRequest request) {
        HttpRequest post = post(withoutInput(request), Map.of("record-output", true));
        OperationInfo started = api.start(post);
        RecordedOutput output = new RecordedOutput(api, post.attempt().action(), instance, started.id());
        try (output) {
            OperationInfo ended = api.operations().await(post.attempt(), started.id(), limit(request));
            output.found(ended.metadata().get("output"));
            int exitCode = ExitCode.of(post.attempt(), ended);
            return new ExecResult(exitCode, output.read("1"), output.read("2"));
        }
    }

    private static ExecRequest withoutInput(ExecRequest request) {
        if (request.stdin() != null) {
            throw new IllegalArgumentException("only a command with streams can have input");
        }
        return request;
    }

    private static Duration limit(ExecRequest request) {
        Duration timeout = request.timeout();
        return timeout == null ? StreamOperation.FOREVER : timeout;
    }

    private HttpRequest post(ExecRequest request, Map<String, ?> mode) {
        Map<String, Object> body = new LinkedHashMap<>(mode);
        body.put("command", request.command());
        body.put("environment", request.environment());
        if (request.user() != null) {
            body.put("user", request.user());
        }
        if (request.group() != null) {
            body.put("group", request.group());
        }
        if (request.directory() != null) {
            body.put("cwd", request.directory());
        }
        return asked(request).withJson(body);
    }

    private HttpRequest asked(ExecRequest request) {
        String action = "run " + program(request.command()) + " on instance " + instance;
        return api.request("POST", action, "instances", instance, "exec");
    }

    /** Returns what running a command is called in errors. */
    Attempt attempt(ExecRequest request) {
        return asked(request).attempt();
    }

    /** Arguments can be long and can hold secrets, so that only the program is named. */
    private static String program(List<String> command) {
        return "'" + command.get(0) + "'";
    }
}
