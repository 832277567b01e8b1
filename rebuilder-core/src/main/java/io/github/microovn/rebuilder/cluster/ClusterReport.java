package io.github.microovn.rebuilder.cluster;

import java.util.List;

/**
 * What is known of a cluster that this program made.
 *
 * @param prefix what its nodes' names begin with
 * @param nodes its instances, in order
 * @param databases its databases; empty when no member could be asked
 */
public record ClusterReport(String prefix, List<Member> nodes, List<Database> databases) {

    /** {@inheritDoc} */
    public ClusterReport {
        nodes = List.copyOf(nodes);
        databases = List.copyOf(databases);
    }

    /**
     * An instance.
     *
     * @param name its name
     * @param host how a session names it
     * @param status what it does, such as {@code running}
     * @param address its address, as the members reach it; empty when it is no member
     * @param services what it runs, such as {@code central}; empty when it is no member
     * @param problem why it could not be asked; empty when it could
     */
    public record Member(
            String name, String host, String status, String address, List<String> services, String problem) {

        /** {@inheritDoc} */
        public Member {
            services = List.copyOf(services);
        }
    }

    /**
     * A database and the schemas that the nodes have for it.
     *
     * @param name such as {@code OVN_Northbound}
     * @param active the schema of the database
     * @param outdated the nodes whose file has another schema, with that
     */
    public record Database(String name, Schema active, List<NodeSchema> outdated) {

        /** {@inheritDoc} */
        public Database {
            outdated = List.copyOf(outdated);
        }
    }

    /**
     * A schema.
     *
     * @param version such as {@code 7.0.0}
     * @param checksum as {@code ovsdb-tool schema-cksum} tells it
     */
    public record Schema(String version, String checksum) {}

    /**
     * The schema in the snap of a node.
     *
     * @param host the node's name
     * @param file what its file has
     */
    public record NodeSchema(String host, Schema file) {}
}
