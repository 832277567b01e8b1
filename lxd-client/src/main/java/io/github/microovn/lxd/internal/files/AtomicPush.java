package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.util.List;

/** Replaces a file at once, which the HTTP side of the API cannot: it has no rename. */
public final class AtomicPush {
    private final Sessions sessions;
    private final FileContent content;
    private final InstancePath path;
    private final FileAttributes attributes;

    /**
     * Prepares.
     *
     * @param sessions the instance
     * @param content what to write
     * @param path the file
     * @param attributes its permissions and owner
     */
    public AtomicPush(Sessions sessions, FileContent content, InstancePath path, FileAttributes attributes) {
        this.sessions = sessions;
        this.content = content;
        this.path = path;
        this.attributes = attributes;
    }

    /** Replaces it. */
    public void run(TransferProgress progress) {
        String action = "write " + sessions.place(path);
        long size = LocalContent.size(content, sessions.attempt(action), path);
        Leftovers leftovers = new Leftovers(sessions);
        try (SftpChannel channel = sessions.open(action)) {
            Staging staging = new Staging(sessions, channel, leftovers, new Tally(progress, size));
            Staging.Request request = new Staging.Request(content, size, RemotePath.of(path.text()), attributes);
            staging.files(List.of(request).iterator());
            staging.commit();
        } catch (RuntimeException e) {
            leftovers.remove(e);
            throw e;
        }
    }
}
