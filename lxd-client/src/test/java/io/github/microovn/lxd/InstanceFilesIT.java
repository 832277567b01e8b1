package io.github.microovn.lxd;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Files on a real LXD. */
@RealLxd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstanceFilesIT extends InstanceFilesFacts {
    private final LxdClient client =
            LxdClient.builder().socket(RealLxdSocket.path()).connect();
    private final Instance instance =
            client.instance("rebuilder-it-" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeAll
    void launch() {
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        client.instances()
                .create(InstanceSpec.of(instance.name(), RealLxdSocket.IMAGE)
                        .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool)));
        instance.start();
    }

    @AfterAll
    void remove() {
        try (client) {
            instance.changeState(StateChange.forceStop());
            instance.delete();
        } catch (LxdApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    @Override
    Instance instance() {
        return instance;
    }
}
