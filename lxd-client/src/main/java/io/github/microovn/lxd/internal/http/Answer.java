package io.github.microovn.lxd.internal.http;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An answer whose body is yet to be read. */
public final class Answer implements AutoCloseable {
    private final Response response;

    Answer(Response response) {
        this.response = response;
    }

    int status() {
        return response.code();
    }

    /** Returns a header, or null. */
    public @Nullable String header(String name) {
        return response.header(name);
    }

    /** Returns the body as a stream. */
    public InputStream stream() {
        return response.body().byteStream();
    }

    /** Returns the body as text. */
    public String text() throws IOException {
        return response.body().string();
    }

    @Override
    public void close() {
        response.close();
    }
}
