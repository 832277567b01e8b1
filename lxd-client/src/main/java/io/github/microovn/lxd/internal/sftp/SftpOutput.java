package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.FileAttributes;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Writes an opened file, several pieces at a time. What is refused comes out of a later call, at the latest of close. */
public final class SftpOutput extends OutputStream {
    private static final int MOST_WRITES = 16;

    private final SftpChannel channel;
    private final SftpRequests requests;
    private final ByteString handle;
    private long offset;
    private int unacknowledged;
    private boolean closed;
    private boolean told;
    private @Nullable LxdApiException refusal;

    private SftpOutput(SftpChannel channel, SftpRequests requests, ByteString handle) {
        this.channel = channel;
        this.requests = requests;
        this.handle = handle;
    }

    /**
     * Opens a file, new or emptied.
     *
     * @param channel the connection; also the lock for it
     * @param requests sends the requests
     * @param path the file
     * @param attributes permissions and owner it gets
     * @param opened takes the stream when there is an answer
     */
    public static void open(
            SftpChannel channel,
            SftpRequests requests,
            RemotePath path,
            FileAttributes attributes,
            Consumer<OutputStream> opened) {
        requests.openToWrite(path, answer -> {
            ByteString handle = answer.handle();
            requests.setMode(handle, attributes.mode());
            requests.setOwner(handle, attributes.uid(), attributes.gid());
            opened.accept(new SftpOutput(channel, requests, handle));
        });
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int start, int length) {
        Objects.checkFromIndexSize(start, length, source.length);
        synchronized (channel) {
            int end = start + length;
            for (int from = start; from < end; from += SftpRequests.LONGEST_WRITE) {
                send(source, from, Math.min(end - from, SftpRequests.LONGEST_WRITE));
            }
        }
    }

    private void send(byte[] source, int start, int length) {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        while (unacknowledged >= MOST_WRITES || !channel.hasRoomToWrite()) {
            channel.take();
        }
        check();
        unacknowledged++;
        requests.write(handle, offset, source, start, length, this::written);
        offset += length;
    }

    private void written(SftpAnswer answer) {
        unacknowledged--;
        LxdApiException error = answer.error();
        if (refusal == null) {
            refusal = error;
        }
    }

    /** Throws a refusal, and only once: who hears of it from a write closes the stream then. */
    private void check() {
        LxdApiException error = refusal;
        if (error != null && !told) {
            told = true;
            throw error;
        }
    }

    @Override
    public void flush() {
        synchronized (channel) {
            while (unacknowledged > 0) {
                channel.take();
            }
            check();
        }
    }

    @Override
    public void close() {
        synchronized (channel) {
            if (!closed) {
                closed = true;
                requests.close(handle, SftpAnswer::ok);
                channel.takeAll();
                check();
            }
        }
    }
}
