package io.github.microovn.lxd.model.system;

import io.github.microovn.lxd.model.ApiName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network cards of a server.
 *
 * @param cards the cards
 * @param total how many there are
 */
public record NetworkResources(List<Card> cards, long total) {
    /** {@inheritDoc} */
    public NetworkResources {
        cards = List.copyOf(cards);
    }

    /**
     * A network card.
     *
     * @param driver the kernel driver that has it
     * @param driverVersion the version of the driver
     * @param ports its ports
     * @param sriov how it is divided into virtual ones, or null if it cannot be
     * @param numaNode the NUMA node it is at
     * @param pciAddress its address on the PCI bus
     * @param vendor who made it
     * @param vendorId who made it, as the bus says it
     * @param product what it is
     * @param productId what it is, as the bus says it
     * @param firmwareVersion the version of its firmware
     * @param usbAddress its address on the USB bus, empty where it is not on one
     */
    public record Card(
            String driver,
            String driverVersion,
            List<Port> ports,
            @Nullable Sriov sriov,
            long numaNode,
            String pciAddress,
            String vendor,
            String vendorId,
            String product,
            String productId,
            String firmwareVersion,
            String usbAddress) {
        /** {@inheritDoc} */
        public Card {
            ports = List.copyOf(ports);
        }
    }

    /**
     * A port of a network card.
     *
     * @param id the name of its interface
     * @param address its hardware address
     * @param port its number on the card
     * @param protocol for example {@code ethernet}
     * @param supportedModes the modes it can do
     * @param supportedPorts the plugs it can have
     * @param portType the plug it has
     * @param transceiverType for example {@code internal}
     * @param autoNegotiation whether it agrees on a mode with its other end
     * @param linkDetected whether there is another end
     * @param linkSpeed its speed, in Mbit/s; 0 where that is not known
     * @param linkDuplex {@code full} or {@code half}; empty where that is not known
     * @param infiniband more about a port of Infiniband, or null if it is none
     */
    public record Port(
            String id,
            String address,
            long port,
            String protocol,
            List<String> supportedModes,
            List<String> supportedPorts,
            String portType,
            String transceiverType,
            boolean autoNegotiation,
            boolean linkDetected,
            long linkSpeed,
            String linkDuplex,
            @Nullable Infiniband infiniband) {
        /** {@inheritDoc} */
        public Port {
            supportedModes = List.copyOf(supportedModes);
            supportedPorts = List.copyOf(supportedPorts);
        }
    }

    /**
     * How a card is divided into virtual ones.
     *
     * @param currentVfs how many virtual cards there are
     * @param maximumVfs how many virtual cards there can be
     * @param vfs the virtual cards
     */
    public record Sriov(
            @ApiName("current_vfs") long currentVfs,
            @ApiName("maximum_vfs") long maximumVfs,
            List<Card> vfs) {
        /** {@inheritDoc} */
        public Sriov {
            vfs = List.copyOf(vfs);
        }
    }

    /**
     * More about a port of Infiniband.
     *
     * @param issmName the name of its ISSM device
     * @param issmDevice the number of its ISSM device
     * @param madName the name of its MAD device
     * @param madDevice the number of its MAD device
     * @param verbName the name of its verb device
     * @param verbDevice the number of its verb device
     */
    public record Infiniband(
            String issmName, String issmDevice, String madName, String madDevice, String verbName, String verbDevice) {}
}
