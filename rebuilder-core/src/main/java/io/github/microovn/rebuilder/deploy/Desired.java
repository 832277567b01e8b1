package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprints;
import java.util.Set;

/**
 * What the hosts should have.
 *
 * @param files what is there locally
 * @param built local paths of the targets that a build of ours has ever changed
 * @param all whether targets that the tool has never deployed to a host go there, too
 */
public record Desired(Fingerprints files, Set<String> built, boolean all) {

    /** {@inheritDoc} */
    public Desired {
        built = Set.copyOf(built);
    }
}
