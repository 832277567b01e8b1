package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.journal.LastDeploy;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.ledger.LedgerText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Knows when a file was last put in place on a host. The ledger names the files; when it happened they say themselves, by the
 * host's own clock: a rename changes a file's status. So it counts too when something was taken back.
 */
public final class LastSwap implements LastDeploy {

    private static final String LEDGER = HostScripts.HOME + "/ledger.json";

    /** Asks hosts. */
    public LastSwap() {}

    @Override
    public Optional<Instant> on(Host host) {
        CommandResult ledger = host.run(Command.of("cat", LEDGER));
        List<String> paths = ledger.succeeded()
                ? LedgerText.read(ledger.stdout()).orElse(Ledger.EMPTY).map((path, entry) -> path)
                : List.of();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<String> argv = new ArrayList<>(List.of("stat", "-c", "%Z", "--"));
        argv.addAll(paths);
        // A file that was taken back is perhaps not there: stat complains, and tells of the others.
        return host.run(Command.of(argv.toArray(String[]::new)))
                .stdout()
                .lines()
                .filter(line -> line.matches("\\d{1,12}"))
                .map(line -> Instant.ofEpochSecond(Long.parseLong(line)))
                .max(Instant::compareTo);
    }
}
