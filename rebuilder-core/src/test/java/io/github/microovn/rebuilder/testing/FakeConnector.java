package io.github.microovn.rebuilder.testing;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Host;
import java.util.List;

/** Connects to fake hosts: {@code fake:NAME}. */
public final class FakeConnector implements Connector {

    private final List<FakeHost> hosts;
    private volatile boolean closed;
    private volatile Runnable beforeConnecting = () -> {};

    public FakeConnector(List<FakeHost> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    public void beforeConnecting(Runnable action) {
        beforeConnecting = action;
    }

    @Override
    public String scheme() {
        return "fake";
    }

    @Override
    public String syntax() {
        return "fake:NAME";
    }

    @Override
    public Host connect(HostSpec spec, ConnectOptions options) {
        beforeConnecting.run();
        return hosts.stream()
                .filter(host -> host.name().equals(spec.address()))
                .findFirst()
                .orElseThrow(() -> new HostUnavailableException(spec.address(), "there is no such host", null));
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean closed() {
        return closed;
    }
}
