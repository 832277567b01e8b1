package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Host;
import org.jspecify.annotations.Nullable;

/** Connects to instances of this machine's LXD daemon; all of them share one client. */
public final class LxdConnector implements Connector {

    private @Nullable LxdClient client;
    private boolean closed;

    /** Connects to nothing yet. */
    public LxdConnector() {}

    @Override
    public String scheme() {
        return "lxd";
    }

    @Override
    public String syntax() {
        return "lxd:INSTANCE";
    }

    @Override
    public Host connect(HostSpec spec, ConnectOptions options) {
        String name = spec.address();
        // The daemon resolves what is in the path of a request: a name with a slash would be another object's.
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new HostUnavailableException(name, "'" + name + "' is not the name of an LXD instance", null);
        }
        try {
            LxdHost host = new LxdHost(client(options).instance(name));
            host.requireRunning();
            return host;
        } catch (LxdCancelledException e) {
            throw new CancelledException("connecting to " + name, e);
        } catch (LxdException e) {
            throw new HostUnavailableException(name, LxdHost.oneLine(e), e);
        }
    }

    private synchronized LxdClient client(ConnectOptions options) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (client == null) {
            client = LxdClient.builder()
                    .environment(options.environment())
                    .connectTimeout(options.timeout())
                    .connect();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
