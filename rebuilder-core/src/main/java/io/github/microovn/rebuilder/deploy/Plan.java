package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a round is to do: a pure function of what is there locally and what each host is owed.
 *
 * @param byHost the work of every host that is owed something
 */
record Plan(Map<String, Work> byHost) {

    /**
     * The work of one host.
     *
     * @param uploads the targets to bring there with their contents, in the order of the configuration
     * @param restarts the services to restart after that, each once, in the order of the targets that name them; also
     *     those that earlier rounds still owe
     */
    record Work(Map<Target, Fingerprint> uploads, List<String> restarts) {
        static final Work NONE = new Work(Map.of(), List.of());
    }

    static Plan of(List<String> hosts, List<Target> targets, Fingerprints now, Backlog backlog) {
        Map<String, Work> byHost = new LinkedHashMap<>();
        for (String host : hosts) {
            Map<Target, Fingerprint> uploads = new LinkedHashMap<>();
            backlog.owedTargets(host, now)
                    .forEach(target -> now.get(target).ifPresent(content -> uploads.put(target, content)));
            Set<String> due = new LinkedHashSet<>(backlog.owedRestarts(host));
            uploads.keySet().forEach(target -> due.addAll(target.services()));
            if (!uploads.isEmpty() || !due.isEmpty()) {
                byHost.put(host, new Work(uploads, inOrder(targets, due)));
            }
        }
        return new Plan(byHost);
    }

    /** The work of a host, nothing for one that is owed nothing. */
    Work work(String host) {
        return byHost.getOrDefault(host, Work.NONE);
    }

    private static List<String> inOrder(List<Target> targets, Set<String> due) {
        return targets.stream()
                .flatMap(target -> target.services().stream())
                .distinct()
                .filter(due::contains)
                .toList();
    }
}
