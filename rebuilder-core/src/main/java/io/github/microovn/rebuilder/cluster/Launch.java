package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.InstanceType;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Has a node's instance there, running, with an address and a snapd that answers. */
final class Launch {

    /** The key that says whose an instance is: the prefix of its cluster. */
    static final String MARK = "user.microovn-rebuilder";

    private static final int NO_SNAPD = 4;

    private final ClusterSpec spec;
    private final Ground ground;
    private final LxdClient lxd;

    Launch(ClusterSpec spec, Ground ground, LxdClient lxd) {
        this.spec = spec;
        this.ground = ground;
        this.lxd = lxd;
    }

    /** Has its instance there, and says whether it had to be made. */
    boolean make(Node node) {
        boolean missing = !ground.existing().containsKey(node.name());
        if (missing) {
            node.step(ClusterStep.CREATE, () -> create(node));
        }
        return missing;
    }

    /** Does what else is missing. */
    void complete(Node node, boolean created) {
        if (created || !ground.running(node.name())) {
            node.step(ClusterStep.START, () -> start(node));
        }
        node.step(ClusterStep.BOOT, () -> boot(node));
    }

    private String create(Node node) {
        InstanceSpec wanted = InstanceSpec.of(node.name(), ground.image())
                .withType(spec.vm() ? InstanceType.VIRTUAL_MACHINE : InstanceType.CONTAINER)
                .withConfig(MARK, spec.prefix());
        if (!spec.vm()) {
            wanted = wanted.withConfig("security.nesting", "true"); // snapd mounts
        }
        if (!spec.profiles().isEmpty()) {
            wanted = wanted.withProfiles(spec.profiles().toArray(String[]::new));
        }
        for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
            wanted = wanted.withConfig(setting.getKey(), setting.getValue());
        }
        for (Map.Entry<String, Map<String, String>> device : ground.devices().entrySet()) {
            wanted = wanted.withDevice(device.getKey(), device.getValue());
        }
        try {
            lxd.instances().create(wanted);
        } catch (LxdApiException e) {
            // Another process was faster: one that was killed while the server went on with it.
            if (!Ground.mark(lxd, node.name()).equals(Optional.of(spec.prefix()))) {
                throw e;
            }
        }
        return "";
    }

    private String start(Node node) {
        node.instance().ensureRunning(node.timeout());
        return "";
    }

    private String boot(Node node) {
        if (spec.vm()) {
            node.instance().await().agent(node.timeout());
        }
        InstanceState state = node.instance().await().state("has an address", Launch::isReachable, node.timeout());
        ExecResult answer = node.ask(Scripts.BOOT, node.seconds());
        if (answer.exitCode() == NO_SNAPD) {
            throw new ScriptException(
                    "there is no snapd in image " + spec.image() + "; take one that has it, such as ubuntu:24.04");
        }
        if (answer.exitCode() != 0) {
            throw new ScriptException("snapd is not ready after " + node.seconds() + " s: "
                    + answer.stderr().strip());
        }
        return address(state).orElse("");
    }

    /** Whether it has an address. One that has stopped meanwhile will never have one. */
    private static boolean isReachable(InstanceState state) {
        if (state.status() == InstanceStatus.STOPPED) {
            throw new ScriptException("the instance has stopped again; 'lxc info --show-log' says more of it");
        }
        return address(state).isPresent();
    }

    /** An address that others reach; of both kinds the one that is typed more easily. */
    private static Optional<String> address(InstanceState state) {
        return state.network().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("lo"))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().addresses().stream())
                .filter(address -> address.scope().equals("global"))
                .min(Comparator.comparing(InstanceState.Address::family))
                .map(InstanceState.Address::address);
    }
}
