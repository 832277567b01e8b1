package io.github.microovn.lxd.model.system;

import io.github.microovn.lxd.model.ApiName;
import java.util.List;

/**
 * What is on the USB bus of a server.
 *
 * @param devices the devices
 * @param total how many there are
 */
public record UsbResources(List<Device> devices, long total) {
    /** {@inheritDoc} */
    public UsbResources {
        devices = List.copyOf(devices);
    }

    /**
     * A device on the USB bus.
     *
     * @param busAddress the number of the bus
     * @param deviceAddress its number on the bus
     * @param interfaces its interfaces
     * @param vendor who made it
     * @param vendorId who made it, as the bus says it
     * @param product what it is
     * @param productId what it is, as the bus says it
     * @param speed its speed, in Mbit/s
     */
    public record Device(
            long busAddress,
            long deviceAddress,
            List<Interface> interfaces,
            String vendor,
            String vendorId,
            String product,
            String productId,
            double speed) {
        /** {@inheritDoc} */
        public Device {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * An interface of a device on the USB bus.
     *
     * @param type what kind it is; the API calls it class
     * @param typeId what kind it is, as the bus says it
     * @param driver the kernel driver that has it
     * @param driverVersion the version of the driver
     * @param number its number on the device
     * @param subtype more about its kind
     * @param subtypeId more about its kind, as the bus says it
     */
    public record Interface(
            @ApiName("class") String type,
            @ApiName("class_id") long typeId,
            String driver,
            String driverVersion,
            long number,
            @ApiName("subclass") String subtype,
            @ApiName("subclass_id") long subtypeId) {}
}
