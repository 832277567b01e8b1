package io.github.microovn.lxd.internal.files;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.content.ContentException;
import io.github.microovn.lxd.internal.content.ContentReader;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpOutput;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes a file in place: little by one request, much over an SFTP session, which the daemon only passes on. For 200 MB it has
 * half the work then, and the whole takes four fifths.
 */
public final class PlainPush {
    private static final long MUCH = 1024 * 1024;

    private final Sessions sessions;
    private final FileRequests files;
    private final FileContent content;
    private final InstancePath path;
    private final FileAttributes attributes;

    /**
     * Prepares.
     *
     * @param sessions the instance
     * @param files its files
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner if it is new
     */
    public PlainPush(
            Sessions sessions, FileRequests files, FileContent content, InstancePath path, FileAttributes attributes) {
        this.sessions = sessions;
        this.files = files;
        this.content = content;
        this.path = path;
        this.attributes = attributes;
    }

    /** Writes it. */
    public void run(TransferProgress progress) {
        String action = "write " + sessions.place(path);
        long size = LocalContent.size(content, sessions.attempt(action), path);
        if (size < MUCH) {
            files.push(content, path, attributes, progress);
            return;
        }
        try (ContentReader reader = new ContentReader(content, path.text(), size);
                SftpChannel channel = sessions.open(action)) {
            OutputStream out = open(channel, action);
            byte[] piece = new byte[SftpRequests.LONGEST_WRITE];
            for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
                out.write(piece, 0, count);
                progress.transferred(reader.position(), size);
            }
            // Only at a good end: else it goes with the session.
            out.close();
        } catch (ContentException e) {
            throw LocalContent.failure(e, sessions.attempt(action));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is there keeps its permissions and its owner. */
    private OutputStream open(SftpChannel channel, String action) {
        SftpRequests requests = new SftpRequests(channel, () -> action);
        RemotePath place = RemotePath.of(path.text());
        AtomicBoolean there = new AtomicBoolean();
        requests.stat(place, (SftpAnswer answer) -> there.set(answer.isGood()));
        channel.takeAll();
        AtomicReference<OutputStream> opened = new AtomicReference<>();
        FileAttributes given = there.get() ? FileAttributes.defaults() : attributes;
        SftpOutput.open(channel, requests, place, given, opened::set);
        channel.takeAll();
        return requireNonNull(opened.get());
    }
}
