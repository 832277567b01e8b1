package io.github.microovn.lxd.model.system;

/**
 * The hardware of a server.
 *
 * @param cpu its processors
 * @param memory its memory
 * @param gpu its graphics cards
 * @param network its network cards
 * @param storage its disks
 * @param usb what is on its USB bus
 * @param pci what is on its PCI bus
 * @param system what it is as a whole
 */
public record SystemResources(
        CpuResources cpu,
        MemoryResources memory,
        GpuResources gpu,
        NetworkResources network,
        StorageResources storage,
        UsbResources usb,
        PciResources pci,
        SystemIdentity system) {}
