package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Passphrases;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.HostSpecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say which hosts there are and what they run. */
final class ClusterOptions {

    @Parameter(
            names = {"-c", "--config"},
            placeholder = "FILE",
            order = 10,
            description = "What to watch and where it goes (default: the built-in default_config.yaml)")
    @Nullable
    String config;

    @Parameter(
            names = {"-H", "--hosts", "--host"},
            placeholder = "SPEC,...",
            splitter = Values.CommaSplitter.class,
            order = 40,
            description =
                    "Hosts, as lxd:INSTANCE, ssh:HOST or local:; may be repeated (default: 'hosts' of the config file)")
    List<String> hosts = new ArrayList<>();

    @Parameter(
            names = "--limit",
            placeholder = "HOST,...",
            splitter = Values.CommaSplitter.class,
            order = 42,
            description =
                    "Only these of the hosts: names, specifications, groups of the config file, also with * and ?;"
                            + " what the others are owed stays pending")
    List<String> limit = new ArrayList<>();

    @Parameter(
            names = "--only",
            placeholder = "TARGET,...",
            splitter = Values.CommaSplitter.class,
            order = 44,
            description = "Only these of the targets: local paths, their last parts or directories, also with * and ?;"
                    + " the others are built and stay pending")
    List<String> only = new ArrayList<>();

    @Parameter(
            names = {"-P", "--parallel"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 60,
            description = "Hosts that are worked on at a time (default: what the config file says, or 16)")
    @Nullable
    Integer parallel;

    /** What they say, as far as it goes. */
    RebuilderOptions.Builder read(Context context) {
        Config loaded = config == null ? ConfigLoader.builtIn() : ConfigLoader.load(Path.of(config));
        var builder = RebuilderOptions.builder(loaded)
                .environment(context.environment())
                .limit(limit)
                .only(only)
                .asker(new Passphrases(context.streams()));
        if (!hosts.isEmpty()) {
            builder.hosts(HostSpecs.parse(hosts));
        }
        if (parallel != null) {
            builder.parallel(parallel);
        }
        return builder;
    }
}
