package io.github.microovn.rebuilder.cluster;

import java.util.Optional;

/**
 * Where the instances of a cluster are.
 *
 * @param remote a server that the user's lxc knows; absent: the LXD of this machine
 * @param project the project there; absent: the server's default
 */
public record Place(Optional<String> remote, Optional<String> project) {

    /** The default project of the LXD of this machine. */
    public static final Place HERE = new Place(Optional.empty(), Optional.empty());

    /**
     * How a session names an instance that is here.
     *
     * @param instance its name
     * @return a host specification, such as {@code lxd:movn1}
     */
    public String host(String instance) {
        return "lxd:" + remote.map(name -> name + ":").orElse("") + instance
                + project.map(name -> "?project=" + name).orElse("");
    }
}
