package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.host.ConnectOptions.Asker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What source tree is wanted. Immutable; made with {@link #builder(String, Path)}.
 *
 * @param directory the directory of the tree, as the user typed it; messages name it so
 * @param url where OVN is cloned from; absent: {@link #UPSTREAM}
 * @param branch which branch; absent: the one that the host has, or else the repository's own
 * @param host the host whose OVN says which branch; absent: none
 * @param ovsUrl where OVS is cloned from; absent: where OVN's tree says
 * @param ovsSource a tree of OVS to build with; absent: OVN's own submodule
 * @param buildDirectory the directory of an out-of-tree build, relative to the tree; absent: the tree itself
 * @param cflags the flags for the C compiler; absent: configure's own
 * @param sanitize whether OVN is built with the address and undefined behaviour sanitizers, in a directory of its own
 * @param jobs how many jobs make may run at once
 * @param logDirectory where the output of the steps goes, and what has to be remembered of them; one for each tree
 * @param environment the variables that programs get
 * @param asker how a connector gets a secret from the user
 */
public record SourceOptions(
        String directory,
        Optional<String> url,
        Optional<String> branch,
        Optional<HostSpec> host,
        Optional<String> ovsUrl,
        Optional<String> ovsSource,
        Optional<String> buildDirectory,
        Optional<String> cflags,
        boolean sanitize,
        int jobs,
        Path logDirectory,
        Map<String, String> environment,
        Asker asker) {

    /** Where OVN comes from. */
    public static final String UPSTREAM = "https://github.com/ovn-org/ovn.git";

    private static final String SANITIZED = "_sanitize";

    /** {@inheritDoc} */
    public SourceOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs: " + jobs);
        }
        buildDirectory = sanitize && buildDirectory.isEmpty() ? Optional.of(SANITIZED) : buildDirectory;
        environment = Map.copyOf(environment);
    }

    /** The tree. */
    Path top() {
        return Path.of(directory).toAbsolutePath().normalize();
    }

    /** Where OVN is built. */
    Path build() {
        return buildDirectory.map(place -> top().resolve(place).normalize()).orElse(top());
    }

    /** Where OVS is, and is built. */
    Path ovs() {
        return ovsSource
                .map(place -> Path.of(place).toAbsolutePath().normalize())
                .orElse(top().resolve("ovs"));
    }

    /**
     * Starts with the defaults: OVN's upstream with its submodule, built in the tree with configure's own flags, as many jobs as
     * there are processors, this process's environment, nobody to ask.
     *
     * @param directory the directory of the tree, as the user typed it
     * @param logDirectory where the output of the steps goes, and what has to be remembered of them; one for each tree
     * @return a builder
     */
    public static Builder builder(String directory, Path logDirectory) {
        return new Builder(directory, logDirectory);
    }

    /** Collects options. */
    public static final class Builder {
        private final String directory;
        private final Path logDirectory;
        private Optional<String> url = Optional.empty();
        private Optional<String> branch = Optional.empty();
        private Optional<HostSpec> host = Optional.empty();
        private Optional<String> ovsUrl = Optional.empty();
        private Optional<String> ovsSource = Optional.empty();
        private Optional<String> buildDirectory = Optional.empty();
        private Optional<String> cflags = Optional.empty();
        private boolean sanitize;
        private int jobs = Runtime.getRuntime().availableProcessors();
        private Map<String, String> environment = System.getenv();
        private Asker asker = Asker.NOBODY;

        private Builder(String directory, Path logDirectory) {
            this.directory = directory;
            this.logDirectory = logDirectory;
        }

        /**
         * Says where OVN is cloned from.
         *
         * @param value a URL or a path, as git takes them
         * @return this builder
         */
        public Builder url(String value) {
            url = Optional.of(value);
            return this;
        }

        /**
         * Says which branch of OVN is cloned.
         *
         * @param value its name
         * @return this builder
         */
        public Builder branch(String value) {
            branch = Optional.of(value);
            return this;
        }

        /**
         * Has the branch cloned that fits a host.
         *
         * @param value the host
         * @return this builder
         */
        public Builder host(HostSpec value) {
            host = Optional.of(value);
            return this;
        }

        /**
         * Says where OVS is cloned from, in place of what OVN's tree says.
         *
         * @param value a URL or a path, as git takes them
         * @return this builder
         */
        public Builder ovsUrl(String value) {
            ovsUrl = Optional.of(value);
            return this;
        }

        /**
         * Builds with a tree of OVS that there is.
         *
         * @param value its directory
         * @return this builder
         */
        public Builder ovsSource(String value) {
            ovsSource = Optional.of(value);
            return this;
        }

        /**
         * Builds OVN in a directory of its own.
         *
         * @param value the directory, relative to the tree
         * @return this builder
         */
        public Builder buildDirectory(String value) {
            buildDirectory = Optional.of(value);
            return this;
        }

        /**
         * Sets the flags for the C compiler.
         *
         * @param value the flags
         * @return this builder
         */
        public Builder cflags(String value) {
            cflags = Optional.of(value);
            return this;
        }

        /**
         * Builds OVN with sanitizers, in {@code _sanitize} where no other directory is named.
         *
         * @param value whether it does
         * @return this builder
         */
        public Builder sanitize(boolean value) {
            sanitize = value;
            return this;
        }

        /**
         * Limits make.
         *
         * @param value how many jobs it may run at once, at least 1
         * @return this builder
         */
        public Builder jobs(int value) {
            jobs = value;
            return this;
        }

        /**
         * Replaces this process's environment.
         *
         * @param value the variables
         * @return this builder
         */
        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        /**
         * Lets a connector ask the user for secrets.
         *
         * @param value how
         * @return this builder
         */
        public Builder asker(Asker value) {
            asker = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException when the number of jobs is less than 1
         */
        public SourceOptions build() {
            return new SourceOptions(
                    directory,
                    url,
                    branch,
                    host,
                    ovsUrl,
                    ovsSource,
                    buildDirectory,
                    cflags,
                    sanitize,
                    jobs,
                    logDirectory,
                    environment,
                    asker);
        }
    }
}
