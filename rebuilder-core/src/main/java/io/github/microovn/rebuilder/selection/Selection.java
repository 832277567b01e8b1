package io.github.microovn.rebuilder.selection;

import io.github.microovn.rebuilder.config.DisplayPath;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.NearestName;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.SelectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Finds the hosts and targets that a user names. A name may have the wildcards {@code *} and {@code ?} in it; one that fits
 * nothing is an error, since a round on nothing would look like success.
 */
public final class Selection {

    /** A list of names that helps nobody any more. */
    private static final int MOST_NAMES = 12;

    private Selection() {}

    /**
     * Finds what is left out when only some hosts and targets are named.
     *
     * @param hosts the hosts there are, and their groups
     * @param limit addresses as they are printed, whole specifications, or groups; none: all hosts
     * @param targets the targets there are
     * @param only local paths, their last parts, or directories that they are in; none: all targets
     * @return what is not named, in the order of all
     * @throws SelectionException for the first name that fits nothing
     */
    public static Scope of(HostSpecs hosts, List<String> limit, List<Target> targets, List<String> only) {
        // Without any host something else is said.
        Collection<HostSpec> chosen = limit.isEmpty() || hosts.isEmpty() ? hosts.hosts() : hosts(hosts, limit);
        Collection<Target> wanted = only.isEmpty() ? targets : targets(targets, only);
        return new Scope(
                targets.stream().filter(target -> !wanted.contains(target)).toList(),
                hosts.hosts().stream().filter(host -> !chosen.contains(host)).toList());
    }

    private static Set<HostSpec> hosts(HostSpecs all, List<String> names) {
        Map<String, Set<HostSpec>> known = new LinkedHashMap<>();
        for (HostSpec host : all.hosts()) {
            add(known, host.address(), List.of(host));
            add(known, host.toString(), List.of(host));
        }
        all.groups().forEach((group, hosts) -> {
            add(known, group, hosts.stream().filter(all.hosts()::contains).toList());
        });
        List<String> shown =
                new ArrayList<>(all.hosts().stream().map(HostSpec::address).toList());
        all.groups().keySet().forEach(group -> shown.add("group " + group));
        return choose(names, known, Selection::sameHost, "is neither a host nor a group", shown);
    }

    private static boolean sameHost(String name, String known) {
        if (name.indexOf(':') < 0) {
            return false;
        }
        try {
            return HostSpec.parse(name).toString().equals(known);
        } catch (ConfigurationException e) {
            return false;
        }
    }

    private static Set<Target> targets(List<Target> all, List<String> names) {
        Map<String, Set<Target>> known = new LinkedHashMap<>();
        for (Target target : all) {
            String path = DisplayPath.join("", target.localPath());
            add(known, path, List.of(target));
            add(known, path.substring(path.lastIndexOf('/') + 1), List.of(target));
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                add(known, path.substring(0, slash), List.of(target));
            }
        }
        List<String> shown = all.stream().map(Target::localPath).toList();
        return choose(names, known, (name, path) -> DisplayPath.join("", name).equals(path), "is no target", shown);
    }

    private static <T> void add(Map<String, Set<T>> known, String name, Collection<T> meant) {
        known.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(meant);
    }

    private static <T> Set<T> choose(
            List<String> names,
            Map<String, Set<T>> known,
            BiFunction<String, String, Boolean> same,
            String nothing,
            List<String> shown) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String typed : names) {
            String name = typed.strip();
            Predicate<String> fits = Wildcard.in(name) ? Wildcard.matching(name) : name::equals;
            List<String> matching = known.keySet().stream()
                    .filter(fits.or(candidate -> same.apply(name, candidate)))
                    .toList();
            if (matching.isEmpty()) {
                throw new SelectionException("'" + name + "' " + nothing + advice(name, known.keySet(), shown));
            }
            Set<T> meant = new LinkedHashSet<>();
            matching.forEach(match -> meant.addAll(known.get(match)));
            if (meant.isEmpty()) {
                throw new SelectionException(
                        "no host of the group '" + name + "' is among the hosts: " + shortened(shown));
            }
            chosen.addAll(meant);
        }
        return chosen;
    }

    private static String advice(String name, Collection<String> known, List<String> shown) {
        return NearestName.of(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; there are: " + shortened(shown));
    }

    private static String shortened(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
