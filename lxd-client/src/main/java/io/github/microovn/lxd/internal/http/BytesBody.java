package io.github.microovn.lxd.internal.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body from memory, which is sent once: what changes something must not be repeated behind the caller's back. */
final class BytesBody extends RequestBody {
    private final byte[] bytes;
    private final @Nullable String type;

    BytesBody(byte[] bytes, @Nullable String type) {
        this.bytes = bytes;
        this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type == null ? null : MediaType.get(type);
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
