package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.error.LxdProtocolException;
import java.io.Closeable;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/** A request that turns its connection into a bare stream. One thread connects and closes; any thread cuts it. */
public final class Upgrade implements AutoCloseable {
    private final Http http;
    private final HttpRequest request;
    private final Call call;
    private @Nullable Stream stream;

    Upgrade(Http http, HttpRequest request, Call call) {
        this.http = http;
        this.request = request;
        this.call = call;
    }

    /**
     * A connection after its upgrade.
     *
     * @param headers the answer to the upgrade
     * @param source what the daemon says
     * @param sink what is said to the daemon
     */
    public record Stream(Headers headers, BufferedSource source, BufferedSink sink) {}

    /**
     * Connects and waits for the daemon to agree.
     *
     * @throws io.github.microovn.lxd.error.LxdException if it does not
     */
    public Stream connect() {
        Response response = http.execute(request, call);
        Socket socket = response.socket();
        if (socket == null) {
            response.close();
            throw new LxdProtocolException(
                    request.attempt(), "LXD answered " + response.code() + " instead of changing the protocol", null);
        }
        Stream opened = new Stream(response.headers(), Okio.buffer(socket.getSource()), Okio.buffer(socket.getSink()));
        stream = opened;
        return opened;
    }

    /** Translates what the stream reported. */
    public RuntimeException failure(IOException e) {
        return http.failure(request, e);
    }

    /** Translates what the stream reported, while it was used for something, completing "cannot ...". */
    public RuntimeException failure(String action, IOException e) {
        return http.failure(request.to(action), e);
    }

    /** Ends the connection at once, whoever waits in it. */
    public void cut() {
        call.cancel();
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        cut();
        Stream opened = stream;
        if (opened != null) {
            closeQuietly(opened.source());
            closeQuietly(opened.sink());
        }
    }

    private static void closeQuietly(Closeable half) {
        try {
            half.close();
        } catch (IOException e) {
            // It was cut.
        }
    }
}
