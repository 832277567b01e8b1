package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.Versioned;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API of a daemon as one project sees it. Thread-safe. */
public final class Api {
    private final Http http;
    private final OperationWaiter operations;
    private final @Nullable String project;
    private final @Nullable String member;
    private final Duration operationTimeout;

    /**
     * Makes a view.
     *
     * @param http asks the daemon
     * @param project the project, or null for the default one
     * @param operationTimeout how long an operation is waited for
     */
    public Api(Http http, @Nullable String project, Duration operationTimeout) {
        this(http, project, null, operationTimeout);
    }

    private Api(Http http, @Nullable String project, @Nullable String member, Duration operationTimeout) {
        this.http = http;
        this.operations = new OperationWaiter(http);
        this.project = project;
        this.member = member;
        this.operationTimeout = operationTimeout;
    }

    /** Returns the same daemon as another project sees it. */
    public Api inProject(String name) {
        return new Api(http, name, member, operationTimeout);
    }

    /** Returns the same daemon without a project, for requests about all of them. */
    public Api outsideProjects() {
        return new Api(http, null, member, operationTimeout);
    }

    /** Returns the same cluster with requests that are for one of its members. */
    public Api onMember(String name) {
        return new Api(http, project, name, operationTimeout);
    }

    /** Returns what sends the requests. */
    public Http http() {
        return http;
    }

    /** Returns what waits for operations. */
    public OperationWaiter operations() {
        return operations;
    }

    /** Returns how long an operation is waited for. */
    public Duration operationTimeout() {
        return operationTimeout;
    }

    /**
     * Makes a request in the project.
     *
     * @param method the HTTP method
     * @param action what it is for, completing "cannot ..."
     * @param segments the path below {@code /1.0}, not encoded
     */
    public HttpRequest request(String method, String action, String... segments) {
        return HttpRequest.of(method, action, segments)
                .withQuery("project", project)
                .withQuery("target", member);
    }

    /**
     * Makes a request in the project to a path that the daemon gave.
     *
     * @param method the HTTP method
     * @param action what it is for, completing "cannot ..."
     * @param path absolute and encoded
     */
    public HttpRequest requestPath(String method, String action, String path) {
        HttpRequest request = HttpRequest.ofPath(method, action, path);
        return path.contains("project=") ? request : request.withQuery("project", project);
    }

    /** Sends a request and makes its metadata a value of a type. */
    public <T> T get(HttpRequest request, Class<T> type) {
        return http.send(request, envelope -> Records.as(envelope.metadata(), type));
    }

    /** Sends a request and makes its metadata a list of values of a type. */
    public <T> List<T> list(HttpRequest request, Class<T> type) {
        return http.send(request, envelope -> Records.listOf(envelope.metadata(), type));
    }

    /** Sends a request and returns its metadata, which are an object, with the version that the daemon tells. */
    public Versioned<Map<String, @Nullable Object>> read(HttpRequest request) {
        return http.send(request, (envelope, answer) -> {
            if (!(envelope.metadata() instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException("the metadata is not an object");
            }
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            members.forEach((name, value) -> copy.put(String.valueOf(name), value));
            return new Versioned<>(copy, text(answer.header("ETag")));
        });
    }

    /** Sends a request and waits until what it changes is done, whether the daemon does it now or in the background. */
    public Changed change(HttpRequest request) {
        return change(request, operationTimeout);
    }

    /** Sends a request and waits no longer than a time until what it changes is done. */
    public Changed change(HttpRequest request, Duration timeout) {
        Changed begun = http.send(
                request, (envelope, answer) -> new Changed(text(answer.header("Location")), operation(envelope)));
        if (begun.operation().isEmpty()) {
            return begun;
        }
        OperationInfo ended = ended(request, begun.operation().get(), timeout);
        return new Changed("", Optional.of(OperationWaiter.succeeded(request.attempt(), ended)));
    }

    /** Sends a request that the daemon does in the background and waits until it has ended, well or badly. */
    public OperationInfo run(HttpRequest request) {
        return ended(request, start(request), operationTimeout);
    }

    /** Sends a request that the daemon does in the background and does not wait for it. */
    public OperationInfo start(HttpRequest request) {
        return http.send(request, Api::operation)
                .orElseThrow(() -> new LxdProtocolException(
                        request.attempt(), "the daemon answered without starting an operation", null));
    }

    private static Optional<OperationInfo> operation(Envelope envelope) {
        return envelope.isAsync()
                ? Optional.of(Records.as(envelope.metadata(), OperationInfo.class))
                : Optional.empty();
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    private OperationInfo ended(HttpRequest request, OperationInfo started, Duration timeout) {
        return operations.await(request.attempt(), started.id(), timeout);
    }
}
