package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

/**
 * A rule of an access control list. Immutable: every {@code with} method returns a changed copy.
 *
 * @param action {@code allow}, {@code drop} or {@code reject}
 * @param state {@code enabled}, {@code disabled} or {@code logged}
 * @param description free text
 * @param source addresses, for example {@code 10.0.0.0/8}; empty for any
 * @param destination addresses, for example {@code 10.0.0.0/8}; empty for any
 * @param protocol {@code tcp}, {@code udp}, {@code icmp4} or {@code icmp6}; empty for any
 * @param sourcePort ports, for example {@code 80,8000-8010}; empty for any
 * @param destinationPort ports, for example {@code 80,8000-8010}; empty for any
 * @param icmpType a number; empty for any
 * @param icmpCode a number; empty for any
 */
public record AclRule(
        String action,
        String state,
        String description,
        String source,
        String destination,
        String protocol,
        String sourcePort,
        String destinationPort,
        String icmpType,
        String icmpCode) {
    /** {@inheritDoc} */
    public AclRule {
        requireNonNull(action, "action");
        requireNonNull(state, "state");
        requireNonNull(description, "description");
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(protocol, "protocol");
        requireNonNull(sourcePort, "sourcePort");
        requireNonNull(destinationPort, "destinationPort");
        requireNonNull(icmpType, "icmpType");
        requireNonNull(icmpCode, "icmpCode");
    }

    /**
     * Describes a rule that lets everything pass.
     *
     * @return the rule, which counts
     */
    public static AclRule allow() {
        return of("allow");
    }

    /**
     * Describes a rule that drops everything without a word.
     *
     * @return the rule, which counts
     */
    public static AclRule drop() {
        return of("drop");
    }

    /**
     * Describes a rule that refuses everything.
     *
     * @return the rule, which counts
     */
    public static AclRule reject() {
        return of("reject");
    }

    private static AclRule of(String action) {
        return new AclRule(action, "enabled", "", "", "", "", "", "", "", "");
    }

    /**
     * Sets whether it counts.
     *
     * @param newState {@code enabled}, {@code disabled} or {@code logged}
     * @return the changed copy
     */
    public AclRule withState(String newState) {
        return new AclRule(
                action,
                newState,
                description,
                source,
                destination,
                protocol,
                sourcePort,
                destinationPort,
                icmpType,
                icmpCode);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public AclRule withDescription(String text) {
        return new AclRule(
                action, state, text, source, destination, protocol, sourcePort, destinationPort, icmpType, icmpCode);
    }

    /**
     * Restricts it to packets from some addresses.
     *
     * @param addresses addresses, for example {@code 10.0.0.0/8}; empty for any
     * @return the changed copy
     */
    public AclRule from(String addresses) {
        return new AclRule(
                action,
                state,
                description,
                addresses,
                destination,
                protocol,
                sourcePort,
                destinationPort,
                icmpType,
                icmpCode);
    }

    /**
     * Restricts it to packets to some addresses.
     *
     * @param addresses addresses, for example {@code 10.0.0.0/8}; empty for any
     * @return the changed copy
     */
    public AclRule to(String addresses) {
        return new AclRule(
                action,
                state,
                description,
                source,
                addresses,
                protocol,
                sourcePort,
                destinationPort,
                icmpType,
                icmpCode);
    }

    /**
     * Restricts it to a protocol.
     *
     * @param name {@code tcp}, {@code udp}, {@code icmp4} or {@code icmp6}; empty for any
     * @return the changed copy
     */
    public AclRule withProtocol(String name) {
        return new AclRule(
                action, state, description, source, destination, name, sourcePort, destinationPort, icmpType, icmpCode);
    }

    /**
     * Restricts it to packets from some ports.
     *
     * @param ports ports, for example {@code 80,8000-8010}; empty for any
     * @return the changed copy
     */
    public AclRule withSourcePort(String ports) {
        return new AclRule(
                action, state, description, source, destination, protocol, ports, destinationPort, icmpType, icmpCode);
    }

    /**
     * Restricts it to packets to some ports.
     *
     * @param ports ports, for example {@code 80,8000-8010}; empty for any
     * @return the changed copy
     */
    public AclRule withDestinationPort(String ports) {
        return new AclRule(
                action, state, description, source, destination, protocol, sourcePort, ports, icmpType, icmpCode);
    }

    /**
     * Restricts it to a type of ICMP.
     *
     * @param type a number; empty for any
     * @return the changed copy
     */
    public AclRule withIcmpType(String type) {
        return new AclRule(
                action, state, description, source, destination, protocol, sourcePort, destinationPort, type, icmpCode);
    }

    /**
     * Restricts it to a code of ICMP.
     *
     * @param code a number; empty for any
     * @return the changed copy
     */
    public AclRule withIcmpCode(String code) {
        return new AclRule(
                action, state, description, source, destination, protocol, sourcePort, destinationPort, icmpType, code);
    }
}
