package io.github.microovn.lxd;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.util.Map;

/** A running instance on a real LXD, removed in the end. */
final class RealInstance implements AutoCloseable {
    private final LxdClient client =
            LxdClient.builder().socket(RealLxdSocket.path()).connect();
    private final Instance instance = client.instance(RealLxdSocket.newInstanceName());

    void launch() {
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        client.instances()
                .create(InstanceSpec.of(instance.name(), RealLxdSocket.IMAGE)
                        .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool)));
        instance.start();
    }

    Instance handle() {
        return instance;
    }

    @Override
    public void close() {
        try (client) {
            instance.changeState(StateChange.forceStop());
            instance.delete();
        } catch (LxdApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }
}
