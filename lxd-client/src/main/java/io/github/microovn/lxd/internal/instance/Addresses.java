package io.github.microovn.lxd.internal.instance;

import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.InstanceDetails;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.InstanceState.Address;
import io.github.microovn.lxd.model.InstanceState.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The addresses of an instance. */
public final class Addresses {
    private Addresses() {}

    /** Returns the first address of a family and of scope global on an interface. */
    public static Optional<Address> find(InstanceState state, AddressFamily family, String device) {
        return Optional.ofNullable(state.network().get(device)).stream()
                .flatMap(network -> global(network, family).stream())
                .findFirst();
    }

    /**
     * Returns the first address of a family and of scope global on an interface that is one of the instance's devices. These are
     * known by their names in a container and by their hardware addresses in a virtual machine, whose system names them itself;
     * in a container a bridge can have the hardware address of a device.
     */
    public static Optional<Address> find(InstanceDetails details, AddressFamily family) {
        Set<String> names = new HashSet<>();
        Set<String> hardware = new HashSet<>();
        Map<String, String> config = details.info().expandedConfig();
        details.info().expandedDevices().forEach((key, device) -> {
            if ("nic".equals(device.get("type"))) {
                String given = device.getOrDefault("name", key);
                names.add(config.getOrDefault("volatile." + key + ".name", given));
                hardware.add(config.getOrDefault("volatile." + key + ".hwaddr", device.getOrDefault("hwaddr", "none")));
            }
        });
        Map<String, Network> own = own(details.state(), (name, network) -> names.contains(name));
        if (own.isEmpty()) {
            own = own(details.state(), (name, network) -> hardware.contains(network.hwaddr()));
        }
        if (names.isEmpty()) {
            own = own(details.state(), (name, network) -> !isLoopback(name, network));
        }
        return own.values().stream()
                .flatMap(network -> global(network, family).stream())
                .findFirst();
    }

    private static Map<String, Network> own(InstanceState state, BiPredicate<String, Network> wanted) {
        Map<String, Network> own = new TreeMap<>(state.network());
        own.entrySet().removeIf(entry -> !wanted.test(entry.getKey(), entry.getValue()));
        return own;
    }

    private static boolean isLoopback(String name, Network network) {
        return name.equals("lo") || network.type().equals("loopback");
    }

    private static List<Address> global(Network network, AddressFamily family) {
        return network.addresses().stream()
                .filter(address -> address.family().equals(family.apiName())
                        && address.scope().equals("global"))
                .toList();
    }

    /** Says what state an instance is in and which addresses it has. */
    public static String describe(InstanceState state) {
        String interfaces = new TreeMap<>(state.network())
                .entrySet().stream()
                        .filter(entry -> !isLoopback(entry.getKey(), entry.getValue()))
                        .map(entry -> entry.getKey() + " with " + addresses(entry.getValue()))
                        .collect(Collectors.joining("; "));
        String status = "an instance that is " + state.status().name().toLowerCase(Locale.ROOT);
        return interfaces.isEmpty() ? status : status + ", " + interfaces;
    }

    private static String addresses(Network network) {
        return network.addresses().isEmpty()
                ? "no address"
                : network.addresses().stream()
                        .map(address -> address.address() + " (" + address.scope() + ")")
                        .collect(Collectors.joining(", "));
    }
}
