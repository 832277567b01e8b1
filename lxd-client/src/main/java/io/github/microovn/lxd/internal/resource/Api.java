package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.model.OperationInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API of a daemon as one project sees it. Thread-safe. */
public final class Api {
    private final Http http;
    private final OperationWaiter operations;
    private final @Nullable String project;
    private final Duration operationTimeout;

    /**
     * Makes a view.
     *
     * @param http asks the daemon
     * @param project the project, or null for the default one
     * @param operationTimeout how long an operation is waited for
     */
    public Api(Http http, @Nullable String project, Duration operationTimeout) {
        this.http = http;
        this.operations = new OperationWaiter(http);
        this.project = project;
        this.operationTimeout = operationTimeout;
    }

    /** Returns the same daemon as another project sees it. */
    public Api inProject(String name) {
        return new Api(http, name, operationTimeout);
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
        return HttpRequest.of(method, action, segments).withQuery("project", project);
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

    /** Sends a request and waits until what it changes is done, whether the daemon does it now or in the background. */
    public void change(HttpRequest request) {
        change(request, operationTimeout);
    }

    /** Sends a request and waits no longer than a time until what it changes is done. */
    public void change(HttpRequest request, Duration timeout) {
        Optional<OperationInfo> operation = http.send(request, Api::operation);
        operation.ifPresent(started -> OperationWaiter.succeeded(request.attempt(), ended(request, started, timeout)));
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

    private OperationInfo ended(HttpRequest request, OperationInfo started, Duration timeout) {
        return operations.await(request.attempt(), started.id(), timeout);
    }
}
