package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpAttributes;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import okio.ByteString;

/** What is in a directory of an instance, and where it belongs here. Directories come before what is in them. */
final class RemoteTree {
    private static final ByteString HERE = ByteString.encodeUtf8(".");
    private static final ByteString ABOVE = ByteString.encodeUtf8("..");

    private final Sessions sessions;
    private final SftpChannel channel;
    private final List<Entry> directories = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();
    private final List<Entry> links = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Deque<Entry> unread = new ArrayDeque<>();
    private long bytes;

    /**
     * Something to copy.
     *
     * @param source where it is there
     * @param path where it belongs
     * @param attributes what it is
     */
    record Entry(RemotePath source, Path path, SftpAttributes attributes) {
        /**
         * Looks at what is to be copied, where symbolic links are followed.
         *
         * @param channel asks for it
         * @param action what it is for, completing "cannot ..."
         * @param source where it is there
         * @param path where it belongs
         * @param wanted what it has to be
         */
        static Entry of(SftpChannel channel, String action, InstancePath source, Path path, FileType wanted) {
            RemotePath place = RemotePath.of(source.text());
            List<SftpAttributes> found = new ArrayList<>();
            new SftpRequests(channel, () -> action).stat(place, answer -> found.add(answer.attributes()));
            channel.takeAll();
            FileType type = found.get(0).type();
            if (type != wanted) {
                String kind = type == FileType.UNKNOWN ? "pipe, socket or device" : word(type);
                String reason = place + " is a " + kind + ", not a " + word(wanted);
                throw new LxdTransferException(channel.attempt(action), reason, source.text(), 0, null, null, null);
            }
            return new Entry(place, path, found.get(0));
        }

        private static String word(FileType type) {
            return type.name().toLowerCase(Locale.ROOT);
        }
    }

    RemoteTree(Sessions sessions, SftpChannel channel) {
        this.sessions = sessions;
        this.channel = channel;
    }

    /** Looks at all of a directory; symbolic links in it are not followed. */
    void read(Entry directory) {
        directories.add(directory);
        unread.add(directory);
        while (!unread.isEmpty() || channel.awaited() > 0) {
            while (!unread.isEmpty() && channel.hasRoom()) {
                Entry next = unread.remove();
                new SftpRequests(channel, () -> "list directory " + sessions.place(next.source))
                        .list(next.source, entries -> entries.forEach(entry -> add(next, entry)));
            }
            channel.take();
        }
    }

    private void add(Entry directory, SftpAnswer.Entry found) {
        ByteString name = found.name();
        if (name.equals(HERE) || name.equals(ABOVE)) {
            return;
        }
        // A name with a slash would lead somewhere else.
        if (name.size() == 0 || name.indexOf(new byte[] {'/'}) >= 0 || name.indexOf(new byte[] {0}) >= 0) {
            String action = "list directory " + sessions.place(directory.source);
            throw new LxdProtocolException(
                    channel.attempt(action), RemotePath.quoted(name.utf8()) + " is not a name", null);
        }
        RemotePath source = directory.source.child(name);
        Entry entry = new Entry(source, LocalNames.resolve(directory.path, name), found.attributes());
        switch (found.attributes().type()) {
            case DIRECTORY -> {
                directories.add(entry);
                unread.add(entry);
            }
            case FILE -> {
                files.add(entry);
                bytes += found.attributes().size();
            }
            case SYMLINK -> links.add(entry);
            default -> skipped.add(source.text());
        }
    }

    List<Entry> directories() {
        return directories;
    }

    List<Entry> files() {
        return files;
    }

    List<Entry> links() {
        return links;
    }

    List<String> skipped() {
        return skipped;
    }

    long bytes() {
        return bytes;
    }
}
