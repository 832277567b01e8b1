package io.github.microovn.lxd.model.network;

/**
 * An address that a network has given, or has set aside.
 *
 * @param hostname the name of who has it
 * @param hwaddr the hardware address of who has it; empty for the network itself
 * @param address the address
 * @param type {@code static}, {@code dynamic}, {@code gateway} or {@code uplink}
 * @param location the member of the cluster it is on, {@code none} without a cluster
 */
public record NetworkLease(String hostname, String hwaddr, String address, String type, String location) {}
