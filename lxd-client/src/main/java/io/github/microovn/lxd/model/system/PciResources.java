package io.github.microovn.lxd.model.system;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * What is on the PCI bus of a server.
 *
 * @param devices the devices
 * @param total how many there are
 */
public record PciResources(List<Device> devices, long total) {
    /** {@inheritDoc} */
    public PciResources {
        devices = List.copyOf(devices);
    }

    /**
     * A device on the PCI bus.
     *
     * @param driver the kernel driver that has it
     * @param driverVersion the version of the driver
     * @param numaNode the NUMA node it is at
     * @param pciAddress its address on the PCI bus
     * @param vendor who made it
     * @param vendorId who made it, as the bus says it
     * @param product what it is
     * @param productId what it is, as the bus says it
     * @param iommuGroup the number of its IOMMU group
     * @param vpd what it says about itself
     */
    public record Device(
            String driver,
            String driverVersion,
            long numaNode,
            String pciAddress,
            String vendor,
            String vendorId,
            String product,
            String productId,
            long iommuGroup,
            Vpd vpd) {}

    /**
     * What a device says about itself: its vital product data.
     *
     * @param productName what it is
     * @param entries what else it says, by two-letter key
     */
    public record Vpd(String productName, Map<String, String> entries) {
        /** {@inheritDoc} */
        public Vpd {
            entries = Copies.of(entries);
        }
    }
}
