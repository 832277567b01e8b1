package io.github.microovn.lxd.internal.files;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.sftp.PipelinedRead;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpAttributes;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A file on its way from an instance: opened, read into a temporary file beside its place, read again and compared, renamed. */
final class PulledFile implements Closeable {
    private static final int MOST_READS = 32;

    private final SftpChannel channel;
    private final SftpRequests requests;
    private final RemoteTree.Entry entry;
    private final String action;
    private final LocalAttributes attributes;
    private final Tally tally;
    private final Path temporary;
    private final OutputStream out;
    private final byte[] piece;
    private final Sha256 came = new Sha256();
    private final Sha256 again = new Sha256();
    private ByteString handle = ByteString.EMPTY;
    private @Nullable SftpAttributes found;
    private @Nullable SftpAttributes foundAgain;
    private @Nullable PipelinedRead reading;
    private @Nullable PipelinedRead comparison;
    private long received;
    private boolean closing;
    private boolean done;

    /**
     * Begins.
     *
     * @param channel the connection
     * @param entry what to pull
     * @param action what it is for, completing "cannot ..."
     * @param attributes sets permissions and owner
     * @param tally counts what arrives
     * @param piece room for a piece of the content, used by one file after the other
     */
    PulledFile(
            SftpChannel channel,
            RemoteTree.Entry entry,
            String action,
            LocalAttributes attributes,
            Tally tally,
            byte[] piece) {
        this.channel = channel;
        this.requests = new SftpRequests(channel, () -> action);
        this.entry = entry;
        this.action = action;
        this.attributes = attributes;
        this.tally = tally;
        this.piece = piece;
        try {
            this.temporary = Files.createTempFile(entry.path().getParent(), ".lxd-pull-", "");
            this.out = Files.newOutputStream(temporary);
        } catch (IOException e) {
            throw broken(e);
        }
        requests.openToRead(entry.source(), this::opened);
    }

    private void opened(SftpAnswer answer) {
        handle = answer.handle();
        requests.fstat(handle, this::begin);
    }

    private void begin(SftpAttributes attributes) {
        found = attributes;
        reading = new PipelinedRead(
                channel, requests, handle, attributes.size(), Long.MAX_VALUE, MOST_READS, this::write);
    }

    private void write(Buffer data) {
        long before = received;
        try {
            for (int count = data.read(piece); count > 0; count = data.read(piece)) {
                came.add(piece, count);
                out.write(piece, 0, count);
                received += count;
            }
        } catch (IOException e) {
            throw broken(e);
        }
        tally.add(received - before);
    }

    /** Asks for what may be asked for now. */
    void advance() {
        if (reading != null && comparison == null) {
            reading.advance();
            if (reading.isDone()) {
                requests.fstat(handle, attributes -> foundAgain = attributes);
                comparison = new PipelinedRead(channel, requests, handle, received, received, MOST_READS, again::add);
            }
        }
        if (comparison != null && !closing) {
            comparison.advance();
            if (comparison.isDone() && foundAgain != null) {
                check(foundAgain.size());
                closing = true;
                requests.close(handle, this::finish);
            }
        }
    }

    /** A file can change while it is read. Then its parts may never have been together. */
    private void check(long size) {
        String expected = came.hex();
        String actual = again.hex();
        if (size != received) {
            throw changed("it has " + size + " bytes, but " + received + " came", expected, actual);
        }
        if (!expected.equals(actual)) {
            throw changed("its SHA-256 was " + expected + " and then " + actual, expected, actual);
        }
    }

    private LxdTransferException changed(String what, String expected, String actual) {
        return new LxdTransferException(
                channel.attempt(action),
                what + "; was it changed while it was read?",
                entry.source().text(),
                received,
                expected,
                actual,
                null);
    }

    private void finish(SftpAnswer answer) {
        answer.ok();
        try {
            out.close();
            attributes.set(temporary, requireNonNull(found));
            Files.move(temporary, entry.path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw broken(e);
        }
        done = true;
    }

    /** Tells whether it is there. */
    boolean isDone() {
        return done;
    }

    private LxdException broken(IOException e) {
        return LocalFailure.of(
                channel.attempt(action),
                "cannot write " + entry.path(),
                entry.source().text(),
                received,
                e);
    }

    /** Removes what is not complete. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }
}
