package io.github.microovn.lxd.model;

import java.util.List;
import java.util.Map;

/**
 * What an instance does right now.
 *
 * @param status what it is doing
 * @param pid the process id of its init on the host, 0 when it does not run
 * @param processes how many processes it has, -1 when that cannot be told
 * @param cpu the processor time it has used
 * @param memory the memory it uses
 * @param network its network interfaces by name; empty when it does not run
 */
public record InstanceState(
        InstanceStatus status, long pid, long processes, Cpu cpu, Memory memory, Map<String, Network> network) {

    /** {@inheritDoc} */
    public InstanceState {
        network = Map.copyOf(network);
    }

    /**
     * Processor time.
     *
     * @param usage used since the start, in nanoseconds
     */
    public record Cpu(long usage) {}

    /**
     * Memory.
     *
     * @param usage in use, in bytes
     * @param usagePeak the most that was in use, in bytes
     * @param swapUsage swapped out, in bytes
     * @param swapUsagePeak the most that was swapped out, in bytes
     */
    public record Memory(long usage, long usagePeak, long swapUsage, long swapUsagePeak) {}

    /**
     * A network interface.
     *
     * @param type for example {@code broadcast} or {@code loopback}
     * @param state {@code up} or {@code down}
     * @param hwaddr its hardware address
     * @param hostName its other end on the host, empty where there is none
     * @param mtu the largest packet, in bytes
     * @param addresses its addresses
     */
    public record Network(String type, String state, String hwaddr, String hostName, int mtu, List<Address> addresses) {

        /** {@inheritDoc} */
        public Network {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * An address of a network interface.
     *
     * @param family {@code inet} or {@code inet6}
     * @param address the address
     * @param netmask the length of its prefix
     * @param scope {@code global}, {@code link} or {@code local}
     */
    public record Address(String family, String address, String netmask, String scope) {}
}
