package io.github.microovn.rebuilder.cli.testing;

import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rounds did on hosts, as far as a test is about it. */
public final class HostResults {

    private HostResults() {}

    /** A host that got everything. */
    public static HostResult ok(String host, List<String> deployed, List<String> restarted) {
        return result(host, Outcome.OK, deployed, restarted, null, List.of(), List.of());
    }

    /** A host that has still to get something; with the failure when one is the reason. */
    public static HostResult owed(
            String host, Outcome outcome, @Nullable Failure failure, List<String> targets, List<String> restarts) {
        return result(host, outcome, List.of(), List.of(), failure, targets, restarts);
    }

    private static HostResult result(
            String host,
            Outcome outcome,
            List<String> deployed,
            List<String> restarted,
            @Nullable Failure failure,
            List<String> targets,
            List<String> restarts) {
        return new HostResult(
                host, outcome, deployed, restarted, failure, List.of(), targets, restarts, List.of(), List.of());
    }
}
