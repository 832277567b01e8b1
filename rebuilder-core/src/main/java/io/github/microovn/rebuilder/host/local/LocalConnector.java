package io.github.microovn.rebuilder.host.local;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Host;
import java.util.Optional;

/** Makes a host of this machine. */
public final class LocalConnector implements Connector {

    /** Connects to nothing. */
    public LocalConnector() {}

    @Override
    public String scheme() {
        return HostSpec.LOCAL;
    }

    @Override
    public String syntax() {
        return "local:";
    }

    @Override
    public String summary() {
        return "this machine";
    }

    @Override
    public Optional<String> obstacle(ConnectOptions options) {
        try {
            connect(new HostSpec(HostSpec.LOCAL, HostSpec.THIS_MACHINE), options)
                    .close();
            return Optional.empty();
        } catch (HostUnavailableException e) {
            return Optional.of(e.reason());
        }
    }

    @Override
    public Host connect(HostSpec spec, ConnectOptions options) {
        if (!spec.address().equals(HostSpec.THIS_MACHINE)) {
            throw new HostUnavailableException(
                    spec.address(), "local: is this machine and takes no address; another one is ssh:HOST", null);
        }
        return LocalHost.open(spec.address(), options.timeout());
    }

    @Override
    public void close() {
        // Nothing is shared between hosts.
    }
}
