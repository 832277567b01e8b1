package io.github.microovn.rebuilder.preflight;

/**
 * What came of looking at one thing.
 *
 * @param name what was looked at, such as {@code space}; stable, for programs
 * @param host the host's name
 * @param verdict whether it is as it has to be
 * @param what what was found: one line
 * @param advice what to do; empty when there is nothing to do
 */
public record Check(String name, String host, Verdict verdict, String what, String advice) {

    /** Whether something is as it has to be. */
    public enum Verdict {
        /** It is. */
        OK,
        /** It may lead to trouble, but nothing speaks against a deployment. */
        WARN,
        /** A deployment would break the host, or could not be made. */
        FAIL
    }

    /**
     * Whether it forbids a deployment.
     *
     * @return true for {@link Verdict#FAIL}
     */
    public boolean failed() {
        return verdict == Verdict.FAIL;
    }
}
