package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.files.LocalTree.Entry;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TreeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Copies a directory of this machine to an instance. */
public final class TreePush {
    private static final FileAttributes MADE_ON_THE_WAY = FileAttributes.mode(0755);

    private final Sessions sessions;
    private final Path source;
    private final InstancePath target;
    private final TransferOptions options;
    private final String action;

    /**
     * Prepares.
     *
     * @param sessions the instance
     * @param source the directory here
     * @param target what becomes the same there
     * @param options how
     */
    public TreePush(Sessions sessions, Path source, InstancePath target, TransferOptions options) {
        this.sessions = sessions;
        this.source = source;
        this.target = target;
        this.options = options;
        this.action = "copy " + source + " to " + sessions.place(target);
    }

    /** Copies it. */
    public TreeResult run() {
        LocalTree tree = tree();
        Leftovers leftovers = new Leftovers(sessions);
        try (SftpChannel channel = sessions.open(action)) {
            Tally tally = new Tally(options.progress(), tree.bytes());
            Staging staging = new Staging(sessions, channel, leftovers, tally);
            makeDirectories(staging, tree);
            staging.files(tree.files().stream().map(TreePush::request).iterator());
            for (Entry link : tree.links()) {
                staging.link(target(link), link.path());
            }
            staging.settle();
            staging.commit();
        } catch (RuntimeException e) {
            leftovers.remove(e);
            throw e;
        }
        return new TreeResult(
                tree.files().size(),
                tree.bytes(),
                tree.directories().size() - 1,
                tree.links().size(),
                tree.skipped());
    }

    private LocalTree tree() {
        try {
            return LocalTree.of(source, RemotePath.of(target.text()), options);
        } catch (IOException e) {
            throw LocalFailure.of(sessions.attempt(action), "cannot read " + source, target.text(), 0, e);
        }
    }

    private void makeDirectories(Staging staging, LocalTree tree) {
        Deque<InstancePath> above = new ArrayDeque<>();
        for (@Nullable InstancePath path = target.parent(); path != null; path = path.parent()) {
            above.push(path);
        }
        above.forEach(path -> staging.directory(RemotePath.of(path.text()), MADE_ON_THE_WAY));
        tree.directories().forEach(directory -> staging.directory(directory.path(), directory.attributes()));
        staging.settle();
    }

    private static Staging.Request request(Entry file) {
        return new Staging.Request(FileContent.of(file.source()), file.size(), file.path(), file.attributes());
    }

    private ByteString target(Entry link) {
        try {
            return LocalNames.target(link.source());
        } catch (IOException e) {
            throw LocalFailure.of(
                    sessions.attempt(action),
                    "cannot read " + link.source(),
                    link.path().text(),
                    0,
                    e);
        }
    }
}
