package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.SchemaEvent;
import java.util.List;

/** What happens to databases because of their schemas, as lines. */
final class SchemaLines {

    static final String LOCAL = "local";

    private SchemaLines() {}

    /** Whose line it is. */
    static String host(SchemaEvent event) {
        if (event instanceof SchemaEvent.BackedUp saved) {
            return saved.host();
        }
        return event instanceof SchemaEvent.Converted converted ? converted.host() : LOCAL;
    }

    /** Whether a reader is told who wants to know of problems alone. */
    static boolean problem(SchemaEvent event) {
        return event instanceof SchemaEvent.Owed || event instanceof SchemaEvent.Kept;
    }

    static String of(SchemaEvent event) {
        return "[" + host(event) + "] " + words(event);
    }

    private static String words(SchemaEvent event) {
        if (event instanceof SchemaEvent.BackedUp saved) {
            return "Backed up " + saved.database() + " to " + saved.path();
        }
        if (event instanceof SchemaEvent.Converted converted) {
            return "Converted " + converted.database() + " from " + converted.from() + " to " + converted.to() + " in "
                    + Durations.precise(converted.elapsed());
        }
        if (event instanceof SchemaEvent.Verified verified) {
            String others = verified.others() == 0
                    ? ""
                    : "; not asked: " + verified.others() + " of its servers on hosts that are not in this session";
            return verified.database() + " has schema " + verified.version() + " (checksum " + verified.checksum()
                    + ") on " + String.join(", ", verified.hosts()) + others;
        }
        if (event instanceof SchemaEvent.Owed owed) {
            return owed.database() + " is still to be converted to " + owed.version()
                    + ": none of the hosts has a server of it; name a central one, too, with -H";
        }
        SchemaEvent.Kept kept = (SchemaEvent.Kept) event;
        return "Leaving " + String.join(", ", kept.targets()) + " and the databases as they are on "
                + String.join(", ", kept.hosts())
                + ": what only these schemas have would be lost with an older one; --force takes them back, too";
    }

    /** What is to be written into a schema that the build has refused. */
    static List<String> of(BuildEvent.SchemaChecksum fix) {
        String plain = "\"cksum\": \"" + fix.checksum() + "\",";
        String place = fix.file() + ":" + fix.line();
        if (fix.nextVersion().isEmpty()) {
            return List.of("[local] Write into " + place + "  " + plain);
        }
        return List.of(
                "[local] Write into " + place + "  \"version\": \"" + fix.nextVersion() + "\", \"cksum\": \""
                        + fix.nextChecksum() + "\",",
                "[local]   or, if " + fix.version() + " is the new version already, only  " + plain);
    }
}
