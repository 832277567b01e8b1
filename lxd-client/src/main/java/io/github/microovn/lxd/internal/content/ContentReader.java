package io.github.microovn.lxd.internal.content;

import io.github.microovn.lxd.model.FileContent;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads the bytes of a content and makes sure that they are as many as it was said to have. */
public final class ContentReader implements Closeable {
    private final FileContent content;
    private final String path;
    private final long size;
    private final InputStream in;
    private long position;

    /**
     * Opens a content.
     *
     * @param content what to send
     * @param path where it goes, for errors
     * @param size how many bytes it has
     * @throws ContentException if it cannot be opened
     */
    public ContentReader(FileContent content, String path, long size) throws ContentException {
        this.content = content;
        this.path = path;
        this.size = size;
        try {
            this.in = content.open();
        } catch (IOException e) {
            throw new ContentException("cannot open " + content + ": " + LocalReason.of(e), path, 0, e);
        }
    }

    /**
     * Reads a piece.
     *
     * @param piece takes it
     * @return how many bytes were read; -1 at the end
     * @throws ContentException if it cannot be read, or is shorter or longer than it should be
     */
    public int read(byte[] piece) throws ContentException {
        int count;
        try {
            count = in.read(piece);
        } catch (IOException e) {
            throw new ContentException("cannot read " + content + ": " + LocalReason.of(e), path, position, e);
        }
        if (count < 0 ? position < size : position + count > size) {
            String found = count < 0 ? "only " + position + " of " : "more than ";
            throw new ContentException(
                    content + " has " + found + size + " bytes; did it change while it was sent?",
                    path,
                    position + Math.max(0, count),
                    null);
        }
        position += Math.max(0, count);
        return count;
    }

    /** Returns how many bytes were read. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
