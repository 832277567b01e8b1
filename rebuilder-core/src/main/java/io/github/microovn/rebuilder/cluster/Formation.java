package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.error.ClusterException.Problem;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * Brings a cluster up. Every node is prepared for itself, several at once; as soon as the next one in order is ready, it is made
 * a member, while those after it are still being prepared.
 */
final class Formation {

    /** Instances that are made at a time. A pool without snapshots unpacks each anew, and the first one is what all wait for. */
    private static final int MAKERS = 2;

    private final ClusterSpec spec;
    private final LxdClient lxd;
    private final EventSink events;
    private final Map<String, Node> nodes = new TreeMap<>();

    Formation(ClusterSpec spec, LxdClient lxd, EventSink events) {
        this.spec = spec;
        this.lxd = lxd;
        this.events = events;
    }

    /** What is known of a node that is ready to be a member. */
    private record Prepared(Node node, boolean created, boolean member) {}

    /** Does what is missing. */
    List<ClusterNode> run() {
        long started = System.nanoTime();
        Ground ground = look();
        spec.names().forEach(name -> nodes.put(name, new Node(lxd.instance(name), spec.timeout(), events)));
        try (Team team = new Team(spec.parallel())) {
            List<Prepared> prepared = form(ground, team);
            List<ClusterNode> result = new Settling(spec, team)
                    .await(
                            prepared.stream().map(Prepared::node).toList(),
                            prepared.stream()
                                    .filter(Prepared::created)
                                    .map(each -> each.node().name())
                                    .toList());
            boolean changed = prepared.stream().anyMatch(each -> !each.member());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            events.emit(
                    new ClusterEvent.Up(result.stream().map(ClusterNode::host).toList(), changed, elapsed));
            return result;
        } finally {
            nodes.values().forEach(Node::close);
        }
    }

    private Ground look() {
        try {
            Ground ground = Ground.of(spec, lxd);
            if (!ground.problems().isEmpty()) {
                throw new ClusterException(ground.problems());
            }
            return ground;
        } catch (LxdCancelledException e) {
            throw new CancelledException("looking at " + lxd.place(), e);
        } catch (LxdException e) {
            throw new ClusterException(List.of(new Problem("", ClusterStep.CHECK, Node.oneLine(e.getMessage()))));
        }
    }

    private List<Prepared> form(Ground ground, Team team) {
        try (Team makers = new Team(MAKERS)) {
            return admitInOrder(prepareAll(new Launch(spec, ground, lxd), makers, team));
        }
    }

    private List<Future<Prepared>> prepareAll(Launch launch, Team makers, Team team) {
        List<Future<Prepared>> preparing = new ArrayList<>();
        for (String name : spec.names()) {
            Node node = node(name);
            Future<Boolean> making = makers.begin(name, () -> launch.make(node));
            preparing.add(team.begin(name, () -> prepare(node, launch, Team.result(making))));
        }
        return preparing;
    }

    private List<Prepared> admitInOrder(List<Future<Prepared>> preparing) {
        Membership membership = new Membership(node(spec.names().get(0)));
        List<Prepared> formed = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Future<Prepared> each : preparing) {
            try {
                Prepared prepared = Team.result(each);
                if (problems.isEmpty()) {
                    admit(prepared, membership, formed.isEmpty());
                } else if (!prepared.member()) {
                    events.emit(new ClusterEvent.Postponed(
                            prepared.node().name(), problems.get(0).host()));
                }
                formed.add(prepared);
            } catch (ClusterException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ClusterException(problems);
        }
        return formed;
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    private Prepared prepare(Node node, Launch launch, boolean created) {
        launch.complete(node, created);
        Progress progress = node.attempt(ClusterStep.CHECK, () -> Progress.of(node));
        if (!created) {
            events.emit(new ClusterEvent.NodeFound(node.name(), progress.member()));
        }
        if (!progress.member()) {
            new SnapSetup(node, spec.snap()).complete(progress);
        }
        return new Prepared(node, created, progress.member());
    }

    private static void admit(Prepared prepared, Membership membership, boolean first) {
        if (prepared.member()) {
            return;
        }
        if (first) {
            membership.found();
        } else {
            membership.join(prepared.node());
        }
    }
}
