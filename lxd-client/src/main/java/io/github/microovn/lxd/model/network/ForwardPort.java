package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

/**
 * Ports of a forward. Immutable: every {@code with} method returns a changed copy.
 *
 * @param description free text
 * @param protocol {@code tcp} or {@code udp}
 * @param listenPort the ports, for example {@code 80,8000-8010}
 * @param targetAddress the address they go to
 * @param targetPort the ports they go to; empty for the same ones
 */
public record ForwardPort(
        String description, String protocol, String listenPort, String targetAddress, String targetPort) {
    /** {@inheritDoc} */
    public ForwardPort {
        requireNonNull(description, "description");
        requireNonNull(protocol, "protocol");
        requireNonNull(listenPort, "listenPort");
        requireNonNull(targetAddress, "targetAddress");
        requireNonNull(targetPort, "targetPort");
    }

    /**
     * Describes TCP ports that go to the same ports of an address.
     *
     * @param ports the ports, for example {@code 80,8000-8010}
     * @param targetAddress the address
     * @return the description
     */
    public static ForwardPort tcp(String ports, String targetAddress) {
        return new ForwardPort("", "tcp", ports, targetAddress, "");
    }

    /**
     * Describes UDP ports that go to the same ports of an address.
     *
     * @param ports the ports, for example {@code 53}
     * @param targetAddress the address
     * @return the description
     */
    public static ForwardPort udp(String ports, String targetAddress) {
        return new ForwardPort("", "udp", ports, targetAddress, "");
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ForwardPort withDescription(String text) {
        return new ForwardPort(text, protocol, listenPort, targetAddress, targetPort);
    }

    /**
     * Sends it to other ports.
     *
     * @param ports the ports they go to; empty for the same ones
     * @return the changed copy
     */
    public ForwardPort withTargetPort(String ports) {
        return new ForwardPort(description, protocol, listenPort, targetAddress, ports);
    }
}
