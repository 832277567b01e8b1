package io.github.microovn.rebuilder.error;

import io.github.microovn.rebuilder.result.ClusterStep;
import java.util.List;
import java.util.stream.Collectors;

/** A cluster could not be brought up, taken down or asked; every node that failed is in it. Nothing that was done is undone. */
public final class ClusterException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Something that failed.
     *
     * @param host the name of a node; empty for what concerns the cluster as a whole
     * @param step what was being done
     * @param reason what was tried, why it failed and what to do
     */
    public record Problem(String host, ClusterStep step, String reason) {

        @Override
        public String toString() {
            return host.isEmpty() ? reason : "[" + host + "] Failed at " + step.doing() + ": " + reason;
        }
    }

    /**
     * Reports what failed.
     *
     * @param problems in the order of the nodes; not empty
     */
    public ClusterException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * What failed.
     *
     * @return the problems, in the order of the nodes
     */
    public List<Problem> problems() {
        return problems;
    }
}
