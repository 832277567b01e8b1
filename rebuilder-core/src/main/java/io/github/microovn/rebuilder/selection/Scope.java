package io.github.microovn.rebuilder.selection;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.Target;
import java.util.List;

/**
 * What a session leaves out. What is left out stays owed: it is neither deployed nor forgotten.
 *
 * @param targetsLeftOut targets that no host gets
 * @param hostsLeftOut hosts that are not even connected to
 */
public record Scope(List<Target> targetsLeftOut, List<HostSpec> hostsLeftOut) {

    /** Nothing is left out. */
    public static final Scope EVERYTHING = new Scope(List.of(), List.of());

    /** {@inheritDoc} */
    public Scope {
        targetsLeftOut = List.copyOf(targetsLeftOut);
        hostsLeftOut = List.copyOf(hostsLeftOut);
    }

    /**
     * Whether hosts get a target.
     *
     * @param target the target
     * @return false when it is left out
     */
    public boolean includes(Target target) {
        return !targetsLeftOut.contains(target);
    }

    /**
     * The targets that hosts get.
     *
     * @param all the targets there are
     * @return those of them that are not left out, in their order
     */
    public List<Target> of(List<Target> all) {
        return all.stream().filter(this::includes).toList();
    }

    /**
     * Whether anything is left out.
     *
     * @return true when a host or a target is
     */
    public boolean limited() {
        return !targetsLeftOut.isEmpty() || !hostsLeftOut.isEmpty();
    }
}
