package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.config.ServiceSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds for the restarts of each service: built in for MicroOVN's, changed by the configuration. Immutable.
 *
 * <p>The order is that of an upgrade of OVN: the switch before its controller, controllers before the databases, the
 * databases before northd.
 */
public final class ServiceRules {

    private static final String RUN = "/var/snap/microovn/common/run/";

    /** Behind the servers of the databases, and before what converts or uses them. */
    private static final int SCHEMAS = 35;

    private static final Map<String, ServiceRule> MICROOVN = Map.of(
            "microovn.switch",
            new ServiceRule(
                    10, Spread.PARALLEL, Leave.KEEPING_DATAPATH, List.of(ovs("ovs-vswitchd"), ovs("ovsdb-server"))),
            "microovn.chassis",
            new ServiceRule(
                    20, Spread.PARALLEL, Leave.STAYING_REGISTERED, List.of(ovn("ovn-controller", "connection-status"))),
            "microovn.bird",
            new ServiceRule(25, Spread.PARALLEL, Leave.PLAINLY, List.of()),
            "microovn.ovn-ovsdb-server-nb",
            new ServiceRule(30, Spread.SERIAL, Leave.HANDING_OVER, List.of(database("nb", "OVN_Northbound"))),
            "microovn.ovn-ovsdb-server-sb",
            new ServiceRule(30, Spread.SERIAL, Leave.HANDING_OVER, List.of(database("sb", "OVN_Southbound"))),
            // It converts the databases when it starts: the servers come before, northd after.
            "microovn.daemon",
            new ServiceRule(40, Spread.SERIAL, Leave.PLAINLY, List.of()),
            "microovn.ovn-northd",
            new ServiceRule(50, Spread.STANDBY_FIRST, Leave.PLAINLY, List.of(ovn("ovn-northd", "status"))));

    private final Map<String, ServiceRule> rules;

    private ServiceRules(Map<String, ServiceRule> rules) {
        this.rules = Map.copyOf(rules);
    }

    /**
     * The built-in rules, changed.
     *
     * @param settings what the configuration says, by service
     * @return the rules
     */
    public static ServiceRules with(Map<String, ServiceSettings> settings) {
        Map<String, ServiceRule> rules = new HashMap<>(MICROOVN);
        settings.forEach((service, changes) -> rules.put(
                service, rules.getOrDefault(service, ServiceRule.UNKNOWN).with(changes)));
        return new ServiceRules(rules);
    }

    /**
     * The services that are known without a configuration.
     *
     * @return MicroOVN's, in the order they restart in
     */
    public static List<String> builtIn() {
        return MICROOVN.keySet().stream()
                .sorted(Comparator.<String>comparingInt(service -> MICROOVN.getOrDefault(service, ServiceRule.UNKNOWN)
                                .order())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** What holds for a service. */
    ServiceRule rule(String service) {
        return rules.getOrDefault(service, ServiceRule.UNKNOWN);
    }

    /**
     * Whether a service restarts before the databases get other schemas: those whose programs need nothing of the new ones, and
     * the servers themselves.
     *
     * @param service the service
     * @return true unless it comes after the servers
     */
    public boolean precedesSchemas(String service) {
        return rule(service).order() < SCHEMAS;
    }

    private static Daemon ovn(String program, String probe) {
        String path = RUN + "ovn/" + program;
        return new Daemon(program, path + ".pid", path + ".%.ctl", probe);
    }

    private static Daemon ovs(String program) {
        String path = RUN + "switch/" + program;
        return new Daemon(program, path + ".pid", path + ".%.ctl", "version");
    }

    private static Daemon database(String name, String schema) {
        String path = RUN + "ovn/ovn" + name + "_db";
        return new Daemon("ovsdb-server", path + ".pid", path + ".ctl", "cluster/status " + schema);
    }
}
