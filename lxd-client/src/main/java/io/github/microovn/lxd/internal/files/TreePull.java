package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.files.RemoteTree.Entry;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAttributes;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TreeOptions;
import io.github.microovn.lxd.model.TreeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import okio.ByteString;

/** Copies a directory of an instance to this machine. */
public final class TreePull {
    private static final int MOST_FILES = 32;

    private final Sessions sessions;
    private final InstancePath source;
    private final Path target;
    private final TreeOptions options;
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
    public TreePull(Sessions sessions, InstancePath source, Path target, TreeOptions options) {
        this.sessions = sessions;
        this.source = source;
        this.target = target.toAbsolutePath();
        this.options = options;
        this.attributes = new LocalAttributes(options);
        this.action = "copy " + sessions.place(source) + " to " + target;
    }

    /** Copies it. */
    public TreeResult run() {
        try (SftpChannel channel = sessions.open(action, SftpChannel.ROOM_WHILE_READING)) {
            RemoteTree tree = new RemoteTree(sessions, channel);
            tree.read(new Entry(RemotePath.of(source.text()), target, attributes(channel)));
            for (Entry directory : tree.directories()) {
                makeDirectory(directory);
            }
            Tally tally = new Tally(options.progress(), tree.bytes());
            files(channel, tree.files().iterator(), tally);
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

    private SftpAttributes attributes(SftpChannel channel) {
        List<SftpAttributes> found = new ArrayList<>();
        new SftpRequests(channel, () -> action)
                .stat(RemotePath.of(source.text()), answer -> found.add(answer.attributes()));
        channel.takeAll();
        if (found.get(0).type() != FileType.DIRECTORY) {
            throw new LxdTransferException(
                    channel.attempt(action), source + " is not a directory", source.text(), 0, null, null, null);
        }
        return found.get(0);
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

    private void files(SftpChannel channel, Iterator<Entry> entries, Tally tally) throws IOException {
        List<PulledFile> active = new ArrayList<>();
        try {
            while (entries.hasNext() || !active.isEmpty()) {
                while (entries.hasNext() && active.size() < MOST_FILES && channel.hasRoom(0)) {
                    Entry entry = entries.next();
                    String reading = "read " + sessions.place(entry.source());
                    active.add(new PulledFile(channel, entry, reading, attributes, tally));
                }
                active.forEach(PulledFile::advance);
                if (channel.awaited() > 0) {
                    channel.take();
                }
                active.removeIf(PulledFile::isDone);
            }
        } finally {
            for (PulledFile file : active) {
                file.close();
            }
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
