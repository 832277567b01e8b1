package io.github.microovn.rebuilder.ovsdb;

import java.util.Optional;

/**
 * What a host says about a schema.
 *
 * @param schema what is in the file
 * @param server the server of its database there; empty where none runs
 * @param problem why one of both cannot be told; empty when they can
 */
public record Sighting(Optional<Schema> schema, Optional<Server> server, String problem) {}
