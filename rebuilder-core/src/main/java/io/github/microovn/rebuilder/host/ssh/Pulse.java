package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Whether the host at the other end of a channel is still there. A network that drops packets tells nobody; the connection's own
 * heartbeat is for idle times, and takes its time.
 */
final class Pulse {

    /** An answer may take this part of the time that it may take to send something. */
    private static final int ANSWER_PART = 4;

    private final ChannelExec channel;
    private long window;
    private long felt = System.nanoTime();

    Pulse(ChannelExec channel) {
        this.channel = channel;
        this.window = channel.getRemoteWindow().getSize();
    }

    /**
     * Asks the host, where it has taken nothing for a while.
     *
     * @throws java.net.SocketTimeoutException when it does not answer
     */
    void feel() throws IOException {
        long now = channel.getRemoteWindow().getSize();
        if (now != window) {
            window = now;
            felt = System.nanoTime();
        } else if (System.nanoTime() - felt > patience(channel.getSession()).toNanos()) {
            ask(channel.getSession());
            felt = System.nanoTime();
        }
    }

    /** How long a host may take nothing of what is sent. */
    static Duration patience(Session session) {
        return CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.getRequired(session);
    }

    /** Any answer will do, also that it does not know the question. */
    private static void ask(Session session) throws IOException {
        String question = "keepalive@openssh.com";
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        buffer.putString(question);
        buffer.putBoolean(true);
        session.request(question, buffer, patience(session).dividedBy(ANSWER_PART));
    }
}
