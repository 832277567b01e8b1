package io.github.microovn.lxd.model.system;

import io.github.microovn.lxd.internal.copy.Copies;
import io.github.microovn.lxd.model.ApiName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graphics cards of a server.
 *
 * @param cards the cards
 * @param total how many there are
 */
public record GpuResources(List<Card> cards, long total) {
    /** {@inheritDoc} */
    public GpuResources {
        cards = List.copyOf(cards);
    }

    /**
     * A graphics card.
     *
     * @param driver the kernel driver that has it
     * @param driverVersion the version of the driver
     * @param drm what it is to the kernel, or null if the host does not use it
     * @param sriov how it is divided into virtual ones, or null if it cannot be
     * @param nvidia more about a card of NVIDIA, or null if it is none
     * @param mdev the mediated devices it can be divided into, by profile
     * @param numaNode the NUMA node it is at
     * @param pciAddress its address on the PCI bus
     * @param vendor who made it
     * @param vendorId who made it, as the bus says it
     * @param product what it is
     * @param productId what it is, as the bus says it
     * @param usbAddress its address on the USB bus, empty where it is not on one
     */
    public record Card(
            String driver,
            String driverVersion,
            @Nullable Drm drm,
            @Nullable Sriov sriov,
            @Nullable Nvidia nvidia,
            Map<String, Mdev> mdev,
            long numaNode,
            String pciAddress,
            String vendor,
            String vendorId,
            String product,
            String productId,
            String usbAddress) {
        /** {@inheritDoc} */
        public Card {
            mdev = Copies.of(mdev);
        }
    }

    /**
     * What a graphics card is to the kernel.
     *
     * @param id its number
     * @param cardName the name of its device
     * @param cardDevice the number of its device
     * @param controlName the name of its control device
     * @param controlDevice the number of its control device
     * @param renderName the name of its render device
     * @param renderDevice the number of its render device
     */
    public record Drm(
            long id,
            String cardName,
            String cardDevice,
            String controlName,
            String controlDevice,
            String renderName,
            String renderDevice) {}

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
     * More about a card of NVIDIA.
     *
     * @param cudaVersion the version of CUDA
     * @param nvrmVersion the version of the driver
     * @param brand its brand
     * @param model its model
     * @param uuid its UUID
     * @param architecture its generation
     * @param cardName the name of its device
     * @param cardDevice the number of its device
     */
    public record Nvidia(
            String cudaVersion,
            String nvrmVersion,
            String brand,
            String model,
            String uuid,
            String architecture,
            String cardName,
            String cardDevice) {}

    /**
     * A kind of mediated device.
     *
     * @param api how it is made, for example {@code vfio-pci}
     * @param available how many more there can be
     * @param name the name of the profile
     * @param description what it is, in words
     * @param devices the UUIDs of those there are
     */
    public record Mdev(String api, long available, String name, String description, List<String> devices) {
        /** {@inheritDoc} */
        public Mdev {
            devices = List.copyOf(devices);
        }
    }
}
