package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.Upgrade;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks SFTP. It has no thread: who uses it sends requests and then takes answers one after the other,
 * each handed to what was sent along. Not thread-safe, except for {@link #cut}.
 *
 * <p>A daemon that cannot get rid of its answers stops reading requests, and who sends waits for ever. So of the requests or
 * of the answers that are under way never more may be than the sockets hold, which {@link #hasRoom} tells.
 */
public final class SftpChannel implements AutoCloseable {
    /** What the sockets hold for sure in one direction. */
    private static final long HELD = 128 * 1024;

    /** What may be awaited at all: enough to keep the daemon busy. */
    private static final long MOST_AWAITED = 2 * 1024 * 1024;

    /** What the kernel accounts for a small packet. */
    private static final long SMALL_PACKET = 1024;

    private static final int HEAD = 5;
    private static final int LONGEST = 1024 * 1024;

    private final HttpRequest request;
    private final Upgrade upgrade;
    private final BufferedSource source;
    private final BufferedSink sink;
    private final Set<ByteString> extensions = new HashSet<>();
    private final Map<Integer, Awaited> awaited = new LinkedHashMap<>();
    private long requestedBytes;
    private long awaitedBytes;
    private int lastId;
    private @Nullable IOException broken;
    private volatile boolean cut;

    /** Takes an answer. It must not take further ones itself. */
    @FunctionalInterface
    public interface Handler {
        /** Takes it. */
        void take(SftpAnswer answer);
    }

    private record Awaited(Supplier<String> action, long requestSize, long answerSize, Handler handler) {}

    private SftpChannel(HttpRequest request, Upgrade upgrade, Duration patience) {
        this.request = request;
        this.upgrade = upgrade;
        Upgrade.Stream stream = upgrade.connect();
        this.source = stream.source();
        this.sink = stream.sink();
        source.timeout().timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        sink.timeout().timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Connects.
     *
     * @param http asks the daemon
     * @param request a GET of an instance's {@code sftp}
     * @param patience how long nothing may move
     * @throws io.github.microovn.lxd.error.LxdException if it cannot be
     */
    public static SftpChannel open(Http http, HttpRequest request, Duration patience) {
        Upgrade upgrade = http.upgrade(request.withHeader("Upgrade", "sftp").withHeader("Connection", "Upgrade"));
        boolean opened = false;
        try {
            SftpChannel channel = new SftpChannel(request, upgrade, patience);
            channel.greet();
            opened = true;
            return channel;
        } finally {
            if (!opened) {
                upgrade.close();
            }
        }
    }

    private void greet() {
        try {
            sink.writeInt(HEAD)
                    .writeByte(Packet.INIT)
                    .writeInt(Packet.VERSION_3)
                    .flush();
            Buffer packet = packet();
            if (packet.readByte() != Packet.VERSION || packet.readInt() != Packet.VERSION_3) {
                throw new ProtocolException("the daemon does not speak SFTP version 3");
            }
            while (!packet.exhausted()) {
                extensions.add(string(packet));
                string(packet);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Tells whether the daemon announced an extension. */
    boolean has(ByteString extension) {
        return extensions.contains(extension);
    }

    /** Tells whether a small request can be sent that has a small answer. */
    public boolean hasRoom() {
        return hasRoom(0, 0);
    }

    /** Tells whether a piece of a file can be written. */
    public boolean hasRoomToWrite() {
        return hasRoom(SftpRequests.LONGEST_WRITE, 0);
    }

    /**
     * Tells whether a request can be sent.
     *
     * @param request about how many bytes it has beyond a few
     * @param answer about how many bytes its answer has beyond a few
     */
    boolean hasRoom(long request, long answer) {
        long requested = requestedBytes + SMALL_PACKET + request;
        long expected = awaitedBytes + SMALL_PACKET + answer;
        return awaited.isEmpty() || expected <= HELD || (requested <= HELD && expected <= MOST_AWAITED);
    }

    /** Tells how many answers are to come. */
    public int awaited() {
        return awaited.size();
    }

    /**
     * Sends a request.
     *
     * @param type its number
     * @param fields what follows the id
     * @param answerSize about how many bytes the answer has beyond a few
     * @param action what it is for, completing "cannot ..."
     * @param handler takes the answer
     */
    void send(int type, Buffer fields, long answerSize, Supplier<String> action, Handler handler) {
        if (cut) {
            throw new IllegalStateException("the SFTP session is closed");
        }
        checkUsable(action);
        int id = ++lastId;
        Awaited answer = new Awaited(action, SMALL_PACKET + fields.size(), SMALL_PACKET + answerSize, handler);
        awaited.put(id, answer);
        requestedBytes += answer.requestSize;
        awaitedBytes += answer.answerSize;
        try {
            sink.writeInt((int) (HEAD + fields.size())).writeByte(type).writeInt(id);
            sink.write(fields, fields.size());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void checkUsable(Supplier<String> action) {
        if (broken != null) {
            throw upgrade.failure(action.get(), new IOException("the SFTP session broke off before", broken));
        }
    }

    /** Waits for an answer and hands it over. What its handler throws comes out here. */
    public void take() {
        checkUsable(this::firstAction);
        Awaited next;
        SftpAnswer answer;
        try {
            if (!isThere()) {
                sink.flush();
            }
            Buffer packet = packet();
            int type = packet.readByte() & 0xff;
            next = awaited.remove(packet.readInt());
            if (next == null) {
                throw new ProtocolException("an SFTP answer that nothing was asked for");
            }
            answer = new SftpAnswer(request.attempt(), next.action, type, packet);
        } catch (IOException e) {
            throw failure(e);
        }
        requestedBytes -= next.requestSize;
        awaitedBytes -= next.answerSize;
        next.handler.take(answer);
    }

    /** Takes answers until a small one has room. */
    public void makeRoom() {
        while (!hasRoom()) {
            take();
        }
    }

    /** Takes all answers that are to come, also those to what their handlers send. */
    public void takeAll() {
        while (!awaited.isEmpty()) {
            take();
        }
    }

    /** Tells whether a whole packet was received already; until then there is nothing to wait for. */
    private boolean isThere() throws IOException {
        Buffer received = source.getBuffer();
        return received.size() >= Integer.BYTES
                && received.size() >= Integer.BYTES + received.peek().readInt();
    }

    private Buffer packet() throws IOException {
        int length = source.readInt();
        if (length < HEAD || length > LONGEST) {
            throw new ProtocolException("an SFTP packet of " + Integer.toUnsignedString(length) + " bytes");
        }
        Buffer packet = new Buffer();
        source.readFully(packet, length);
        return packet;
    }

    static ByteString string(Buffer packet) throws EOFException {
        return packet.readByteString(packet.readInt() & 0xffffffffL);
    }

    private RuntimeException failure(IOException e) {
        String action = firstAction();
        if (cut) {
            return new LxdCancelledException(attempt(action), "the SFTP session was closed", e);
        }
        broken = e;
        RuntimeException failure = upgrade.failure(
                action,
                e instanceof EOFException ? new IOException("the daemon ended the SFTP session in the middle", e) : e);
        upgrade.cut();
        return failure;
    }

    /** Returns what the request was for that waits longest for its answer. */
    private String firstAction() {
        return awaited.values().stream()
                .findFirst()
                .map(first -> first.action.get())
                .orElse(request.attempt().action());
    }

    /** Returns what was attempted when something goes wrong. */
    public Attempt attempt(String action) {
        return new Attempt(action, request.attempt().method(), request.attempt().path());
    }

    /** Tells whether it was neither ended here nor broke off. */
    boolean isOpen() {
        return !cut && broken == null;
    }

    /** Ends the connection at once, whoever waits in it. */
    public void cut() {
        cut = true;
        upgrade.cut();
    }

    @Override
    public void close() {
        cut = true;
        upgrade.close();
    }
}
