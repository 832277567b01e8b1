package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.model.FileInfo;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The answer to a request. One method takes it apart, as what it has to be; all of them throw if it is an error. */
public final class SftpAnswer {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Attempt connection;
    private final Supplier<String> action;
    private final int type;
    private final Buffer fields;

    SftpAnswer(Attempt connection, Supplier<String> action, int type, Buffer fields) {
        this.connection = connection;
        this.action = action;
        this.type = type;
        this.fields = fields;
    }

    /**
     * An entry of a directory.
     *
     * @param name its name
     * @param attributes what it is, symbolic links not followed
     */
    public record Entry(ByteString name, SftpAttributes attributes) {
        /** Returns it as callers see it. */
        public FileInfo info(RemotePath directory) {
            return attributes.info(directory.child(name).text());
        }
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse() throws EOFException;
    }

    /** Makes sure that it went well. */
    public void ok() {
        int code = status();
        if (code != Packet.OK) {
            throw refusal(code);
        }
    }

    /** Tells whether it is something else than an error; for an answer that holds something. */
    public boolean isGood() {
        return type != Packet.STATUS;
    }

    /** Returns an error, or null if it went well. */
    public @Nullable LxdApiException error() {
        int code = status();
        return code == Packet.OK ? null : refusal(code);
    }

    /** Returns the handle of an opened file or directory. */
    public ByteString handle() {
        expect(Packet.HANDLE);
        return parsed(() -> SftpChannel.string(fields));
    }

    /** Returns a piece of a file, or null at its end. */
    @Nullable
    Buffer data() {
        return isEnd() ? null : dataThatIsThere();
    }

    private Buffer dataThatIsThere() {
        expect(Packet.DATA);
        return parsed(() -> {
            Buffer data = new Buffer();
            // Moves it; much data is not to be copied.
            data.write(fields, fields.readInt() & 0xffffffffL);
            return data;
        });
    }

    /** Returns what a path is. */
    public SftpAttributes attributes() {
        expect(Packet.ATTRS);
        return parsed(() -> SftpAttributes.read(fields));
    }

    /** Returns what a symbolic link says. */
    ByteString target() {
        expect(Packet.NAME);
        return parsed(() -> {
            fields.skip(Integer.BYTES);
            return SftpChannel.string(fields);
        });
    }

    /** Returns some entries of a directory; none at its end. */
    List<Entry> entries() {
        if (isEnd()) {
            return List.of();
        }
        expect(Packet.NAME);
        return parsed(() -> {
            List<Entry> entries = new ArrayList<>();
            int count = fields.readInt();
            for (int i = 0; i < count; i++) {
                ByteString name = SftpChannel.string(fields);
                SftpChannel.string(fields);
                entries.add(new Entry(name, SftpAttributes.read(fields)));
            }
            return entries;
        });
    }

    private boolean isEnd() {
        if (type != Packet.STATUS) {
            return false;
        }
        int code = status();
        if (code != Packet.END_OF_FILE) {
            throw refusal(code);
        }
        return true;
    }

    private int status() {
        if (type != Packet.STATUS) {
            throw misunderstood("an SFTP packet of type " + type + " instead of a status", null);
        }
        return parsed(fields::readInt);
    }

    private void expect(int expected) {
        if (type == Packet.STATUS) {
            throw refusal(status());
        }
        if (type != expected) {
            throw misunderstood("an SFTP packet of type " + type + " instead of " + expected, null);
        }
    }

    /** The codes are those that the daemon gives when it is asked over HTTP. */
    private LxdApiException refusal(int code) {
        String said = parsed(() -> SftpChannel.string(fields).utf8());
        int apiCode = switch (code) {
            case Packet.NO_SUCH_FILE -> 404;
            case Packet.PERMISSION_DENIED -> 403;
            default -> 500;
        };
        return new LxdApiException(attempt(), SWITCHING_PROTOCOLS, apiCode, said);
    }

    private <T> T parsed(Parser<T> parser) {
        try {
            return parser.parse();
        } catch (EOFException e) {
            throw misunderstood("an SFTP packet that is too short", e);
        }
    }

    private LxdProtocolException misunderstood(String reason, @Nullable Throwable cause) {
        return new LxdProtocolException(attempt(), reason, cause);
    }

    private Attempt attempt() {
        return new Attempt(action.get(), connection.method(), connection.path());
    }
}
