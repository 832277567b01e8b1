package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.internal.sftp.SftpChannel.Handler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The requests that are made of an SFTP server. Each is sent at once; what it leads to is handed over when it comes. */
public final class SftpRequests {
    /** What a server gives at most at a time, whatever is asked for. */
    public static final int LONGEST_READ = 32 * 1024;

    /** Well below the 256 KiB that a server takes as a packet. */
    public static final int LONGEST_WRITE = 128 * 1024;

    /** A hundred names with what {@code ls -l} would say of them. */
    private static final int DIRECTORY_PIECE = 32 * 1024;

    private static final int KEEP = -1;
    private static final ByteString POSIX_RENAME = ByteString.encodeUtf8("posix-rename@openssh.com");

    private final SftpChannel channel;
    private final Supplier<String> action;

    /**
     * Prepares requests.
     *
     * @param channel sends them
     * @param action what they are for, completing "cannot ..."
     */
    public SftpRequests(SftpChannel channel, Supplier<String> action) {
        this.channel = channel;
        this.action = action;
    }

    /** Opens a file for reading. */
    public void openToRead(RemotePath path, Handler handle) {
        open(path, Packet.OPEN_READ, handle);
    }

    /** Makes a file that is not there, to write and to read it. */
    public void create(RemotePath path, Handler handle) {
        int flags = Packet.OPEN_READ | Packet.OPEN_WRITE | Packet.OPEN_CREATE | Packet.OPEN_EXCLUSIVE;
        open(path, flags, handle);
    }

    /** Opens a file for writing, new or emptied. */
    public void openToWrite(RemotePath path, Handler handle) {
        open(path, Packet.OPEN_WRITE | Packet.OPEN_CREATE | Packet.OPEN_TRUNCATE, handle);
    }

    private void open(RemotePath path, int flags, Handler handle) {
        // The server ignores attributes here.
        send(Packet.OPEN, put(path.bytes()).writeInt(flags).writeInt(0), 0, handle);
    }

    /** Closes a file or a directory. */
    public void close(ByteString handle, Handler closed) {
        send(Packet.CLOSE, put(handle), 0, closed);
    }

    /** Reads a piece of a file, {@link #LONGEST_READ} at most. */
    public void read(ByteString handle, long offset, int length, Handler piece) {
        send(Packet.READ, put(handle).writeLong(offset).writeInt(length), length, piece);
    }

    /** Writes a piece of a file, {@link #LONGEST_WRITE} at most. */
    public void write(ByteString handle, long offset, byte[] bytes, int start, int length, Handler written) {
        Buffer fields = put(handle).writeLong(offset).writeInt(length).write(bytes, start, length);
        send(Packet.WRITE, fields, 0, written);
    }

    /** Asks what a path is; a symbolic link is not followed. */
    public void lstat(RemotePath path, Handler attributes) {
        send(Packet.LSTAT, put(path.bytes()), 0, attributes);
    }

    /** Asks what a path is or leads to. */
    public void stat(RemotePath path, Handler attributes) {
        send(Packet.STAT, put(path.bytes()), 0, attributes);
    }

    /** Asks what an opened file is. */
    public void fstat(ByteString handle, Consumer<SftpAttributes> attributes) {
        send(Packet.FSTAT, put(handle), 0, answer -> attributes.accept(answer.attributes()));
    }

    // One kind of attribute a request: servers have read several in an order of their own.

    /** Sets the permissions of an opened file; null leaves them. */
    public void setMode(ByteString handle, @Nullable Integer mode) {
        mode(Packet.FSETSTAT, handle, mode);
    }

    /** Sets the permissions of a path; null leaves them. */
    public void setMode(RemotePath path, @Nullable Integer mode) {
        mode(Packet.SETSTAT, path.bytes(), mode);
    }

    private void mode(int type, ByteString object, @Nullable Integer mode) {
        if (mode != null) {
            send(type, put(object).writeInt(Packet.HAS_PERMISSIONS).writeInt(mode), 0, SftpAnswer::ok);
        }
    }

    /** Sets the owner of an opened file; null leaves a part. */
    public void setOwner(ByteString handle, @Nullable Integer uid, @Nullable Integer gid) {
        owner(Packet.FSETSTAT, handle, uid, gid);
    }

    /** Sets the owner of a path; null leaves a part. */
    public void setOwner(RemotePath path, @Nullable Integer uid, @Nullable Integer gid) {
        owner(Packet.SETSTAT, path.bytes(), uid, gid);
    }

    private void owner(int type, ByteString object, @Nullable Integer uid, @Nullable Integer gid) {
        if (uid != null || gid != null) {
            Buffer fields = put(object)
                    .writeInt(Packet.HAS_OWNER)
                    .writeInt(uid == null ? KEEP : uid)
                    .writeInt(gid == null ? KEEP : gid);
            send(type, fields, 0, SftpAnswer::ok);
        }
    }

    /** Makes a directory. */
    public void makeDirectory(RemotePath path, Handler made) {
        send(Packet.MKDIR, put(path.bytes()).writeInt(0), 0, made);
    }

    /** Removes a file, a symbolic link or an empty directory. */
    public void remove(RemotePath path, Handler removed) {
        send(Packet.REMOVE, put(path.bytes()), 0, removed);
    }

    /** Gives a path to what is at another, which takes the place of what is there at once. */
    public void rename(RemotePath from, RemotePath to, Handler renamed) {
        if (channel.has(POSIX_RENAME)) {
            Buffer fields = put(POSIX_RENAME);
            put(fields, from.bytes());
            send(Packet.EXTENDED, put(fields, to.bytes()), 0, renamed);
        } else {
            send(Packet.RENAME, put(put(from.bytes()), to.bytes()), 0, renamed);
        }
    }

    /** Makes a symbolic link that says a text in UTF-8. */
    public void makeLink(String target, RemotePath path, Handler made) {
        makeLink(ByteString.encodeUtf8(target), path, made);
    }

    /** Makes a symbolic link. */
    public void makeLink(ByteString target, RemotePath path, Handler made) {
        // Servers expect the target first, as OpenSSH does; the standard has it the other way round.
        send(Packet.SYMLINK, put(put(target), path.bytes()), 0, made);
    }

    /** Reads what a symbolic link says, as text. */
    public void readLinkText(RemotePath path, Consumer<String> target) {
        readLink(path, bytes -> target.accept(bytes.utf8()));
    }

    /** Reads what a symbolic link says. */
    public void readLink(RemotePath path, Consumer<ByteString> target) {
        send(Packet.READLINK, put(path.bytes()), 0, answer -> target.accept(answer.target()));
    }

    /** Lists a directory piece by piece, and then hands over an empty list. */
    public void list(RemotePath directory, Consumer<List<SftpAnswer.Entry>> entries) {
        send(Packet.OPENDIR, put(directory.bytes()), 0, answer -> listOn(answer.handle(), entries));
    }

    private void listOn(ByteString handle, Consumer<List<SftpAnswer.Entry>> entries) {
        send(Packet.READDIR, put(handle), DIRECTORY_PIECE, answer -> {
            List<SftpAnswer.Entry> piece = answer.entries();
            if (piece.isEmpty()) {
                close(handle, SftpAnswer::ok);
            } else {
                listOn(handle, entries);
            }
            entries.accept(piece);
        });
    }

    private void send(int type, Buffer fields, long answerSize, Handler handler) {
        channel.send(type, fields, answerSize, action, handler);
    }

    private static Buffer put(ByteString text) {
        return put(new Buffer(), text);
    }

    private static Buffer put(Buffer fields, ByteString text) {
        return fields.writeInt(text.size()).write(text);
    }
}
