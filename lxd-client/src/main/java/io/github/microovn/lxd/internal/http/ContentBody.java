package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The content of a file, sent while it is read, so that its size does not matter. */
final class ContentBody extends RequestBody {
    /** The daemon takes forms apart and writes an empty file, so no other type will do. */
    private static final MediaType TYPE = MediaType.get("application/octet-stream");

    private static final int PIECE = 64 * 1024;

    private final FileContent content;
    private final String path;
    private final long size;
    private final TransferProgress progress;
    private final @Nullable MessageDigest digest;

    /**
     * Makes a body.
     *
     * @param content what to send
     * @param path where it goes, for errors
     * @param size how many bytes it has
     * @param progress hears how far it is
     * @param digest sees what is sent, or null
     */
    ContentBody(
            FileContent content, String path, long size, TransferProgress progress, @Nullable MessageDigest digest) {
        this.content = content;
        this.path = path;
        this.size = size;
        this.progress = progress;
        this.digest = digest;
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
        long sent = 0;
        try (InputStream in = opened()) {
            byte[] piece = new byte[PIECE];
            for (int count = read(in, piece, sent); count >= 0; count = read(in, piece, sent)) {
                if (sent + count > size) {
                    throw changed(sent + count);
                }
                if (digest != null) {
                    digest.update(piece, 0, count);
                }
                sink.write(piece, 0, count);
                sent += count;
                progress.transferred(sent, size);
            }
        }
        if (sent < size) {
            throw changed(sent);
        }
    }

    private InputStream opened() throws ContentException {
        try {
            return content.open();
        } catch (IOException e) {
            throw new ContentException("cannot open " + content + ": " + e.getMessage(), path, 0, e);
        }
    }

    private int read(InputStream in, byte[] piece, long sent) throws ContentException {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new ContentException("cannot read " + content + ": " + e.getMessage(), path, sent, e);
        }
    }

    private ContentException changed(long found) {
        String relation = found > size ? "more than " : "only " + found + " of ";
        return new ContentException(
                content + " has " + relation + size + " bytes; did it change while it was sent?", path, found, null);
    }
}
