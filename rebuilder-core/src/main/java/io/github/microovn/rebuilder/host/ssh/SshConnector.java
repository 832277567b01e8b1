package io.github.microovn.rebuilder.host.ssh;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Host;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to hosts by SSH as the user's own configuration says. The library under it is loaded with the first host: who
 * uses other connectors does not wait for it.
 */
public final class SshConnector implements Connector {

    /** How long a host may take nothing of an upload: all others wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Duration patience;
    private @Nullable SshSessions sessions;
    private boolean closed;

    /** Connects to nothing yet. */
    public SshConnector() {
        this(PATIENCE);
    }

    SshConnector(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String scheme() {
        return "ssh";
    }

    @Override
    public String syntax() {
        return "ssh:[USER@]HOST[:PORT]";
    }

    @Override
    public String summary() {
        return "hosts by SSH, as ~/.ssh/config, known_hosts and the agent say";
    }

    @Override
    public List<String> examples() {
        return List.of("ssh:root@lab9", "ssh:lab9:2222");
    }

    @Override
    public void prepare(List<HostSpec> specs, ConnectOptions options) {
        for (HostSpec spec : specs) {
            SshAddress.parse(spec.address()).ifPresent(address -> sessions().unlockKeys(address, options));
        }
    }

    @Override
    public Host connect(HostSpec spec, ConnectOptions options) {
        String name = spec.address();
        SshAddress address = SshAddress.parse(name)
                .orElseThrow(() -> new HostUnavailableException(
                        name, "'" + name + "' is not an SSH host; expected is " + syntax(), null));
        SshSessions opener = sessions();
        return SshHost.open(name, limit -> opener.open(name, address, options, limit), options.timeout());
    }

    private synchronized SshSessions sessions() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (sessions == null) {
            sessions = new SshSessions(patience);
        }
        return sessions;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sessions != null) {
            sessions.close();
        }
    }
}
