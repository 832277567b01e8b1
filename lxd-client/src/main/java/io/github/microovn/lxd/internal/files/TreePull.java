package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.files.RemoteTree.Entry;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TreeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import okio.ByteString;

/** Copies a directory of an instance to this machine. */
public final class TreePull {
    private final Sessions sessions;
    private final InstancePath source;
    private final Path target;
    private final TransferOptions options;
    private final LocalAttributes attributes;
    private final String action;
    private final List<Entry> made = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param sessions the instance
     * @param source the directory there
     * @param target what becomes the same here
     * @param options how
     */
    public TreePull(Sessions sessions, InstancePath source, Path target, TransferOptions options) {
        this.sessions = sessions;
        this.source = source;
        this.target = target.toAbsolutePath();
        this.options = options;
        this.attributes = new LocalAttributes(options);
        this.action = "copy " + sessions.place(source) + " to " + target;
    }

    /** Copies it. */
    public TreeResult run() {
        try (SftpChannel channel = sessions.open(action)) {
            RemoteTree tree = new RemoteTree(sessions, channel);
            tree.read(Entry.of(channel, action, source, target, FileType.DIRECTORY));
            for (Entry directory : tree.directories()) {
                makeDirectory(directory);
            }
            Tally tally = new Tally(options.progress(), tree.bytes());
            new Arrivals(sessions, channel, attributes, tally)
                    .bring(tree.files().iterator());
            links(channel, tree.links());
            // At last, and the deepest first: some may not be writable.
            Collections.reverse(made);
            for (Entry directory : made) {
                attributes.set(directory.path(), directory.attributes());
            }
            return new TreeResult(
                    tree.files().size(),
                    tally.done(),
                    tree.directories().size() - 1,
                    tree.links().size(),
                    tree.skipped());
        } catch (IOException e) {
            throw LocalFailure.of(sessions.attempt(action), "cannot write to " + target, source.text(), 0, e);
        }
    }

    /** Makes a directory unless it is there. A link in its place would lead what is copied somewhere else. */
    private void makeDirectory(Entry directory) throws IOException {
        Path path = directory.path();
        boolean top = path.equals(target);
        if (top && !Files.exists(path)) {
            Files.createDirectories(path);
            made.add(directory);
        } else if (!(top ? Files.isDirectory(path) : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            Files.createDirectory(path);
            made.add(directory);
        }
    }

    private void links(SftpChannel channel, List<Entry> links) {
        for (Entry link : links) {
            channel.makeRoom();
            new SftpRequests(channel, () -> "read link " + sessions.place(link.source()))
                    .readLink(link.source(), target -> makeLink(channel, link, target));
        }
        channel.takeAll();
    }

    private void makeLink(SftpChannel channel, Entry link, ByteString says) {
        try {
            Path temporary = link.path().resolveSibling(".lxd-pull-" + UUID.randomUUID());
            LocalNames.link(temporary, says);
            try {
                attributes.setOwner(temporary, link.attributes());
                Files.move(temporary, link.path(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw LocalFailure.of(
                    channel.attempt(action),
                    "cannot make link " + link.path(),
                    link.source().text(),
                    0,
                    e);
        }
    }
}
