package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.content.ContentException;
import io.github.microovn.lxd.internal.content.ContentReader;
import io.github.microovn.lxd.internal.sftp.PipelinedRead;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A file on its way to its temporary name: made, written, read back and compared, closed. */
final class StagedFile implements Closeable {
    private static final int MOST_WRITES = 16;
    private static final int MOST_READS = 32;
    private static final int DEFAULT_MODE = 0644;

    private final SftpChannel channel;
    private final SftpRequests requests;
    private final String action;
    private final Upload upload;
    private final Tally tally;
    private final Leftovers leftovers;
    private final ContentReader reader;
    private final Sha256 sent = new Sha256();
    private final Sha256 found = new Sha256();
    private ByteString handle = ByteString.EMPTY;
    private @Nullable PipelinedRead comparison;
    private Phase phase = Phase.CREATING;
    private boolean allSent;
    private int unacknowledged;
    private long foundSize = -1;

    /** How far it is. */
    private enum Phase {
        CREATING,
        WRITING,
        COMPARING,
        CLOSING,
        DONE
    }

    /**
     * What is to be brought.
     *
     * @param content the bytes
     * @param size how many they are
     * @param path the file they are for
     * @param temporary the name they get at first
     * @param attributes permissions and owner
     */
    record Upload(FileContent content, long size, RemotePath path, RemotePath temporary, FileAttributes attributes) {}

    /**
     * Begins.
     *
     * @param channel the connection
     * @param upload what is to be brought
     * @param action what it is for, completing "cannot ..."
     * @param tally counts what arrives
     * @param leftovers remembers what has to be removed
     */
    StagedFile(SftpChannel channel, Upload upload, String action, Tally tally, Leftovers leftovers) {
        this.channel = channel;
        this.requests = new SftpRequests(channel, () -> action);
        this.action = action;
        this.upload = upload;
        this.tally = tally;
        this.leftovers = leftovers;
        try {
            this.reader = new ContentReader(upload.content, upload.path.text(), upload.size);
        } catch (ContentException e) {
            throw LocalContent.failure(e, channel.attempt(action));
        }
        requests.lstat(upload.path, this::refuseDirectory);
        leftovers.askedFor(upload.temporary);
        requests.create(upload.temporary, this::created);
    }

    private void refuseDirectory(SftpAnswer answer) {
        if (answer.isGood() && answer.attributes().type() == FileType.DIRECTORY) {
            String reason = upload.path + " is a directory, not a file";
            throw new LxdTransferException(channel.attempt(action), reason, upload.path.text(), 0, null, null, null);
        }
    }

    private void created(SftpAnswer answer) {
        if (!answer.isGood()) {
            leftovers.gone(upload.temporary);
        }
        handle = answer.handle();
        leftovers.made(upload.temporary);
        FileAttributes attributes = upload.attributes;
        Integer mode = attributes.mode();
        requests.setMode(handle, mode == null ? DEFAULT_MODE : mode);
        requests.setOwner(handle, attributes.uid(), attributes.gid());
        phase = Phase.WRITING;
    }

    /**
     * Sends what may be sent now.
     *
     * @param piece room for a piece of the content, used by one file after the other
     */
    void advance(byte[] piece) {
        if (phase == Phase.WRITING) {
            write(piece);
        }
        if (phase == Phase.COMPARING) {
            compare();
        }
    }

    private void write(byte[] piece) {
        while (!allSent && unacknowledged < MOST_WRITES && channel.hasRoomToWrite()) {
            long offset = reader.position();
            int count = read(piece);
            allSent = count < 0;
            if (count > 0) {
                sent.add(piece, count);
                unacknowledged++;
                requests.write(handle, offset, piece, 0, count, answer -> written(answer, count));
            }
        }
        if (allSent && unacknowledged == 0) {
            phase = Phase.COMPARING;
            requests.fstat(handle, attributes -> foundSize = attributes.size());
        }
    }

    private int read(byte[] piece) {
        try {
            return reader.read(piece);
        } catch (ContentException e) {
            throw LocalContent.failure(e, channel.attempt(action));
        }
    }

    private void written(SftpAnswer answer, int count) {
        answer.ok();
        unacknowledged--;
        tally.add(count);
    }

    private void compare() {
        PipelinedRead read = comparison;
        if (read == null) {
            read = new PipelinedRead(channel, requests, handle, upload.size, upload.size, MOST_READS, found::add);
            comparison = read;
        }
        read.advance();
        if (read.isDone() && foundSize >= 0) {
            check();
            phase = Phase.CLOSING;
            requests.close(handle, this::closed);
        }
    }

    private void check() {
        String expected = sent.hex();
        String actual = found.hex();
        if (foundSize != upload.size || !expected.equals(actual)) {
            String reason = "it arrived as " + foundSize + " bytes with SHA-256 " + actual + " instead of "
                    + upload.size + " bytes with SHA-256 " + expected + "; the file that was there is untouched";
            throw new LxdTransferException(
                    channel.attempt(action), reason, upload.path.text(), upload.size, expected, actual, null);
        }
    }

    private void closed(SftpAnswer answer) {
        answer.ok();
        phase = Phase.DONE;
    }

    /** Tells whether the file is there as it should be; then its content is closed. */
    boolean closeIfDone() {
        if (phase == Phase.DONE) {
            close();
        }
        return phase == Phase.DONE;
    }

    /** Closes the content, not the file on the instance: that goes with the connection. */
    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
