package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.Clusters;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.cluster.Place;
import io.github.microovn.rebuilder.config.HostsFile;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings MicroOVN clusters up on LXD, lists them and takes them down. */
final class ClusterCommand implements Command {

    private static final List<String> VERBS = List.of("up", "down", "list");
    private static final String DEFAULT_PREFIX = "movn";

    @Parameter(
            names = "--prefix",
            placeholder = "PREFIX",
            order = 10,
            description = "up, down: what the nodes' names begin with (default: movn, which makes movn1, movn2, ...)")
    private String prefix = DEFAULT_PREFIX;

    @ParametersDelegate
    private final NodeOptions nodes = new NodeOptions();

    @Parameter(
            names = "--remote",
            placeholder = "REMOTE",
            order = 40,
            description = "The server, one that lxc knows (default: the LXD of this machine)")
    private @Nullable String remote;

    @Parameter(names = "--project", placeholder = "PROJECT", order = 41, description = "The project on the server")
    private @Nullable String project;

    @Parameter(
            names = "--write-config",
            placeholder = "FILE",
            order = 50,
            description =
                    "up: write the hosts into this configuration file, whose other text stays; a missing file is made")
    private @Nullable String file;

    @Parameter(
            names = {"-y", "--yes"},
            order = 51,
            description = "down: remove without a question")
    private boolean yes;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    private final Words words = new Words(String.join("|", VERBS));

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public String summary() {
        return "Bring a MicroOVN cluster up on LXD, list the clusters, take one down";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "cluster up", "Three containers movn1 to movn3 of Ubuntu 24.04, with MicroOVN from the store."),
                new Example(
                        "cluster up --nodes 5 --prefix lab --image lab-image --snap ~/squashfs-root",
                        "Five nodes of an image of your own, with the MicroOVN in a directory here; no store is needed."),
                new Example("cluster list", "Members, their services, and the schemas of the databases."),
                new Example(
                        "cluster down --prefix lab --yes",
                        "Remove the nodes lab1, lab2, ... with all that is in them."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "up makes the instances, has them run MicroOVN from /root/squashfs-root by 'snap try', connects the snap's plugs,"
                        + " gives its commands their short names, forms the cluster, and waits until every member is online,"
                        + " the databases listen and the chassis are registered. It ends with the -H line to work with it.",
                "Run up again after it failed or was interrupted, and it goes on where it stopped; with more --nodes it adds some."
                        + " What failed stays as it is, to be looked at. A node whose image has MicroOVN tried already keeps that.",
                "down removes the instances that up has made, and no others: they are known by the key user.microovn-rebuilder.",
                "Exit codes: 0 did it, also when there was nothing to do; 1 it could not begin; 2 wrong usage; 4 a node failed; 130"
                        + " interrupted.");
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public List<String> verbs() {
        return VERBS;
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        String verb =
                words.only().orElseThrow(() -> new UsageException("Say what to do: cluster " + words.usage() + "."));
        return switch (verb) {
            case "up" -> up(context);
            case "down" -> down(context);
            case "list" ->
                work(context, "", clusters -> {
                    common.renderer(context.out()).answer(new Answer.Clusters(clusters.list()));
                    return ExitCode.OK;
                });
            default ->
                throw new UsageException("'cluster " + verb + "' is nothing that can be done, only "
                        + String.join(", ", VERBS) + "." + Suggestion.of(verb, VERBS));
        };
    }

    private Place place() {
        return new Place(Optional.ofNullable(remote), Optional.ofNullable(project));
    }

    private ExitCode up(Context context) {
        ClusterSpec spec = nodes.read(prefix, place());
        Optional<HostsFile> hosts = Optional.ofNullable(file).map(Path::of).map(HostsFile::new);
        String again = "Go on with: " + line("up", nodes.words());
        return work(context, again, clusters -> {
            hosts.ifPresent(HostsFile::check);
            try (MicroOvnCluster cluster = clusters.up(spec, common.renderer(context.out()))) {
                hosts.ifPresent(config -> config.write(cluster.hosts()));
            }
            hosts.ifPresent(config -> common.talk(context).line("[local] Written to hosts: in " + file));
            return ExitCode.OK;
        });
    }

    private ExitCode down(Context context) {
        return work(context, "", clusters -> {
            List<String> names = clusters.instances(prefix);
            if (names.isEmpty()) {
                common.talk(context).line("[local] Nothing to do, there is no node of a cluster " + prefix);
                return ExitCode.OK;
            }
            String all = String.join(", ", names);
            if (!yes && !context.streams().terminal()) {
                throw new UsageException("cluster down would remove " + all
                        + ". Without a terminal there is nobody to ask: " + line("down", List.of("--yes")));
            }
            if (!yes
                    && !new Confirmation(context, common.talk(context))
                            .of("Remove " + all + " with all that is in them?")) {
                common.talk(context).line("[local] Nothing was removed");
                return ExitCode.INTERRUPTED;
            }
            clusters.down(prefix, common.renderer(context.out()));
            return ExitCode.OK;
        });
    }

    /** Does something with the clusters of the server, until it is interrupted. */
    private ExitCode work(Context context, String again, Function<Clusters, ExitCode> work) {
        Thread runner = Thread.currentThread();
        try {
            return context.interrupts().during(wish -> runner.interrupt(), () -> {
                try (Clusters clusters = Clusters.open(place(), context.environment())) {
                    return work.apply(clusters);
                }
            });
        } catch (CancelledException e) {
            Thread.interrupted();
            advise(context, "Interrupted; what is done stays. " + again);
            return ExitCode.INTERRUPTED;
        } catch (ConfigurationException e) {
            String.valueOf(e.getMessage()).lines().forEach(context.err()::line);
            return ExitCode.CANNOT_START;
        } catch (ClusterException e) {
            // What failed on a node was told as an event.
            List<ClusterException.Problem> general = e.problems().stream()
                    .filter(problem -> problem.host().isEmpty())
                    .toList();
            general.forEach(problem -> context.err().line("[local] " + problem));
            if (general.size() == e.problems().size()) {
                return ExitCode.CANNOT_START;
            }
            advise(context, again.isEmpty() ? again : "What is done stays. " + again);
            return ExitCode.DEPLOY_FAILED;
        }
    }

    private static void advise(Context context, String text) {
        if (!text.isBlank()) {
            context.err().line("[local] " + text.strip());
        }
    }

    private String line(String verb, List<String> options) {
        List<String> words = new ArrayList<>(List.of("microovn-rebuilder", "cluster", verb));
        if (!prefix.equals(DEFAULT_PREFIX)) {
            words.addAll(List.of("--prefix", prefix));
        }
        place().remote().ifPresent(name -> words.addAll(List.of("--remote", name)));
        place().project().ifPresent(name -> words.addAll(List.of("--project", name)));
        words.addAll(options);
        if (file != null && verb.equals("up")) {
            words.addAll(List.of("--write-config", file));
        }
        return words.stream().map(ClusterCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
