package io.github.microovn.lxd.internal.sftp;

import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import okio.Buffer;
import okio.ByteString;

/** What is in an opened file, read ahead. */
public final class SftpInput extends InputStream {
    private static final int MOST_READS = 4;

    private final SftpChannel channel;
    private final SftpRequests requests;
    private final ByteString handle;
    private final PipelinedRead read;
    private final Buffer received = new Buffer();
    private boolean closed;

    private SftpInput(SftpChannel channel, SftpRequests requests, ByteString handle, long size) {
        this.channel = channel;
        this.requests = requests;
        this.handle = handle;
        this.read = new PipelinedRead(channel, requests, handle, size, Long.MAX_VALUE, MOST_READS, this::receive);
    }

    /**
     * Opens a file.
     *
     * @param channel the connection; also the lock for it
     * @param requests sends the requests
     * @param path the file
     * @param opened takes the stream when there is an answer
     */
    public static void open(SftpChannel channel, SftpRequests requests, RemotePath path, Consumer<InputStream> opened) {
        requests.openToRead(path, answer -> {
            ByteString handle = answer.handle();
            requests.fstat(handle, found -> opened.accept(new SftpInput(channel, requests, handle, found.size())));
        });
    }

    private void receive(Buffer piece) {
        if (!closed) {
            received.write(piece, piece.size());
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        synchronized (channel) {
            read.advance();
            while (received.exhausted() && !read.isDone()) {
                channel.take();
                read.advance();
            }
            return received.read(target, offset, length);
        }
    }

    @Override
    public void close() {
        synchronized (channel) {
            if (!closed) {
                closed = true;
                received.clear();
                if (channel.isOpen()) {
                    requests.close(handle, SftpAnswer::ok);
                    channel.takeAll();
                }
            }
        }
    }
}
