package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** A request that is yet to be sent, and in words what it is for. Immutable: every {@code with} returns a changed copy. */
public final class HttpRequest {
    /** The host is made up: the transport decides where it goes. */
    private static final HttpUrl ROOT = HttpUrl.get("http://lxd/1.0");

    private static final byte[] NOTHING = {};

    private final String action;
    private final Request request;
    private final Pace pace;
    private final @Nullable Duration limit;

    private HttpRequest(String action, Request request, Pace pace, @Nullable Duration limit) {
        this.action = action;
        this.request = request;
        this.pace = pace;
        this.limit = limit;
    }

    /** How long a request may take. */
    enum Pace {
        /** As a whole no longer than the limit, or the client's limit for a request. */
        REQUEST,
        /** As long as something moves within the client's limit for a request. */
        TRANSFER,
        /** As a whole no longer than the limit; nothing needs to move before. */
        WAIT
    }

    /**
     * Makes a request.
     *
     * @param method the HTTP method
     * @param action what it is for, completing "cannot ..."
     * @param segments the path below {@code /1.0}, not encoded
     */
    public static HttpRequest of(String method, String action, String... segments) {
        HttpUrl.Builder url = ROOT.newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return at(method, action, url.build());
    }

    /**
     * Makes a request to a path that the daemon gave.
     *
     * @param method the HTTP method
     * @param action what it is for, completing "cannot ..."
     * @param path absolute and encoded, such as {@code /1.0/instances/c1/logs/lxc.log}
     */
    public static HttpRequest ofPath(String method, String action, String path) {
        HttpUrl url = ROOT.resolve(path);
        if (url == null || !url.host().equals(ROOT.host())) {
            throw new IllegalArgumentException("not a path of the daemon: " + path);
        }
        return at(method, action, url);
    }

    private static HttpRequest at(String method, String action, HttpUrl url) {
        boolean bodiless = method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
        RequestBody body = bodiless ? null : new BytesBody(NOTHING, null);
        return new HttpRequest(
                action, new Request.Builder().url(url).method(method, body).build(), Pace.REQUEST, null);
    }

    /** Returns the same for another purpose, completing "cannot ...". */
    public HttpRequest to(String otherAction) {
        return new HttpRequest(otherAction, request, pace, limit);
    }

    /** Adds a parameter, not encoded; null adds nothing. */
    public HttpRequest withQuery(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        HttpUrl url = request.url().newBuilder().addQueryParameter(name, value).build();
        return with(request.newBuilder().url(url).build());
    }

    /** Adds a header; null adds nothing. */
    public HttpRequest withHeader(String name, @Nullable String value) {
        return value == null
                ? this
                : with(request.newBuilder().header(name, value).build());
    }

    /** Sets the body to a JSON document. */
    public HttpRequest withJson(Object value) {
        byte[] bytes = Json.write(value).getBytes(StandardCharsets.UTF_8);
        return withBody(new BytesBody(bytes, "application/json"));
    }

    /**
     * Sets the body to the content of a file.
     *
     * @param content what to send
     * @param path where it goes, for errors
     * @param progress hears how far it is
     * @throws LxdTransferException if the size of the content cannot be had
     */
    public HttpRequest withContent(FileContent content, String path, TransferProgress progress) {
        return withBody(content(content, path, progress));
    }

    private RequestBody content(FileContent content, String path, TransferProgress progress) {
        try {
            return new ContentBody(content, path, content.size(), progress);
        } catch (IOException e) {
            String reason = "cannot read " + content + ": " + e;
            throw new LxdTransferException(attempt(), reason, path, 0, null, null, e);
        }
    }

    /**
     * Sets the body to a form of files, in their order.
     *
     * @param parts the files
     * @param progress hears how far each of them is
     * @throws LxdTransferException if the size of one cannot be had
     */
    public HttpRequest withForm(List<FormPart> parts, TransferProgress progress) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (FormPart part : parts) {
            RequestBody body = content(part.content(), part.content().toString(), progress);
            form.addFormDataPart(part.name(), part.filename(), body);
        }
        return withBody(form.build());
    }

    /**
     * A file in a form.
     *
     * @param name the name of the part
     * @param filename the name of the file
     * @param content what to send
     */
    public record FormPart(String name, String filename, FileContent content) {}

    private HttpRequest withBody(RequestBody body) {
        return with(request.newBuilder().method(request.method(), body).build());
    }

    /** Lets it take as long as something moves. */
    public HttpRequest asTransfer() {
        return new HttpRequest(action, request, Pace.TRANSFER, null);
    }

    /** Lets it take a time during which nothing needs to move. */
    public HttpRequest asWait(Duration time) {
        return new HttpRequest(action, request, Pace.WAIT, time);
    }

    private HttpRequest with(Request changed) {
        return new HttpRequest(action, changed, pace, limit);
    }

    /** Returns what it is for, as errors tell it. */
    public Attempt attempt() {
        return new Attempt(action, request.method(), request.url().encodedPath());
    }

    Request request() {
        return request;
    }

    Pace pace() {
        return pace;
    }

    @Nullable
    Duration limit() {
        return limit;
    }
}
