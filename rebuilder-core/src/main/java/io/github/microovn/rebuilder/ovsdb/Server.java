package io.github.microovn.rebuilder.ovsdb;

/**
 * The running server of a database on one host.
 *
 * @param release the release of OVS that it is of, such as {@code 3.1.0}
 * @param leads whether it leads the cluster of its database, or is alone
 * @param members how many servers that cluster has; 0 when there is no cluster
 * @param differs whether the schema in the file is another than the database's
 * @param active the schema that the database has
 */
public record Server(String release, boolean leads, int members, boolean differs, Schema active) {}
