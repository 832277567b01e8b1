package io.github.microovn.lxd.internal.files;

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

/** A file on its way from an instance: opened, read into a temporary file beside its place, closed, renamed. */
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
    private ByteString handle = ByteString.EMPTY;
    private @Nullable SftpAttributes found;
    private @Nullable PipelinedRead content;
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
     */
    PulledFile(SftpChannel channel, RemoteTree.Entry entry, String action, LocalAttributes attributes, Tally tally) {
        this.channel = channel;
        this.requests = new SftpRequests(channel, () -> action);
        this.entry = entry;
        this.action = action;
        this.attributes = attributes;
        this.tally = tally;
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
        content = new PipelinedRead(
                channel, requests, handle, attributes.size(), Long.MAX_VALUE, MOST_READS, this::write);
    }

    private void write(Buffer piece) {
        long size = piece.size();
        try {
            out.write(piece.readByteArray());
        } catch (IOException e) {
            throw broken(e);
        }
        received += size;
        tally.add(size);
    }

    /** Asks for what may be asked for now. */
    void advance() {
        PipelinedRead read = content;
        if (read == null || closing) {
            return;
        }
        read.advance();
        if (read.isDone()) {
            closing = true;
            requests.close(handle, this::finish);
        }
    }

    private void finish(SftpAnswer answer) {
        answer.ok();
        SftpAttributes opened = found;
        if (opened == null || received < opened.size()) {
            throw new LxdTransferException(
                    channel.attempt(action),
                    "only " + received + " bytes came; was it changed while it was read?",
                    entry.source().text(),
                    received,
                    null,
                    null,
                    null);
        }
        try {
            out.close();
            attributes.set(temporary, opened);
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
