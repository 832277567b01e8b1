package io.github.microovn.rebuilder.error;

import java.util.List;

/** Watched files cannot be deployed as they are; every such file is in it. */
public final class ProductException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Reports files that cannot be deployed.
     *
     * @param problems one line per file: which, why not, what to do; not empty
     */
    public ProductException(List<String> problems) {
        super(String.join("\n", problems), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * Which files cannot be deployed, why, and what to do.
     *
     * @return one line per file, in the order of the configuration
     */
    public List<String> problems() {
        return problems;
    }
}
