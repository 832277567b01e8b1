package io.github.microovn.lxd.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The server's end of an SFTP session, version 3 without SSH, with the habits of the server behind the daemon. */
final class SftpServer implements AutoCloseable {
    private static final int LONGEST_PACKET = 256 * 1024;
    private static final int LONGEST_READ = 32 * 1024;
    private static final int NAMES = 128;
    private static final String RENAME = "posix-rename@openssh.com";
    private static final List<String> EXTENSIONS =
            List.of("hardlink@openssh.com", "1", RENAME, "1", "statvfs@openssh.com", "2");

    // Kinds of answers.
    private static final int VERSION = 2;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRIBUTES = 105;

    private static final int OK = 0;
    private static final int END = 1;
    private static final int FAILURE = 4;
    private static final int UNSUPPORTED = 8;

    private final SftpFiles files;
    private final Connection connection;
    private final RequestBody written;
    private final Map<String, Opened> opened = new HashMap<>();
    private int lastHandle;

    /** A file, or a directory with the names that are still to be told. */
    private record Opened(Path path, @Nullable FileChannel channel, Deque<Path> entries) {
        FileChannel file(String verb) throws SftpException {
            return Optional.ofNullable(channel)
                    .orElseThrow(() -> new SftpException(FAILURE, verb + ": is a directory"));
        }
    }

    /**
     * Begins a session.
     *
     * @param instance whose files
     * @param connection to the client
     * @param written counts what is written
     */
    SftpServer(EmbeddedInstance instance, Connection connection, RequestBody written) {
        this.files = new SftpFiles(instance);
        this.connection = connection;
        this.written = written;
    }

    /** Answers until the client leaves or sends what nobody understands. */
    void serve() throws IOException {
        for (Buffer packet = next(); packet != null; packet = next()) {
            int type = packet.readByte() & 0xff;
            Buffer answer = type == 1 ? greeting() : answer(type, packet);
            if (answer == null) {
                return;
            }
            Buffer whole = new Buffer().writeInt((int) answer.size());
            whole.write(answer, answer.size());
            connection.getOutputStream().write(whole.readByteArray());
        }
    }

    private @Nullable Buffer next() throws IOException {
        byte[] head = new byte[Integer.BYTES];
        if (!fill(head)) {
            return null;
        }
        int length = ByteBuffer.wrap(head).getInt();
        if (length < 0 || length > LONGEST_PACKET) {
            return null;
        }
        byte[] packet = new byte[length];
        return fill(packet) ? new Buffer().write(packet) : null;
    }

    private boolean fill(byte[] target) throws IOException {
        int count = 0;
        while (count < target.length) {
            int more = connection.readRaw(target, count, target.length - count);
            if (more < 0) {
                return false;
            }
            count += more;
        }
        return true;
    }

    private static Buffer greeting() {
        Buffer greeting = new Buffer().writeByte(VERSION).writeInt(3);
        EXTENSIONS.forEach(text -> put(greeting, text));
        return greeting;
    }

    private @Nullable Buffer answer(int type, Buffer fields) throws IOException {
        int id = fields.readInt();
        try {
            return switch (type) {
                case 3 -> open(id, text(fields), fields.readInt());
                case 4 -> close(id, text(fields));
                case 5 -> read(id, opened(fields), fields.readLong(), fields.readInt());
                case 6 -> write(id, opened(fields), fields.readLong(), fields);
                case 7 -> files.attributes(start(ATTRIBUTES, id), files.locate("lstat", text(fields), false));
                case 8 -> files.attributes(start(ATTRIBUTES, id), opened(fields).path);
                case 9 -> setAttributes(id, text(fields), fields);
                case 10 -> setAttributes(id, opened(fields).path, fields);
                case 11 -> openDirectory(id, text(fields));
                case 12 -> names(id, opened(fields));
                case 13, 15 -> done(id, () -> files.remove(text(fields)));
                case 14 -> done(id, () -> files.makeDirectory(text(fields)));
                case 16 ->
                    name(id, Path.of("/").resolve(text(fields)).normalize().toString());
                case 17 -> files.attributes(start(ATTRIBUTES, id), files.locate("stat", text(fields), true));
                case 18 -> done(id, () -> files.rename(text(fields), text(fields)));
                case 19 -> name(id, files.readLink(text(fields)));
                case 20 -> done(id, () -> files.link(text(fields), text(fields)));
                case 200 -> extended(id, text(fields), fields);
                default -> null;
            };
        } catch (SftpException e) {
            return status(id, e.code(), String.valueOf(e.getMessage()));
        } catch (ConnectionCut e) {
            throw e;
        } catch (IOException e) {
            return status(id, FAILURE, FileRoutes.reason(e));
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private Buffer open(int id, String path, int flags) throws IOException {
        boolean read = (flags & 1) != 0;
        boolean write = (flags & 2) != 0;
        if (!read && !write) {
            throw new SftpException(FAILURE, "invalid argument");
        }
        FileChannel channel = files.open(path, read, write, (flags & 8) != 0, (flags & 16) != 0, (flags & 32) != 0);
        return handle(id, new Opened(files.locate("open", path, true), channel, new ArrayDeque<>()));
    }

    private Buffer openDirectory(int id, String path) throws IOException {
        Deque<Path> entries = files.entries(path);
        return handle(id, new Opened(files.locate("stat", path, true), null, entries));
    }

    private Buffer handle(int id, Opened file) {
        String handle = String.valueOf(++lastHandle);
        opened.put(handle, file);
        return put(start(HANDLE, id), handle);
    }

    private Buffer close(int id, String handle) throws IOException {
        Opened file = opened.remove(handle);
        if (file == null) {
            throw badDescriptor();
        }
        if (file.channel != null) {
            file.channel.close();
        }
        return status(id, OK, "");
    }

    private Opened opened(Buffer fields) throws IOException {
        Opened file = opened.get(text(fields));
        if (file == null) {
            throw badDescriptor();
        }
        return file;
    }

    private static SftpException badDescriptor() {
        return new SftpException(FAILURE, "bad file descriptor");
    }

    private static Buffer read(int id, Opened file, long offset, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Math.min(length, LONGEST_READ));
        int count = file.file("read").read(piece, offset);
        return count < 0
                ? status(id, END, "EOF")
                : start(DATA, id).writeInt(count).write(piece.array(), 0, count);
    }

    private Buffer write(int id, Opened file, long offset, Buffer fields) throws IOException {
        byte[] piece = fields.readByteArray(fields.readInt());
        spend(piece.length);
        ByteBuffer left = ByteBuffer.wrap(piece);
        while (left.hasRemaining()) {
            file.file("write").write(left, offset + left.position());
        }
        return status(id, OK, "");
    }

    private void spend(int bytes) throws IOException {
        try {
            written.spend(bytes);
        } catch (FileRoutes.DiskFull e) {
            throw SftpException.of("write", "file", e);
        }
    }

    private Buffer setAttributes(int id, String path, Buffer fields) throws IOException {
        return setAttributes(id, files.locate("chmod", path, true), fields);
    }

    private Buffer setAttributes(int id, Path file, Buffer fields) throws IOException {
        files.setAttributes(file, fields);
        return status(id, OK, "");
    }

    private Buffer names(int id, Opened directory) throws IOException {
        if (directory.entries.isEmpty()) {
            return status(id, END, "EOF");
        }
        int count = Math.min(NAMES, directory.entries.size());
        Buffer answer = start(NAME, id).writeInt(count);
        for (int i = 0; i < count; i++) {
            Path entry = directory.entries.remove();
            String name = String.valueOf(entry.getFileName());
            put(put(answer, name), name);
            files.attributes(answer, entry);
        }
        return answer;
    }

    private static Buffer name(int id, String path) {
        return put(put(start(NAME, id).writeInt(1), path), path).writeInt(0);
    }

    private Buffer extended(int id, String request, Buffer fields) throws IOException {
        if (!request.equals(RENAME)) {
            return status(id, UNSUPPORTED, "operation unsupported");
        }
        return done(id, () -> files.rename(text(fields), text(fields)));
    }

    private static Buffer done(int id, Action action) throws IOException {
        action.run();
        return status(id, OK, "");
    }

    private static Buffer status(int id, int code, String text) {
        return put(put(start(STATUS, id).writeInt(code), text), "");
    }

    private static Buffer start(int type, int id) {
        return new Buffer().writeByte(type).writeInt(id);
    }

    private static String text(Buffer fields) throws EOFException {
        return fields.readUtf8(fields.readInt());
    }

    private static Buffer put(Buffer buffer, String text) {
        Buffer encoded = new Buffer().writeUtf8(text);
        return buffer.writeInt((int) encoded.size()).write(encoded.readByteString());
    }

    /** Closes what the client left open. */
    @Override
    public void close() throws IOException {
        for (Opened file : opened.values()) {
            if (file.channel != null) {
                file.channel.close();
            }
        }
    }
}
