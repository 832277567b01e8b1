package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.files.StagedFile.Upload;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okio.ByteString;

/**
 * Brings files and links to an instance under temporary names, beside what they replace. When all are there, they take
 * their places by renames; until then nothing has changed that was there before.
 */
final class Staging {
    private static final int MOST_FILES = 32;

    private final Sessions sessions;
    private final SftpChannel channel;
    private final Leftovers leftovers;
    private final Tally tally;
    private final String prefix = ".lxd-push-" + UUID.randomUUID() + "-";
    private final Map<RemotePath, RemotePath> staged = new LinkedHashMap<>();

    Staging(Sessions sessions, SftpChannel channel, Leftovers leftovers, Tally tally) {
        this.sessions = sessions;
        this.channel = channel;
        this.leftovers = leftovers;
        this.tally = tally;
    }

    /**
     * A file to bring.
     *
     * @param content its bytes
     * @param size how many they are
     * @param path its place
     * @param attributes its permissions and owner
     */
    record Request(FileContent content, long size, RemotePath path, FileAttributes attributes) {}

    /** Brings files, several at a time. */
    void files(Iterator<Request> requests) {
        byte[] piece = new byte[SftpRequests.LONGEST_WRITE];
        List<StagedFile> active = new ArrayList<>();
        try {
            while (requests.hasNext() || !active.isEmpty()) {
                while (requests.hasNext() && active.size() < MOST_FILES && channel.hasRoom()) {
                    active.add(begin(requests.next()));
                }
                active.forEach(file -> file.advance(piece));
                if (channel.awaited() > 0) {
                    channel.take();
                }
                active.removeIf(StagedFile::closeIfDone);
            }
            channel.takeAll();
        } finally {
            active.forEach(StagedFile::close);
        }
    }

    private StagedFile begin(Request request) {
        Upload upload =
                new Upload(request.content, request.size, request.path, temporary(request.path), request.attributes);
        return new StagedFile(channel, upload, "write " + sessions.place(request.path), tally, leftovers);
    }

    private RemotePath temporary(RemotePath path) {
        RemotePath temporary = path.sibling(prefix + staged.size());
        staged.put(temporary, path);
        return temporary;
    }

    /** Brings a symbolic link. */
    void link(ByteString target, RemotePath path) {
        channel.makeRoom();
        RemotePath temporary = temporary(path);
        leftovers.askedFor(temporary);
        requests("make link ", path).makeLink(target, temporary, answer -> {
            LxdApiException error = answer.error();
            if (error != null) {
                leftovers.gone(temporary);
                throw error;
            }
            leftovers.made(temporary);
        });
    }

    /** Makes a directory whose parent is there or on its way, unless it is there itself: then it stays as it is. */
    void directory(RemotePath path, FileAttributes attributes) {
        channel.makeRoom();
        SftpRequests requests = requests("make directory ", path);
        requests.makeDirectory(path, answer -> {
            LxdApiException error = answer.error();
            if (error == null) {
                leftovers.madeDirectory(path);
                requests.setMode(path, attributes.mode());
                requests.setOwner(path, attributes.uid(), attributes.gid());
            } else {
                requests.stat(path, existing -> requireDirectory(path, existing, error));
            }
        });
    }

    private void requireDirectory(RemotePath path, SftpAnswer existing, LxdApiException error) {
        if (!existing.isGood()) {
            throw error;
        }
        FileType type = existing.attributes().type();
        if (type != FileType.DIRECTORY) {
            throw new LxdTransferException(
                    error.attempt(), path + " is there already, and no directory", path.text(), 0, null, null, null);
        }
    }

    /** Waits until everything is there. */
    void settle() {
        channel.takeAll();
    }

    /** Gives everything its name. */
    void commit() {
        staged.forEach((temporary, path) -> {
            channel.makeRoom();
            requests("write ", path).rename(temporary, path, answer -> {
                answer.ok();
                leftovers.gone(temporary);
            });
        });
        channel.takeAll();
    }

    private SftpRequests requests(String verb, RemotePath path) {
        return new SftpRequests(channel, () -> verb + sessions.place(path));
    }
}
