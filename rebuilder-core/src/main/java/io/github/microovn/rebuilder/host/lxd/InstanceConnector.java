package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.LxdClientBuilder;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects to instances of LXD's API; those of one server share one client. */
abstract class InstanceConnector implements Connector {

    private final Brand brand;
    private final Map<Optional<String>, LxdClient> clients = new HashMap<>();
    private boolean closed;

    /**
     * What a daemon and its user's command are called.
     *
     * @param name the daemon's name
     * @param command the command
     * @param scheme the scheme of its hosts
     */
    record Brand(String name, String command, String scheme) {}

    InstanceConnector(Brand brand) {
        this.brand = brand;
    }

    /** How to find the daemon of this machine; throws {@link HostUnavailableException} where there is none. */
    abstract LxdClientBuilder local(LxdClientBuilder builder, String host, Map<String, String> environment);

    @Override
    public String scheme() {
        return brand.scheme();
    }

    @Override
    public String syntax() {
        return brand.scheme() + ":[REMOTE:]INSTANCE[?project=NAME]";
    }

    @Override
    public String summary() {
        return "instances of the " + brand.name() + " on this machine, or on a remote that " + brand.command()
                + " knows";
    }

    @Override
    public List<String> examples() {
        return List.of(brand.scheme() + ":movn1", brand.scheme() + ":lab:movn1", brand.scheme() + ":movn1?project=ovn");
    }

    @Override
    public Optional<String> obstacle(ConnectOptions options) {
        try {
            client(brand.scheme(), Optional.empty(), options);
            return Optional.empty();
        } catch (HostUnavailableException e) {
            return Optional.of(e.reason());
        } catch (LxdException e) {
            return Optional.of(LxdHost.oneLine(e));
        }
    }

    @Override
    public Host connect(HostSpec spec, ConnectOptions options) {
        String name = spec.address();
        InstanceAddress address = InstanceAddress.parse(name)
                .orElseThrow(() -> new HostUnavailableException(
                        name,
                        "'" + name + "' is not the name of an " + brand.name() + " instance; expected is " + syntax(),
                        null));
        try {
            LxdClient client = client(name, address.remote(), options);
            LxdClient inProject = address.project().map(client::project).orElse(client);
            LxdHost host = new LxdHost(name, brand, address, inProject.instance(address.instance()));
            host.requireRunning();
            return host;
        } catch (LxdCancelledException e) {
            throw new CancelledException("connecting to " + name, e);
        } catch (LxdException e) {
            throw new HostUnavailableException(name, LxdHost.oneLine(e), e);
        }
    }

    private synchronized LxdClient client(String host, Optional<String> remote, ConnectOptions options) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        LxdClient client = clients.get(remote);
        if (client == null) {
            LxdClientBuilder builder =
                    LxdClient.builder().environment(options.environment()).connectTimeout(options.timeout());
            client = (remote.isPresent() ? builder.remote(remote.get()) : local(builder, host, options.environment()))
                    .connect();
            clients.put(remote, client);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(LxdClient::close);
    }
}
