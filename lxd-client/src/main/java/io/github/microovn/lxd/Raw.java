package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.transfer.Export;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API as it is: any method and any path, for what newer daemons can do and this client has no name for. The project of
 * the client is added to requests that name none. Thread-safe.
 */
public final class Raw {
    private final Api api;

    Raw(Api api) {
        this.api = api;
    }

    /**
     * Reads something.
     *
     * @param path the path, percent-encoded, for example {@code /1.0/placement-groups?recursion=1}
     * @return the answer
     */
    public RawAnswer get(String path) {
        return send(RawRequest.of("GET", path));
    }

    /**
     * Sends a request. Where the daemon does it in the background, this waits until it has ended well, unless the request
     * says otherwise.
     *
     * @param request what to send
     * @return the answer
     */
    public RawAnswer send(RawRequest request) {
        HttpRequest http = http(request);
        RawAnswer answer = api.http().send(http, Raw::answer);
        Duration timeout = request.timeout() == null ? api.operationTimeout() : request.timeout();
        if (answer.operation().isEmpty() || timeout.isZero()) {
            return answer;
        }
        OperationInfo started = answer.operation().get();
        OperationInfo ended = OperationWaiter.succeeded(
                http.attempt(), api.operations().await(http.attempt(), started.id(), timeout));
        return new RawAnswer(ended.metadata(), "", "", Optional.of(ended));
    }

    /**
     * Opens something that is not JSON, whatever its size.
     *
     * @param path the path, percent-encoded
     * @return its bytes; to be closed
     */
    public InputStream open(String path) {
        return new Export(api.http(), http(RawRequest.of("GET", path)), TransferProgress.NONE).open();
    }

    private HttpRequest http(RawRequest request) {
        HttpRequest http = api.requestPath(request.method(), "send " + request, request.path());
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            http = http.withQuery(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            http = http.withHeader(header.getKey(), header.getValue());
        }
        Object body = request.body();
        if (body == null) {
            return http;
        }
        return http.withJson(body instanceof Record described ? Members.of(described) : body);
    }

    private static RawAnswer answer(Envelope envelope, Answer answer) {
        Optional<OperationInfo> operation = envelope.isAsync()
                ? Optional.of(Records.as(envelope.metadata(), OperationInfo.class))
                : Optional.empty();
        String location = envelope.isAsync() ? "" : text(answer.header("Location"));
        return new RawAnswer(envelope.metadata(), text(answer.header("ETag")), location, operation);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
