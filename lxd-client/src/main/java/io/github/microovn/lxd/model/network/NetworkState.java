package io.github.microovn.lxd.model.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network does right now.
 *
 * @param type for example {@code broadcast}
 * @param state {@code up} or {@code down}
 * @param hwaddr its hardware address
 * @param mtu the largest packet, in bytes
 * @param addresses its addresses
 * @param counters what has passed
 * @param bond what it is as a bond, or null if it is none
 * @param bridge what it is as a bridge, or null if it is none
 * @param vlan what it is as a VLAN, or null if it is none
 * @param ovn what it is as a network of OVN, or null if it is none
 */
public record NetworkState(
        String type,
        String state,
        String hwaddr,
        int mtu,
        List<Address> addresses,
        Counters counters,
        @Nullable Bond bond,
        @Nullable Bridge bridge,
        @Nullable Vlan vlan,
        @Nullable Ovn ovn) {
    /** {@inheritDoc} */
    public NetworkState {
        addresses = List.copyOf(addresses);
    }

    /**
     * An address.
     *
     * @param family {@code inet} or {@code inet6}
     * @param address the address
     * @param netmask the length of its prefix
     * @param scope {@code global}, {@code link} or {@code local}
     */
    public record Address(String family, String address, String netmask, String scope) {}

    /**
     * What has passed since the interface is there.
     *
     * @param bytesReceived bytes in
     * @param bytesSent bytes out
     * @param packetsReceived packets in
     * @param packetsSent packets out
     */
    public record Counters(long bytesReceived, long bytesSent, long packetsReceived, long packetsSent) {}

    /**
     * Several interfaces as one.
     *
     * @param mode for example {@code 802.3ad}
     * @param transmitPolicy for example {@code layer3+4}
     * @param upDelay milliseconds until a link that came up counts
     * @param downDelay milliseconds until a link that went down counts
     * @param miiFrequency milliseconds between looks at the links
     * @param miiState {@code up} or {@code down}
     * @param lowerDevices the interfaces it is made of
     */
    public record Bond(
            String mode,
            String transmitPolicy,
            long upDelay,
            long downDelay,
            long miiFrequency,
            String miiState,
            List<String> lowerDevices) {
        /** {@inheritDoc} */
        public Bond {
            lowerDevices = List.copyOf(lowerDevices);
        }
    }

    /**
     * A switch.
     *
     * @param id its identifier
     * @param stp whether it speaks the spanning tree protocol
     * @param forwardDelay milliseconds until it forwards
     * @param vlanDefault the VLAN of untagged packets
     * @param vlanFiltering whether it filters by VLAN
     * @param upperDevices the interfaces on it
     */
    public record Bridge(
            String id,
            boolean stp,
            long forwardDelay,
            long vlanDefault,
            boolean vlanFiltering,
            List<String> upperDevices) {
        /** {@inheritDoc} */
        public Bridge {
            upperDevices = List.copyOf(upperDevices);
        }
    }

    /**
     * A tagged part of another interface.
     *
     * @param lowerDevice the other interface
     * @param vid the tag
     */
    public record Vlan(String lowerDevice, long vid) {}

    /**
     * A logical network of OVN.
     *
     * @param chassis the chassis that is its gateway
     */
    public record Ovn(String chassis) {}
}
