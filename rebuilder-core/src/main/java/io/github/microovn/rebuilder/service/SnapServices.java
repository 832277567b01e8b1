package io.github.microovn.rebuilder.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The services of snaps, as systemd knows them: {@code snap restart} takes four times as long as {@code systemctl restart},
 * starts services that are disabled, and succeeds when the service did not start.
 */
public final class SnapServices {

    /** The snap that all of this is about. */
    public static final String SNAP = "microovn";

    private static final Pattern BLANK_LINE = Pattern.compile("\n\\s*\n");

    private SnapServices() {}

    /**
     * The systemd unit of a snap service.
     *
     * @param service the service, such as {@code microovn.chassis}
     * @return the unit, such as {@code snap.microovn.chassis.service}
     */
    public static String unit(String service) {
        return "snap." + service + ".service";
    }

    /**
     * The command that shows what states services are in.
     *
     * @param services the services; empty: no command is needed
     * @return its argument vector, for a host; {@link #states} reads what it writes
     */
    public static List<String> showCommand(Collection<String> services) {
        if (services.isEmpty()) {
            return List.of();
        }
        List<String> argv =
                new ArrayList<>(List.of("systemctl", "show", "-p", "Id,LoadState,UnitFileState,ActiveState"));
        services.forEach(service -> argv.add(unit(service)));
        return argv;
    }

    /**
     * Reads what {@link #showCommand} wrote.
     *
     * @param services the services it was made for
     * @param output what it wrote
     * @return the state of each service, in their order
     */
    public static Map<String, ServiceState> states(Collection<String> services, String output) {
        Map<String, Map<String, String>> byUnit = new HashMap<>();
        BLANK_LINE
                .splitAsStream(output)
                .map(SnapServices::properties)
                .forEach(properties -> byUnit.put(properties.getOrDefault("Id", ""), properties));
        Map<String, ServiceState> states = new LinkedHashMap<>();
        services.forEach(service -> states.put(service, ServiceState.of(byUnit.getOrDefault(unit(service), Map.of()))));
        return states;
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new HashMap<>();
        text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int equals = line.indexOf('=');
            properties.put(line.substring(0, equals), line.substring(equals + 1).strip());
        });
        return properties;
    }
}
