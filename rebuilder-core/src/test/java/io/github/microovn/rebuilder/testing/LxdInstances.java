package io.github.microovn.rebuilder.testing;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Instances of the real LXD that a test class makes and removes. */
public final class LxdInstances implements AutoCloseable {

    /** A variable that only the test's own commands have. */
    static final String TEST = "REBUILDER_TEST";

    /** Right after the start there is no systemd to ask yet. */
    private static final String BOOTED = """
            timeout 60 sh -c '
              until systemctl is-system-running --wait 2>/dev/null | grep -qE "running|degraded"; do
                sleep 0.1
              done'
            """;

    private final LxdClient client;
    private final List<String> names = new ArrayList<>();

    /** On the machine's own LXD. */
    public LxdInstances() {
        this(RealLxdSocket.path());
    }

    /** On the LXD that listens there. */
    public LxdInstances(Path socket) {
        client = LxdClient.builder().socket(socket).connect();
    }

    /** For what only one test does. */
    public LxdClient client() {
        return client;
    }

    /** Makes an instance from the lab's image and waits until its systemd answers. */
    public String create() {
        return create(Map.of());
    }

    /** Makes the instance of this name, which was made and deleted before. */
    public void create(String name) {
        create(name, Map.of());
    }

    /** Makes one with devices of its own. */
    public String create(Map<String, Map<String, String>> devices) {
        String name = RealLxdSocket.newInstanceName();
        names.add(name);
        create(name, devices);
        return name;
    }

    private void create(String name, Map<String, Map<String, String>> devices) {
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        InstanceSpec spec = InstanceSpec.of(name, RealLxdSocket.IMAGE)
                .withConfig("security.nesting", "true")
                .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool));
        for (var device : devices.entrySet()) {
            spec = spec.withDevice(device.getKey(), device.getValue());
        }
        client.instances().create(spec);
        start(name);
    }

    /** Starts or resumes an instance, where it does not run, and waits until its systemd answers. */
    public void start(String name) {
        Instance instance = client.instance(name);
        InstanceStatus status = instance.info().status();
        if (status == InstanceStatus.FROZEN) {
            instance.changeState(StateChange.unfreeze());
        } else if (status != InstanceStatus.RUNNING) {
            instance.start();
            sh(name, BOOTED);
        }
    }

    public void stop(String name) {
        client.instance(name).changeState(StateChange.forceStop());
    }

    public void freeze(String name) {
        client.instance(name).changeState(StateChange.freeze());
    }

    /** Runs a script in an instance. Returns what it wrote, without the last newline. */
    public String sh(String name, String script) {
        ExecResult result =
                client.instance(name).run(ExecRequest.of("sh", "-c", script).withEnvironment(Map.of(TEST, "yes")));
        if (!result.isSuccess()) {
            throw new AssertionError(name + ": " + script + ": " + result.stderr() + result.stdout());
        }
        return result.stdout().stripTrailing();
    }

    /** Copies a file of an instance to this machine. */
    public void pull(String name, String path, Path target) {
        client.instance(name).files().pull(path, target);
    }

    /** Deletes an instance, whatever it does. */
    public void delete(String name) {
        try {
            if (client.instance(name).info().status() != InstanceStatus.STOPPED) {
                stop(name);
            }
            client.instance(name).delete();
        } catch (LxdApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        names.forEach(this::delete);
        client.close();
    }
}
