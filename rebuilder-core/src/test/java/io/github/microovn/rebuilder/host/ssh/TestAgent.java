package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An ssh-agent in this process. */
final class TestAgent implements AutoCloseable {

    private final AgentImpl agent = new AgentImpl();
    private final Path directory;
    private final ServerSocketChannel server;

    TestAgent(KeyPair... keys) throws IOException {
        for (KeyPair key : keys) {
            agent.addIdentity(key, "test");
        }
        directory = Files.createTempDirectory("agent");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    Path socket() {
        return directory.resolve("s");
    }

    private void serve() {
        while (true) {
            try (SocketChannel client = server.accept()) {
                Conversation conversation = new Conversation(client);
                Optional<byte[]> message = read(client);
                while (message.isPresent()) {
                    conversation.answer(message.get());
                    message = read(client);
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Conversation extends AbstractAgentClient {
        private final SocketChannel client;

        Conversation(SocketChannel client) {
            super(agent);
            this.client = client;
        }

        void answer(byte[] message) throws IOException {
            Buffer question = new ByteArrayBuffer();
            question.putBytes(message);
            messageReceived(question);
        }

        @Override
        protected void reply(Buffer answer) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(answer.getCompactData());
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
    }

    /** A message with its length in front, or nothing at the end. */
    private static Optional<byte[]> read(SocketChannel from) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        if (!fill(from, length)) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.allocate(length.getInt(0));
        return fill(from, body) ? Optional.of(body.array()) : Optional.empty();
    }

    private static boolean fill(SocketChannel from, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.delete(socket());
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
