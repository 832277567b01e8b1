package io.github.microovn.rebuilder.host.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** A connection to the user's ssh-agent. The library's own needs a native one. */
final class Agent extends AbstractAgentProxy {

    private static final int MAX_ANSWER = 1 << 20;

    private final SocketChannel socket;

    private Agent(SocketChannel socket) {
        super(null);
        this.socket = socket;
    }

    static Agent connect(Path path) throws IOException {
        return new Agent(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    /** The keys it has. */
    List<PublicKey> keys() throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (Map.Entry<PublicKey, String> identity : getIdentities()) {
            keys.add(identity.getKey());
        }
        return keys;
    }

    @Override
    protected synchronized Buffer request(Buffer request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
        int length = read(Integer.BYTES).getInt();
        if (length < 1 || length > MAX_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (socket.read(bytes) < 0) {
                throw new EOFException("the agent hung up");
            }
        }
        return bytes.flip();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
