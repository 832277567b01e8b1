package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.selection.Scope;
import java.util.List;
import java.util.Set;

/**
 * What the hosts should have.
 *
 * @param files what is there locally
 * @param built local paths of the targets that a build of ours has ever changed
 * @param all whether targets that the tool has never deployed to a host go there, too
 * @param scope what of it is left out for now
 */
public record Desired(Fingerprints files, Set<String> built, boolean all, Scope scope) {

    /** {@inheritDoc} */
    public Desired {
        built = Set.copyOf(built);
    }

    /**
     * The same without anything left out.
     *
     * @param files what is there locally
     * @param built local paths of the targets that a build of ours has ever changed
     * @param all whether targets that the tool has never deployed to a host go there, too
     */
    public Desired(Fingerprints files, Set<String> built, boolean all) {
        this(files, built, all, Scope.EVERYTHING);
    }

    /** The same without anything but what is left out. */
    Desired leftOut(List<Target> targets) {
        return new Desired(files, built, all, new Scope(scope.of(targets), List.of()));
    }
}
