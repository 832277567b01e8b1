package io.github.microovn.rebuilder.error;

import java.util.List;
import java.util.stream.Collectors;

/** A session cannot start because hosts are not fit for it; every such host is in it. */
public final class StartException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    private final transient List<HostStepException> problems;

    /**
     * Reports the hosts that are not fit.
     *
     * @param problems one failure per host, in the order the hosts were named; not empty
     */
    public StartException(List<HostStepException> problems) {
        super(
                problems.stream()
                        .map(problem -> "Failed to create connection to remote host: " + problem.getMessage())
                        .collect(Collectors.joining("\n")),
                problems.get(0));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong with which host.
     *
     * @return one failure per host, in the order the hosts were named
     */
    public List<HostStepException> problems() {
        return problems;
    }
}
