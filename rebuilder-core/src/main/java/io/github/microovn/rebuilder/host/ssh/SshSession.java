package io.github.microovn.rebuilder.host.ssh;

import java.util.Deque;
import org.apache.sshd.client.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session and what it needs on its way: the sessions it goes through, and the tunnels in them. */
final class SshSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshSession.class);

    private final ClientSession session;
    private final Deque<AutoCloseable> opened;

    SshSession(ClientSession session, Deque<AutoCloseable> opened) {
        this.session = session;
        this.opened = opened;
    }

    ClientSession session() {
        return session;
    }

    boolean isOpen() {
        return session.isOpen() && !session.isClosing();
    }

    @Override
    public void close() {
        closeAll(opened);
    }

    static void closeAll(Deque<AutoCloseable> opened) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.debug("closing a part of an SSH connection failed", e);
            }
        }
    }
}
