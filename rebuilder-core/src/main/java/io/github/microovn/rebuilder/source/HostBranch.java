package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.event.SourceEvent.BranchFound;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.HostGroup;
import io.github.microovn.rebuilder.host.HostGroup.Connection;
import io.github.microovn.rebuilder.preflight.Preflight;
import io.github.microovn.rebuilder.result.Step;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the branch of OVN that the snap on a host was built from. */
final class HostBranch {

    /** {@code 24.03.2+snap1}; what has 90 or more in the third place was built before its release had a branch. */
    private static final Pattern VERSION = Pattern.compile("(\\d\\d\\.\\d\\d)(?:\\.(\\d{1,3}))?\\b.*");

    private static final int BEFORE_RELEASE = 90;

    private HostBranch() {}

    /**
     * Asks a host.
     *
     * @param spec the host
     * @param connectors reach it; closed
     * @param options how
     */
    static BranchFound ask(HostSpec spec, Connectors connectors, ConnectOptions options) {
        try (HostGroup group = new HostGroup(connectors, options, 1)) {
            Connection connection = group.connect(List.of(spec)).get(0);
            Host host = connection
                    .host()
                    .orElseThrow(() -> new HostUnavailableException(connection.name(), connection.problem(), null));
            String version = new Preflight(host, "/")
                    .snapVersion()
                    .orElseThrow(() -> unknown(host, "there is no snap microovn that can be run"));
            return new BranchFound(
                    host.name(),
                    version,
                    of(version).orElseThrow(() -> unknown(host, "its snap microovn calls itself " + version)));
        }
    }

    private static HostStepException unknown(Host host, String reason) {
        return new HostStepException(
                host.name(), Step.CHECK, "which OVN it runs is not known: " + reason + "; --branch names one", null);
    }

    /** The branch of a version; empty when it is none of OVN's. */
    static Optional<String> of(String version) {
        Matcher matcher = VERSION.matcher(version.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean early = matcher.group(2) != null && Integer.parseInt(matcher.group(2)) >= BEFORE_RELEASE;
        return Optional.of(early ? "main" : "branch-" + matcher.group(1));
    }
}
