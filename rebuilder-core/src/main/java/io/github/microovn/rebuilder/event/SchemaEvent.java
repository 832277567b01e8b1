package io.github.microovn.rebuilder.event;

import java.time.Duration;
import java.util.List;

/** Something that happened to a database because of its schema. */
public sealed interface SchemaEvent extends Event {

    /**
     * A database was saved, because its schema is about to change.
     *
     * @param host the host that did it, and has the backup
     * @param database the database, such as {@code OVN_Northbound}
     * @param path the backup, which stays there
     */
    record BackedUp(String host, String database, String path) implements SchemaEvent {
        @Override
        public String type() {
            return "schema.backed-up";
        }
    }

    /**
     * A database has got another schema.
     *
     * @param host the host that converted it
     * @param database the database
     * @param from the schema it had: its version, with the checksum where only that changed
     * @param to the schema it has
     * @param elapsed the time it took
     */
    record Converted(String host, String database, String from, String to, Duration elapsed) implements SchemaEvent {
        @Override
        public String type() {
            return "schema.converted";
        }
    }

    /**
     * The servers of a database were asked, and all of them have the schema.
     *
     * @param database the database
     * @param version the schema's version
     * @param checksum its checksum
     * @param hosts the hosts that have servers
     * @param others how many servers there are on hosts that are not in the session, and were not asked
     */
    record Verified(String database, String version, String checksum, List<String> hosts, int others)
            implements SchemaEvent {
        /** {@inheritDoc} */
        public Verified {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "schema.verified";
        }
    }

    /**
     * Hosts have a schema, and none of the session has a server of its database: the conversion stays owed.
     *
     * @param database the database
     * @param version the version of the schema it should have
     * @param hosts the hosts that have the schema
     */
    record Owed(String database, String version, List<String> hosts) implements SchemaEvent {
        /** {@inheritDoc} */
        public Owed {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "schema.owed";
        }
    }

    /**
     * Schemas are not taken back with the rest: their databases could lose what only the newer ones have.
     *
     * @param targets the targets, as their local paths are in the configuration; the remote path of one that is not there any
     *     more
     * @param hosts the hosts that keep them
     */
    record Kept(List<String> targets, List<String> hosts) implements SchemaEvent {
        /** {@inheritDoc} */
        public Kept {
            targets = List.copyOf(targets);
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "schema.kept";
        }
    }
}
