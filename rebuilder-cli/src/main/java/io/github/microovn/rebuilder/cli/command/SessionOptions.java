package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.session.StateDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The options that say what is built, and where it goes. */
final class SessionOptions {

    @ParametersDelegate
    final ClusterOptions cluster = new ClusterOptions();

    @Parameter(
            names = {"-o", "--ovn-src"},
            placeholder = "DIR",
            order = 20,
            description = "The OVN source tree to build (default: the current directory)")
    String ovnSource = "./";

    @Parameter(
            names = {"-r", "--remote-path"},
            placeholder = "DIR",
            order = 30,
            description = "Where the tried snap is on a host (default: /root/squashfs-root/)")
    String remotePath = "/root/squashfs-root/";

    @Parameter(
            names = {"-j", "--jobs"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 50,
            description = "Jobs that make runs at a time (default: the number of CPUs)")
    @Nullable
    Integer jobs;

    /** What they say, as far as it goes. */
    RebuilderOptions.Builder read(Context context) {
        var builder = cluster.read(context).ovnSource(ovnSource).remotePath(remotePath);
        if (jobs != null) {
            builder.jobs(jobs);
        }
        return builder;
    }

    /** What they say, with a place for what is remembered of the tree. */
    RebuilderOptions.Builder toRebuilder(Context context) {
        var builder = read(context);
        new StateDirectory(context.environment())
                .logDirectory(Path.of(ovnSource))
                .ifPresent(builder::logDirectory);
        return builder;
    }
}
