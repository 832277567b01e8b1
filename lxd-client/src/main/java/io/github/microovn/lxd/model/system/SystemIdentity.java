package io.github.microovn.lxd.model.system;

import org.jspecify.annotations.Nullable;

/**
 * A server as a whole.
 *
 * @param uuid its UUID
 * @param vendor who made it
 * @param product what it is
 * @param family what it is one of
 * @param version its version
 * @param sku what it is ordered by
 * @param serial its serial number
 * @param type for example {@code physical}, {@code virtual-machine} or {@code container}
 * @param firmware its firmware, or null where that is not known
 * @param chassis its chassis, or null where that is not known
 * @param motherboard its motherboard, or null where that is not known
 */
public record SystemIdentity(
        String uuid,
        String vendor,
        String product,
        String family,
        String version,
        String sku,
        String serial,
        String type,
        @Nullable Firmware firmware,
        @Nullable Part chassis,
        @Nullable Part motherboard) {

    /**
     * The firmware of a server.
     *
     * @param vendor who made it
     * @param date when it was built
     * @param version its version
     */
    public record Firmware(String vendor, String date, String version) {}

    /**
     * A part of a server.
     *
     * @param vendor who made it
     * @param type what kind a chassis is; empty for a motherboard
     * @param product what a motherboard is; empty for a chassis
     * @param serial its serial number
     * @param version its version
     */
    public record Part(String vendor, String type, String product, String serial, String version) {}
}
