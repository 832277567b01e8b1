package io.github.microovn.rebuilder.result;

/**
 * What came of looking at one thing.
 *
 * @param name what was looked at, such as {@code space}; stable, for programs
 * @param host the host's name; {@code local} for this machine
 * @param target what is deployed that it is about, as its local path is in the configuration; empty when it is about the host, or
 *     about several
 * @param verdict whether it is as it has to be
 * @param what what was found: one line
 * @param advice what to do; empty when there is nothing to do
 */
public record Check(String name, String host, String target, Verdict verdict, String what, String advice) {

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
     * Says that something is as it has to be.
     *
     * @param name what was looked at
     * @param host the host's name
     * @param target what it is about, or empty
     * @param what what was found
     * @return the result
     */
    public static Check ok(String name, String host, String target, String what) {
        return new Check(name, host, target, Verdict.OK, what, "");
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
