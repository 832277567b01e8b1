package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * An access control list as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param egress the rules for what goes out
 * @param ingress the rules for what goes in
 */
public record NetworkAclSpec(
        String name, String description, Map<String, String> config, List<AclRule> egress, List<AclRule> ingress) {
    /** {@inheritDoc} */
    public NetworkAclSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        config = Copies.of(config);
        egress = List.copyOf(egress);
        ingress = List.copyOf(ingress);
    }

    /**
     * Describes a list without rules.
     *
     * @param name its name
     * @return the description
     */
    public static NetworkAclSpec of(String name) {
        return new NetworkAclSpec(name, "", Map.of(), List.of(), List.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public NetworkAclSpec withDescription(String text) {
        return new NetworkAclSpec(name, text, config, egress, ingress);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code user.owner}
     * @param value its value
     * @return the changed copy
     */
    public NetworkAclSpec withConfig(String key, String value) {
        return new NetworkAclSpec(name, description, Copies.with(config, key, value), egress, ingress);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public NetworkAclSpec withoutConfig(String key) {
        return new NetworkAclSpec(name, description, Copies.without(config, key), egress, ingress);
    }

    /**
     * Adds a rule for what goes out.
     *
     * @param rule the rule
     * @return the changed copy
     */
    public NetworkAclSpec withEgressRule(AclRule rule) {
        return new NetworkAclSpec(name, description, config, Copies.with(egress, rule), ingress);
    }

    /**
     * Sets all rules for what goes out.
     *
     * @param all the rules for what goes out
     * @return the changed copy
     */
    public NetworkAclSpec withEgress(List<AclRule> all) {
        return new NetworkAclSpec(name, description, config, all, ingress);
    }

    /**
     * Adds a rule for what goes in.
     *
     * @param rule the rule
     * @return the changed copy
     */
    public NetworkAclSpec withIngressRule(AclRule rule) {
        return new NetworkAclSpec(name, description, config, egress, Copies.with(ingress, rule));
    }

    /**
     * Sets all rules for what goes in.
     *
     * @param all the rules for what goes in
     * @return the changed copy
     */
    public NetworkAclSpec withIngress(List<AclRule> all) {
        return new NetworkAclSpec(name, description, config, egress, all);
    }
}
