package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.internal.content.ContentReader;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The content of a file, sent while it is read, so that its size does not matter. */
final class ContentBody extends RequestBody {
    /** The daemon takes forms apart and writes an empty file, so no other type will do. */
    private static final MediaType TYPE = MediaType.get("application/octet-stream");

    private static final int PIECE = 64 * 1024;

    private final FileContent content;
    private final String path;
    private final long size;
    private final TransferProgress progress;

    /**
     * Makes a body.
     *
     * @param content what to send
     * @param path where it goes, for errors
     * @param size how many bytes it has
     * @param progress hears how far it is
     */
    ContentBody(FileContent content, String path, long size, TransferProgress progress) {
        this.content = content;
        this.path = path;
        this.size = size;
        this.progress = progress;
    }

    @Override
    public MediaType contentType() {
        return TYPE;
    }

    @Override
    public long contentLength() {
        return size;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (ContentReader reader = new ContentReader(content, path, size)) {
            byte[] piece = new byte[PIECE];
            for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
                send(piece, count, sink);
                progress.transferred(reader.position(), size);
            }
        }
    }

    private static void send(byte[] piece, int count, BufferedSink sink) throws IOException {
        try {
            sink.write(piece, 0, count);
        } catch (SocketTimeoutException e) {
            throw new StalledException(e);
        }
    }
}
