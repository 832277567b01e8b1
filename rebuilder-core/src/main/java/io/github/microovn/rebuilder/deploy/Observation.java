package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.service.ServiceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at a host found.
 *
 * @param facts what the host is
 * @param files what is at every watched path
 * @param services the state of every service that targets name
 * @param ledger the text of its ledger; empty: there is none
 * @param ledgerLost whether there must have been one
 * @param working who else works on the host, when nobody wanted to lock it
 * @param swept staged files of a killed run that were removed
 */
record Observation(
        HostFacts facts,
        Map<String, Seen> files,
        Map<String, ServiceState> services,
        Optional<String> ledger,
        boolean ledgerLost,
        Optional<Holder> working,
        List<String> swept) {

    Observation {
        files = new LinkedHashMap<>(files);
        services = new LinkedHashMap<>(services);
        swept = List.copyOf(swept);
    }

    /** The same with further files. */
    Observation with(Map<String, Seen> further) {
        Map<String, Seen> all = new LinkedHashMap<>(files);
        all.putAll(further);
        return new Observation(facts, all, services, ledger, ledgerLost, working, swept);
    }
}
