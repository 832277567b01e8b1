package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.ConnectOptions.Asker;
import io.github.microovn.rebuilder.selection.Scope;
import io.github.microovn.rebuilder.selection.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session works with. Immutable; made with {@link #builder(Config)}.
 *
 * @param config what is watched and where it goes
 * @param hosts the hosts to deploy to
 * @param ovnSource the OVN source directory, as the user typed it; messages name it so
 * @param remotePath the directory on the hosts that targets are relative to, or {@link #AUTO}
 * @param jobs how many jobs the build may run at once
 * @param parallel how many hosts are worked on at once
 * @param connectTimeout how long a host may take until it is found fit at the start
 * @param logDirectory where the build's log goes; absent: a temporary directory that ends with the session
 * @param environment the variables the build gets, and connectors look for their settings in
 * @param asker how a connector gets a secret from the user
 * @param exclusive whether the hosts are locked for the session; without that nothing can be deployed
 * @param restoreOnClose whether what was on the hosts before this program came is put back when the session is closed
 * @param scope what of the configuration and of the hosts is left out; {@code hosts} has only the others
 */
public record RebuilderOptions(
        Config config,
        HostSpecs hosts,
        String ovnSource,
        String remotePath,
        int jobs,
        int parallel,
        Duration connectTimeout,
        Optional<Path> logDirectory,
        Map<String, String> environment,
        Asker asker,
        boolean exclusive,
        boolean restoreOnClose,
        Scope scope) {

    /** The remote path that stands for "where the host's snapd has the tried snap mounted from". */
    public static final String AUTO = "auto";

    /** Where users unpack the snap that they try. */
    public static final String DEFAULT_REMOTE_PATH = "/root/squashfs-root/";

    /** {@inheritDoc} */
    public RebuilderOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs: " + jobs);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel: " + parallel);
        }
        environment = Map.copyOf(environment);
    }

    /**
     * The targets that hosts get.
     *
     * @return those of the configuration that are not left out
     */
    public List<Target> targets() {
        return scope.of(config.targets());
    }

    /**
     * How hosts are connected to.
     *
     * @return the part of the options that connectors need
     */
    public ConnectOptions connecting() {
        return new ConnectOptions(connectTimeout, environment, asker);
    }

    /**
     * Starts with the defaults: the configuration's own hosts, the current directory, {@link #DEFAULT_REMOTE_PATH}, as many
     * jobs as there are processors, 16 hosts at once, 20 seconds to connect, a temporary log, this process's environment,
     * nobody to ask.
     *
     * @param config what is watched and where it goes
     * @return a builder
     */
    public static Builder builder(Config config) {
        return new Builder(config);
    }

    /** Collects options. */
    public static final class Builder {
        private Config config;
        private HostSpecs hosts;
        private String ovnSource = "./";
        private String remotePath = DEFAULT_REMOTE_PATH;
        private int jobs = Runtime.getRuntime().availableProcessors();
        private int parallel;
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Optional<Path> logDirectory = Optional.empty();
        private Map<String, String> environment = System.getenv();
        private Asker asker = Asker.NOBODY;
        private boolean exclusive = true;
        private boolean restoreOnClose;
        private List<String> limit = List.of();
        private List<String> only = List.of();

        private Builder(Config config) {
            this.config = config;
            this.hosts = config.hosts();
            this.parallel = config.deploy().parallel();
        }

        /**
         * Names the hosts, in place of the configuration's own; its groups keep their meaning.
         *
         * @param value the hosts
         * @return this builder
         */
        public Builder hosts(HostSpecs value) {
            hosts = value.withGroups(config.hosts().groups());
            return this;
        }

        /**
         * Leaves all other hosts out; they are not even connected to.
         *
         * @param names addresses, specifications or groups, also with wildcards; none: nothing is left out
         * @return this builder
         */
        public Builder limit(List<String> names) {
            limit = List.copyOf(names);
            return this;
        }

        /**
         * Leaves all other targets out. They are built, and stay owed.
         *
         * @param names local paths, their last parts or directories, also with wildcards; none: nothing is left out
         * @return this builder
         */
        public Builder only(List<String> names) {
            only = List.copyOf(names);
            return this;
        }

        /**
         * Names the OVN source directory.
         *
         * @param value the directory, as the user typed it
         * @return this builder
         */
        public Builder ovnSource(String value) {
            ovnSource = value;
            return this;
        }

        /**
         * Names the directory on the hosts that targets are relative to.
         *
         * @param value an absolute path, or {@link RebuilderOptions#AUTO}
         * @return this builder
         */
        public Builder remotePath(String value) {
            remotePath = value;
            return this;
        }

        /**
         * Limits the build.
         *
         * @param value how many jobs it may run at once, at least 1
         * @return this builder
         */
        public Builder jobs(int value) {
            jobs = value;
            return this;
        }

        /**
         * Limits the deployment, in place of what the configuration says.
         *
         * @param value how many hosts are worked on at once, at least 1
         * @return this builder
         */
        public Builder parallel(int value) {
            parallel = value;
            return this;
        }

        /**
         * Limits the start.
         *
         * @param value how long a host may take until it is found fit
         * @return this builder
         */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /**
         * Keeps the build's log.
         *
         * @param value the directory it is written to
         * @return this builder
         */
        public Builder logDirectory(Path value) {
            logDirectory = Optional.of(value);
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
         * Lets connectors ask the user for secrets.
         *
         * @param value how
         * @return this builder
         */
        public Builder asker(Asker value) {
            asker = value;
            return this;
        }

        /**
         * Sets what is asked of the cluster after a round, in place of what the configuration says.
         *
         * @param value what is asked
         * @return this builder
         */
        public Builder verify(Verification value) {
            config = config.withVerify(value);
            return this;
        }

        /**
         * Has {@link Rebuilder#close} put back what was on the hosts before this program came.
         *
         * @param value whether it does
         * @return this builder
         */
        public Builder restoreOnClose(boolean value) {
            restoreOnClose = value;
            return this;
        }

        /**
         * Only looks: hosts are not locked, and nothing on them changes.
         *
         * @return this builder
         */
        public Builder onlyLooking() {
            exclusive = false;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException when a number is less than 1
         * @throws io.github.microovn.rebuilder.error.SelectionException when hosts or targets are named that there are not
         */
        public RebuilderOptions build() {
            Scope scope = Selection.of(hosts, limit, config.targets(), only);
            return new RebuilderOptions(
                    config,
                    hosts.without(scope.hostsLeftOut()),
                    ovnSource,
                    remotePath,
                    jobs,
                    parallel,
                    connectTimeout,
                    logDirectory,
                    environment,
                    asker,
                    exclusive,
                    restoreOnClose,
                    scope);
        }
    }
}
