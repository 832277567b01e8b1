package io.github.microovn.rebuilder.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A cluster as it is wanted. Immutable; made by {@link #builder}.
 *
 * @param nodes how many nodes, from 1 on; the first three are central
 * @param prefix what the nodes' names begin with: {@code movn} makes {@code movn1}, {@code movn2} and so on
 * @param image an image's alias or fingerprint, or one of a public server, such as {@code ubuntu:24.04}
 * @param vm whether the nodes are virtual machines instead of containers
 * @param profiles the nodes' profiles, in order; empty: what the server gives
 * @param network the network that the nodes' first interface is on; absent: what the profiles say, else the only one there is
 * @param storage the pool that the nodes' disks are in; absent: what the profiles say, else the only one there is
 * @param settings the nodes' configuration in LXD beside what a node needs, such as {@code limits.memory}
 * @param place where the nodes are
 * @param snap where they get MicroOVN from
 * @param parallel how many nodes are worked on at once
 * @param timeout how long any single wait may take
 * @param kept whether closing the cluster leaves the nodes that were made for it
 */
public record ClusterSpec(
        int nodes,
        String prefix,
        String image,
        boolean vm,
        List<String> profiles,
        Optional<String> network,
        Optional<String> storage,
        Map<String, String> settings,
        Place place,
        SnapSource snap,
        int parallel,
        Duration timeout,
        boolean kept) {

    /** An instance's name is its host's, so the rules of both hold; MicroOVN allows no underscore either. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z](?:[A-Za-z0-9-]{0,57}[A-Za-z0-9-])?");

    private static final int MOST_NODES = 100;

    /** {@inheritDoc} */
    public ClusterSpec {
        profiles = List.copyOf(profiles);
        settings = Map.copyOf(settings);
        require(nodes > 0 && nodes <= MOST_NODES, nodes + " nodes: a cluster has 1 to " + MOST_NODES);
        require(
                PREFIX.matcher(prefix).matches(),
                "'" + prefix + "' begins no instance's name: a letter, then letters, digits and dashes");
        require(parallel > 0, "parallel must be positive: " + parallel);
        require(!timeout.isNegative() && !timeout.isZero(), "timeout must be positive: " + timeout);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Begins with three containers {@code movn1} to {@code movn3} on this machine, made from {@code ubuntu:24.04}, with the
     * store's MicroOVN.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The names of the nodes.
     *
     * @return the names, the first node's first
     */
    public List<String> names() {
        return IntStream.rangeClosed(1, nodes).mapToObj(i -> prefix + i).toList();
    }

    /** Collects what is wanted. */
    public static final class Builder {

        private static final int DEFAULT_NODES = 3;
        private static final int DEFAULT_PARALLEL = 4;

        private int nodes = DEFAULT_NODES;
        private String prefix = "movn";
        private String image = "ubuntu:24.04";
        private boolean vm;
        private final List<String> profiles = new ArrayList<>();
        private Optional<String> network = Optional.empty();
        private Optional<String> storage = Optional.empty();
        private final Map<String, String> settings = new TreeMap<>();
        private Place place = Place.HERE;
        private SnapSource snap = new SnapSource.Store("");
        private int parallel = DEFAULT_PARALLEL;
        private Duration timeout = Duration.ofMinutes(5);
        private boolean kept;

        private Builder() {}

        /**
         * Sets how many nodes there are.
         *
         * @param count from 1 on
         * @return this builder
         */
        public Builder nodes(int count) {
            nodes = count;
            return this;
        }

        /**
         * Sets what the nodes' names begin with.
         *
         * @param beginning a letter, then letters, digits and dashes
         * @return this builder
         */
        public Builder prefix(String beginning) {
            prefix = beginning;
            return this;
        }

        /**
         * Sets what the nodes are made from.
         *
         * @param name an alias or a fingerprint, or one of a public server, such as {@code ubuntu:24.04}
         * @return this builder
         */
        public Builder image(String name) {
            image = name;
            return this;
        }

        /**
         * Sets what kind of instances the nodes are.
         *
         * @param machines whether they are virtual machines
         * @return this builder
         */
        public Builder vm(boolean machines) {
            vm = machines;
            return this;
        }

        /**
         * Adds profiles.
         *
         * @param names their names, in order
         * @return this builder
         */
        public Builder profiles(List<String> names) {
            profiles.addAll(names);
            return this;
        }

        /**
         * Sets the network of the nodes' first interface.
         *
         * @param name its name
         * @return this builder
         */
        public Builder network(String name) {
            network = Optional.of(name);
            return this;
        }

        /**
         * Sets the pool of the nodes' disks.
         *
         * @param pool its name
         * @return this builder
         */
        public Builder storage(String pool) {
            storage = Optional.of(pool);
            return this;
        }

        /**
         * Adds something to the nodes' configuration in LXD.
         *
         * @param key such as {@code limits.memory}
         * @param value its value
         * @return this builder
         */
        public Builder setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /**
         * Sets where the nodes are.
         *
         * @param where a server and a project
         * @return this builder
         */
        public Builder place(Place where) {
            place = where;
            return this;
        }

        /**
         * Sets where the nodes get MicroOVN from.
         *
         * @param source the store, or something of this machine
         * @return this builder
         */
        public Builder snap(SnapSource source) {
            snap = source;
            return this;
        }

        /**
         * Sets how many nodes are worked on at once.
         *
         * @param count from 1 on; the default is 4, which keeps a machine busy
         * @return this builder
         */
        public Builder parallel(int count) {
            parallel = count;
            return this;
        }

        /**
         * Sets how long any single wait may take.
         *
         * @param limit a positive time; the default is five minutes
         * @return this builder
         */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /**
         * Sets whether closing the cluster leaves the nodes that were made for it.
         *
         * @param left whether they stay
         * @return this builder
         */
        public Builder keep(boolean left) {
            kept = left;
            return this;
        }

        /**
         * Finishes.
         *
         * @return what is wanted
         * @throws IllegalArgumentException when there cannot be such a cluster
         */
        public ClusterSpec build() {
            return new ClusterSpec(
                    nodes, prefix, image, vm, profiles, network, storage, settings, place, snap, parallel, timeout,
                    kept);
        }
    }
}
