package io.github.microovn.lxd.model.system;

import java.util.List;

/**
 * The disks of a server.
 *
 * @param disks the disks
 * @param total how many disks and partitions there are
 */
public record StorageResources(List<Disk> disks, long total) {
    /** {@inheritDoc} */
    public StorageResources {
        disks = List.copyOf(disks);
    }

    /**
     * A disk.
     *
     * @param id its name
     * @param device its number
     * @param model what it is
     * @param type for example {@code nvme}
     * @param readOnly whether it cannot be written
     * @param size its size, in bytes
     * @param removable whether it can be taken out
     * @param wwn its world wide name
     * @param numaNode the NUMA node it is at
     * @param devicePath its name by path
     * @param blockSize the size of its blocks, in bytes; 0 where that is not known
     * @param firmwareVersion the version of its firmware
     * @param rpm how fast it turns, in rounds a minute
     * @param serial its serial number
     * @param deviceId its name by identifier
     * @param partitions its partitions
     * @param pciAddress its address on the PCI bus
     * @param usbAddress its address on the USB bus, empty where it is not on one
     */
    public record Disk(
            String id,
            String device,
            String model,
            String type,
            boolean readOnly,
            long size,
            boolean removable,
            String wwn,
            long numaNode,
            String devicePath,
            long blockSize,
            String firmwareVersion,
            long rpm,
            String serial,
            String deviceId,
            List<Partition> partitions,
            String pciAddress,
            String usbAddress) {
        /** {@inheritDoc} */
        public Disk {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * A partition of a disk.
     *
     * @param id its name
     * @param device its number
     * @param readOnly whether it cannot be written
     * @param size its size, in bytes
     * @param partition its number on the disk
     */
    public record Partition(String id, String device, boolean readOnly, long size, long partition) {}
}
