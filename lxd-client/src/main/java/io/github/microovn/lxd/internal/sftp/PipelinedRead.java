package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.error.LxdApiException;
import java.util.ArrayDeque;
import java.util.Deque;
import okio.Buffer;
import okio.ByteString;

/** Reads an opened file from its beginning, several pieces at a time, and hands the pieces over in order. */
public final class PipelinedRead {
    private final SftpChannel channel;
    private final SftpRequests requests;
    private final ByteString handle;
    private final long expected;
    private final long limit;
    private final int most;
    private final Sink sink;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long next;
    private int awaited;
    private boolean endSeen;
    private boolean over;

    /** Takes what is read. */
    @FunctionalInterface
    public interface Sink {
        /** Takes a piece. */
        void take(Buffer piece);

        /** Hears that a piece was refused, after which nothing comes any more. */
        default void refuse(LxdApiException refusal) {
            throw refusal;
        }
    }

    /** A piece on its way. */
    private static final class Piece {
        final long offset;
        final int length;
        final Buffer data = new Buffer();
        boolean complete;

        Piece(long offset, int length) {
            this.offset = offset;
            this.length = length;
        }
    }

    /**
     * Prepares to read.
     *
     * @param channel the connection
     * @param requests sends the requests
     * @param handle the opened file
     * @param expected how long the file seems to be
     * @param limit how many bytes are read at most
     * @param most how many pieces are asked for at a time
     * @param sink takes the pieces
     */
    public PipelinedRead(
            SftpChannel channel,
            SftpRequests requests,
            ByteString handle,
            long expected,
            long limit,
            int most,
            Sink sink) {
        this.channel = channel;
        this.requests = requests;
        this.handle = handle;
        this.expected = Math.min(expected, limit);
        this.limit = limit;
        this.most = most;
        this.sink = sink;
        this.over = limit == 0;
    }

    /** Asks for as much as may be asked for now. */
    public void advance() {
        while (wantsMore() && channel.hasRoom(0, SftpRequests.LONGEST_READ)) {
            Piece piece = new Piece(next, (int) Math.min(SftpRequests.LONGEST_READ, limit - next));
            next += piece.length;
            pieces.add(piece);
            ask(piece);
        }
    }

    /** Beyond the expected end, one piece tells that it is the end. */
    private boolean wantsMore() {
        return !over && !endSeen && next < limit && (next < expected ? pieces.size() < most : pieces.isEmpty());
    }

    private void ask(Piece piece) {
        awaited++;
        int length = piece.length - (int) piece.data.size();
        requests.read(handle, piece.offset + piece.data.size(), length, answer -> {
            awaited--;
            take(piece, answer);
        });
    }

    private void take(Piece piece, SftpAnswer answer) {
        Buffer data;
        try {
            data = answer.data();
        } catch (LxdApiException e) {
            boolean first = !over;
            over = true;
            pieces.clear();
            if (first) {
                sink.refuse(e);
            }
            return;
        }
        if (data == null) {
            endSeen = true;
            piece.complete = true;
        } else {
            piece.data.write(data, data.size());
            piece.complete = piece.data.size() >= piece.length;
        }
        if (!piece.complete && !over) {
            // A server gives less than it was asked for as it likes.
            ask(piece);
        }
        handOver();
    }

    private void handOver() {
        for (Piece head = pieces.peek(); head != null && head.complete; head = pieces.peek()) {
            pieces.remove();
            over = head.data.size() < head.length || head.offset + head.length >= limit;
            if (head.data.size() > 0) {
                sink.take(head.data);
            }
            if (over) {
                pieces.clear();
            }
        }
    }

    /** Tells whether the end was reached and nothing is on its way any more. */
    public boolean isDone() {
        return over && awaited == 0;
    }
}
