package io.github.microovn.rebuilder.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.LxdClientBuilder;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.error.ClusterException.Problem;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The clusters that this program has made at a place. It knows them by a mark on their instances, and touches no others. */
public final class Clusters implements AutoCloseable {

    private static final int PARALLEL = 8;

    private final Place place;
    private final LxdClient lxd;

    Clusters(Place place, LxdClient lxd) {
        this.place = place;
        this.lxd = lxd;
    }

    /**
     * Connects to a server.
     *
     * @param place where the clusters are
     * @param environment the variables that say where LXD and the settings of lxc are
     * @return the clusters, to be closed
     * @throws ClusterException when there is no such server, or it cannot be reached
     */
    public static Clusters open(Place place, Map<String, String> environment) {
        return asking("connecting to LXD", () -> {
            LxdClientBuilder builder = LxdClient.builder().environment(environment);
            place.remote().ifPresent(builder::remote);
            place.project().ifPresent(builder::project);
            return new Clusters(place, builder.connect());
        });
    }

    /**
     * Brings a cluster up, as {@link MicroOvnCluster#up} does.
     *
     * @param spec what is wanted, at this place
     * @param events is given everything that happens
     * @return the cluster, which is to be closed before this
     */
    public MicroOvnCluster up(ClusterSpec spec, Consumer<? super Event> events) {
        return MicroOvnCluster.up(spec, lxd, events);
    }

    /**
     * The instances of a cluster.
     *
     * @param prefix what their names begin with
     * @return their names, in order
     * @throws ClusterException when the server cannot be asked
     */
    public List<String> instances(String prefix) {
        return marked().getOrDefault(prefix, List.of()).stream()
                .map(InstanceInfo::name)
                .toList();
    }

    /**
     * Removes the instances of a cluster.
     *
     * @param prefix what their names begin with
     * @param events is given everything that happens
     * @throws ClusterException naming those that could not be removed
     */
    public void down(String prefix, Consumer<? super Event> events) {
        new Removal(PARALLEL, lxd, new EventSink(events)).remove(instances(prefix));
    }

    /**
     * Asks the clusters about themselves.
     *
     * @return a report of each, in the order of their prefixes
     * @throws ClusterException when the server cannot be asked
     */
    public List<ClusterReport> list() {
        try (Team team = new Team(PARALLEL)) {
            Survey survey = new Survey(place, lxd, team);
            return marked().entrySet().stream()
                    .map(cluster -> survey.of(cluster.getKey(), cluster.getValue()))
                    .toList();
        }
    }

    private Map<String, List<InstanceInfo>> marked() {
        return asking(
                "listing the instances",
                () -> lxd.instances().list().stream()
                        .filter(instance -> instance.config().containsKey(Launch.MARK))
                        .sorted(Comparator.comparingInt((InstanceInfo instance) ->
                                        instance.name().length())
                                .thenComparing(InstanceInfo::name))
                        .collect(groupingBy(
                                instance -> instance.config().getOrDefault(Launch.MARK, ""), TreeMap::new, toList())));
    }

    private static <T> T asking(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (LxdCancelledException e) {
            throw new CancelledException(what, e);
        } catch (LxdException e) {
            throw new ClusterException(List.of(new Problem("", ClusterStep.CHECK, Node.oneLine(e.getMessage()))));
        }
    }

    /** Closes the connection. Idempotent. */
    @Override
    public void close() {
        lxd.close();
    }
}
