package io.github.microovn.rebuilder.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.SnapServices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The journals of some services on one host, read forward a page at a time; each page is one call of the host. It remembers
 * where it is, so that a page after a failure goes on where the last one ended. Used by one thread at a time.
 */
final class HostJournal {

    /** How many entries a page may have. */
    static final int PAGE = 2000;

    private static final String SCRIPT = read();

    private final List<String> services;
    private final LastDeploy deploys;
    private Since since;
    private String cursor = "";

    HostJournal(List<String> services, Since since, LastDeploy deploys) {
        this.services = List.copyOf(services);
        this.since = since;
        this.deploys = deploys;
    }

    /**
     * What was read.
     *
     * @param entries the entries, in the order of the journal
     * @param missing the services that the host does not have; known only before the first entry
     * @param more whether there may be more at once
     */
    record Page(List<JournalEntry> entries, List<String> missing, boolean more) {
        Page {
            entries = List.copyOf(entries);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Reads on.
     *
     * @throws HostStepException when the host could not read its journal
     */
    Page next(Host host) {
        if (since.kind() == Since.Kind.DEPLOY) {
            since = deploys.on(host).map(Since::at).orElse(since);
        }
        String kind = cursor.isEmpty() ? since.kind().name().toLowerCase(Locale.ROOT) : "from";
        List<String> arguments = new ArrayList<>(
                List.of(kind, cursor.isEmpty() ? since.value() : cursor, Integer.toString(PAGE), JournalEntry.FIELDS));
        services.forEach(service -> arguments.add(SnapServices.unit(service)));
        CommandResult result = host.run(Command.script("journal", SCRIPT, arguments));
        List<JournalEntry> entries = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean failed = !result.succeeded();
        int lines = 0;
        for (String line : result.stdout().lines().toList()) {
            if (line.startsWith("{")) {
                lines++;
                JournalEntry.parse(line).ifPresent(entries::add);
            } else if (line.startsWith("since ")) {
                // The present and the last deployment move on; what is to be read stays the same.
                since = new Since(Since.Kind.AT, line.substring("since ".length()));
            } else if (line.startsWith("missing ")) {
                missing.add(service(line.substring("missing ".length())));
            } else if (line.equals("failed")) {
                failed = true;
            }
        }
        if (!entries.isEmpty() && entries.get(0).cursor().equals(cursor)) {
            entries.remove(0);
        }
        if (!entries.isEmpty()) {
            cursor = entries.get(entries.size() - 1).cursor();
        } else if (failed) {
            throw new HostStepException(
                    host.name(), Step.OBSERVE, "the journal cannot be read: " + result.complaint(), null);
        }
        return new Page(entries, missing, lines >= PAGE);
    }

    private String service(String unit) {
        return services.stream()
                .filter(service -> SnapServices.unit(service).equals(unit))
                .findFirst()
                .orElse(unit);
    }

    private static String read() {
        try (InputStream in =
                Objects.requireNonNull(HostJournal.class.getResourceAsStream("journal.sh"), "journal.sh")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
