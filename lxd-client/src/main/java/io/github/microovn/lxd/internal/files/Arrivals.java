package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.SftpChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings files of an instance to this machine, several at a time. */
final class Arrivals {
    private static final int MOST_FILES = 32;
    private static final int PIECE = 64 * 1024;

    private final Sessions sessions;
    private final SftpChannel channel;
    private final LocalAttributes attributes;
    private final Tally tally;

    Arrivals(Sessions sessions, SftpChannel channel, LocalAttributes attributes, Tally tally) {
        this.sessions = sessions;
        this.channel = channel;
        this.attributes = attributes;
        this.tally = tally;
    }

    /** Brings files. Each takes its place when it is complete. */
    void bring(Iterator<RemoteTree.Entry> entries) throws IOException {
        byte[] piece = new byte[PIECE];
        List<PulledFile> active = new ArrayList<>();
        try {
            while (entries.hasNext() || !active.isEmpty()) {
                while (entries.hasNext() && active.size() < MOST_FILES && channel.hasRoom()) {
                    RemoteTree.Entry entry = entries.next();
                    String action = "read " + sessions.place(entry.source());
                    active.add(new PulledFile(channel, entry, action, attributes, tally, piece));
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
}
