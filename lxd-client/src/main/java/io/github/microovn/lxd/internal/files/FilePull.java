package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Copies a file of an instance into a local one, which holds what it held before or all of the file. */
public final class FilePull {
    private final Sessions sessions;
    private final InstancePath source;
    private final Path target;
    private final TransferOptions options;

    /**
     * Prepares.
     *
     * @param sessions the instance
     * @param source the file there
     * @param target the file here
     * @param options how
     */
    public FilePull(Sessions sessions, InstancePath source, Path target, TransferOptions options) {
        this.sessions = sessions;
        this.source = source;
        this.target = target.toAbsolutePath();
        this.options = options;
    }

    /** Copies it. */
    public void run() {
        String action = "read " + sessions.place(source);
        try (SftpChannel channel = sessions.open(action)) {
            RemoteTree.Entry file = RemoteTree.Entry.of(channel, action, source, target, FileType.FILE);
            Tally tally = new Tally(options.progress(), file.attributes().size());
            new Arrivals(sessions, channel, new LocalAttributes(options), tally)
                    .bring(List.of(file).iterator());
        } catch (IOException e) {
            throw LocalFailure.of(sessions.attempt(action), "cannot write " + target, source.text(), 0, e);
        }
    }
}
