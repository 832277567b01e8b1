package io.github.microovn.rebuilder.build;

import java.util.List;
import java.util.Map;

/** Builds with {@code make}, in a session of its own so that all of its processes can be ended together. */
public final class MakeBuild implements Builder {

    private final Map<String, String> environment;

    /**
     * Builds in an environment.
     *
     * @param environment the variables make gets; {@code PATH} is where make is looked for
     */
    public MakeBuild(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<String> command(BuildRequest request) {
        return List.of("make", "-j" + request.jobs());
    }

    @Override
    public Build start(BuildRequest request, BuildOutput output) {
        throw new UnsupportedOperationException(environment.getOrDefault("PATH", ""));
    }
}
