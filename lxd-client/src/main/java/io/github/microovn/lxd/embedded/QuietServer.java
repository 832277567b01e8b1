package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockWebServer;

/** A MockWebServer on a given socket that does not tell the terminal about each start and each idle connection. */
final class QuietServer {
    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();

    QuietServer(ServerSocket socket) {
        server.setServerSocketFactory(new OneSocket(socket));
    }

    MockWebServer server() {
        return server;
    }

    void start(Dispatcher dispatcher) throws IOException {
        LOGGER.setLevel(Level.SEVERE);
        server.setDispatcher(dispatcher);
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    private static final class OneSocket extends ServerSocketFactory {
        private final ServerSocket socket;

        OneSocket(ServerSocket socket) {
            this.socket = socket;
        }

        @Override
        public ServerSocket createServerSocket() {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            return socket;
        }
    }
}
