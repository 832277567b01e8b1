package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say what is built, and where it goes. */
final class SessionOptions {

    @Parameter(
            names = {"-c", "--config"},
            placeholder = "FILE",
            order = 10,
            description = "What to watch and where it goes (default: the built-in default_config.yaml)")
    @Nullable
    String config;

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
            names = {"-H", "--hosts", "--host"},
            placeholder = "SPEC,...",
            splitter = Values.CommaSplitter.class,
            order = 40,
            description = "Hosts to deploy to, as lxd:INSTANCE; may be repeated (default: 'hosts' of the config file)")
    List<String> hosts = new ArrayList<>();

    @Parameter(
            names = {"-j", "--jobs"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 50,
            description = "Jobs that make runs at a time (default: the number of CPUs)")
    @Nullable
    Integer jobs;

    @Parameter(
            names = {"-P", "--parallel"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 60,
            description = "Hosts that are deployed to at a time (default: 16)")
    @Nullable
    Integer parallel;
}
