package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.Place;
import io.github.microovn.rebuilder.cluster.SnapSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that say what the nodes of a new cluster are like. */
final class NodeOptions {

    @Parameter(
            names = "--nodes",
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 20,
            description = "up: how many nodes (default: 3); the first three are central")
    private @Nullable Integer nodes;

    @Parameter(
            names = "--image",
            placeholder = "IMAGE",
            order = 21,
            description =
                    "up: what the nodes are made from: an alias or fingerprint of the server, or an image of ubuntu:"
                            + " or images: (default: ubuntu:24.04)")
    private @Nullable String image;

    @Parameter(names = "--vm", order = 22, description = "up: virtual machines instead of containers")
    private boolean vm;

    @Parameter(
            names = "--snap",
            placeholder = "PATH",
            order = 23,
            description =
                    "up: MicroOVN from this machine, a .snap file or the directory of an unpacked one; without it, from the"
                            + " store")
    private @Nullable String snap;

    @Parameter(
            names = "--channel",
            placeholder = "CHANNEL",
            order = 24,
            description = "up: the store's channel, such as 24.03/stable (default: the snap's own)")
    private @Nullable String channel;

    @Parameter(
            names = "--profile",
            placeholder = "NAME,...",
            splitter = Values.CommaSplitter.class,
            order = 25,
            description = "up: the nodes' profiles (default: default)")
    private List<String> profiles = new ArrayList<>();

    @Parameter(
            names = "--network",
            placeholder = "NAME",
            order = 26,
            description =
                    "up: the network of the nodes' first interface (default: the profile's, else lxdbr0 or the only one)")
    private @Nullable String network;

    @Parameter(
            names = "--storage",
            placeholder = "POOL",
            order = 27,
            description = "up: the pool of the nodes' disks (default: the profile's, else default or the only one)")
    private @Nullable String storage;

    @Parameter(
            names = "--set",
            placeholder = "KEY=VALUE",
            splitter = Values.WholeSplitter.class,
            order = 28,
            description = "up: a setting of the nodes in LXD, such as limits.memory=2GiB; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Parameter(
            names = "--wait",
            placeholder = "SECONDS",
            converter = Values.CountConverter.class,
            order = 29,
            description = "up: how long any single wait may take (default: 300)")
    private @Nullable Integer seconds;

    @Parameter(
            names = {"-P", "--parallel"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 60,
            description = "up: nodes that are worked on at a time (default: 4)")
    private @Nullable Integer parallel;

    /** What they say, as far as it goes. */
    ClusterSpec read(String prefix, Place place) {
        if (snap != null && channel != null) {
            throw new UsageException(
                    "--snap is MicroOVN of this machine and --channel one of the store; only one can be.");
        }
        var builder = ClusterSpec.builder()
                .prefix(prefix)
                .place(place)
                .vm(vm)
                .profiles(profiles)
                .keep(true)
                .snap(
                        snap == null
                                ? new SnapSource.Store(channel == null ? "" : channel)
                                : new SnapSource.Local(Path.of(snap)));
        settings().forEach(builder::setting);
        if (nodes != null) {
            builder.nodes(nodes);
        }
        if (image != null) {
            builder.image(image);
        }
        if (network != null) {
            builder.network(network);
        }
        if (storage != null) {
            builder.storage(storage);
        }
        if (seconds != null) {
            builder.timeout(Duration.ofSeconds(seconds));
        }
        if (parallel != null) {
            builder.parallel(parallel);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()) + ".");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> read = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set: '" + setting + "' is not KEY=VALUE.");
            }
            read.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return read;
    }

    /** These options as they were given, to be typed again. */
    List<String> words() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("--nodes", nodes);
        given.put("--image", image);
        given.put("--snap", snap);
        given.put("--channel", channel);
        given.put("--profile", profiles.isEmpty() ? null : String.join(",", profiles));
        given.put("--network", network);
        given.put("--storage", storage);
        given.put("--wait", seconds);
        given.put("--parallel", parallel);
        List<String> words = new ArrayList<>();
        given.forEach((option, value) -> {
            if (value != null) {
                words.addAll(List.of(option, String.valueOf(value)));
            }
        });
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        if (vm) {
            words.add("--vm");
        }
        return words;
    }
}
