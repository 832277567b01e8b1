package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.error.LxdApiException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** What is in an opened file, read ahead. */
public final class SftpInput extends InputStream {
    private static final int MOST_READS = 16;

    private final SftpChannel channel;
    private final SftpRequests requests;
    private final ByteString handle;
    private final PipelinedRead read;
    private final Buffer received = new Buffer();
    private boolean closed;
    private @Nullable LxdApiException refusal;

    private SftpInput(SftpChannel channel, SftpRequests requests, ByteString handle, long size) {
        this.channel = channel;
        this.requests = requests;
        this.handle = handle;
        this.read = new PipelinedRead(channel, requests, handle, size, Long.MAX_VALUE, MOST_READS, new Received());
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

    /** Answers come while somebody else waits for one, who is not to hear of what is refused here. */
    private final class Received implements PipelinedRead.Sink {
        @Override
        public void take(Buffer piece) {
            if (!closed) {
                received.write(piece, piece.size());
            }
        }

        @Override
        public void refuse(LxdApiException error) {
            refusal = error;
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
            if (closed) {
                throw new IllegalStateException("the stream is closed");
            }
            read.advance();
            while (received.exhausted() && !read.isDone()) {
                channel.take();
                read.advance();
            }
            if (refusal != null && received.exhausted()) {
                throw refusal;
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
