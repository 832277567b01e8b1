package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hosts of a session in the order they were named.
 *
 * @param hosts each host once
 * @param repeated the specifications that named a host again, for a word to the user
 * @param groups names that stand for several hosts, in the order of the configuration
 */
public record HostSpecs(List<HostSpec> hosts, List<HostSpec> repeated, Map<String, List<HostSpec>> groups) {

    /** No host at all. */
    public static final HostSpecs NONE = new HostSpecs(List.of(), List.of(), Map.of());

    /** {@inheritDoc} */
    public HostSpecs {
        hosts = List.copyOf(hosts);
        repeated = List.copyOf(repeated);
        Map<String, List<HostSpec>> copies = new LinkedHashMap<>();
        groups.forEach((name, members) -> copies.put(name, List.copyOf(members)));
        groups = Collections.unmodifiableMap(copies);
    }

    /**
     * Reads what {@code -H} was given, once or several times.
     *
     * @param arguments specifications, each argument one or several joined by commas
     * @return the hosts
     * @throws ConfigurationException with one problem per wrong specification
     */
    public static HostSpecs parse(List<String> arguments) {
        List<HostSpec> specs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String argument : arguments) {
            specs.addAll(read(argument, problems));
        }
        clashes(specs).forEach(clash -> problems.add(new Problem("", clash)));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return of(specs);
    }

    /** Reads specifications that are joined by commas; adds a problem for each that is wrong. */
    static List<HostSpec> read(String argument, List<Problem> problems) {
        List<HostSpec> specs = new ArrayList<>();
        for (String text : argument.split(",", -1)) {
            try {
                specs.add(HostSpec.parse(text));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        return specs;
    }

    /**
     * Sorts out the hosts that are named more than once.
     *
     * @param specs the specifications in order
     * @return each host once
     */
    public static HostSpecs of(List<HostSpec> specs) {
        Set<HostSpec> hosts = new LinkedHashSet<>();
        List<HostSpec> repeated =
                specs.stream().filter(spec -> !hosts.add(spec)).toList();
        return new HostSpecs(List.copyOf(hosts), repeated, Map.of());
    }

    /**
     * Gives them groups.
     *
     * @param named names that stand for several hosts; they need not be among these
     * @return the changed copy
     */
    public HostSpecs withGroups(Map<String, List<HostSpec>> named) {
        return new HostSpecs(hosts, repeated, named);
    }

    /**
     * Leaves hosts out.
     *
     * @param others those that go
     * @return the changed copy
     */
    public HostSpecs without(List<HostSpec> others) {
        return new HostSpecs(
                hosts.stream().filter(host -> !others.contains(host)).toList(),
                repeated.stream().filter(host -> !others.contains(host)).toList(),
                groups);
    }

    /** What is wrong with hosts of several connectors that have one name. */
    static List<String> clashes(List<HostSpec> specs) {
        Map<String, HostSpec> named = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        for (HostSpec spec : new LinkedHashSet<>(specs)) {
            HostSpec other = named.putIfAbsent(spec.address(), spec);
            if (other != null) {
                clashes.add("'" + other + "' and '" + spec + "' have one name, " + spec.address()
                        + ", and could not be told apart; give one of them another (for SSH by Host in ~/.ssh/config)");
            }
        }
        return clashes;
    }

    /**
     * Whether no host is named.
     *
     * @return true when there is none
     */
    public boolean isEmpty() {
        return hosts.isEmpty();
    }
}
