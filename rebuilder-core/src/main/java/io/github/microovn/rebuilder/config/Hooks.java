package io.github.microovn.rebuilder.config;

import java.util.List;

/**
 * The hooks of a round as a whole, each list in the order they run.
 *
 * @param preBuild before make, on this machine
 * @param postBuild after a make that succeeded, on this machine
 * @param preDeploy when everything is on its way to the hosts and nothing is replaced yet
 * @param postDeploy when everything is replaced, and what was restarted is ready
 */
public record Hooks(List<Hook> preBuild, List<Hook> postBuild, List<Hook> preDeploy, List<Hook> postDeploy) {

    /** No hooks. */
    public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of(), List.of());

    /** {@inheritDoc} */
    public Hooks {
        preBuild = List.copyOf(preBuild);
        postBuild = List.copyOf(postBuild);
        preDeploy = List.copyOf(preDeploy);
        postDeploy = List.copyOf(postDeploy);
    }
}
