package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.result.RoundResult;

/** What the process tells its caller when it ends. The numbers are part of the interface and never change. */
public enum ExitCode {
    /** It did what was asked, also when there was nothing to do; the end of the loop by the user. */
    OK(0, "It did what it was asked for, also when there was nothing to do; the user ended the loop."),
    /** It could not start: the configuration or a host does not allow it. */
    CANNOT_START(
            1, "It could not start: the configuration or a host does not allow it, or another run holds the cluster."),
    /** The command line was not understood. */
    USAGE(2, "The command line was not understood."),
    /** The build failed, in a command that runs once. */
    BUILD_FAILED(3, "The build failed."),
    /** At least one host was not deployed to, in a command that runs once; or is not fit for it. */
    DEPLOY_FAILED(4, "At least one host was not deployed to, or is not fit for it."),
    /** Everything was deployed, but a service is not healthy, in a command that runs once. */
    UNHEALTHY(5, "Everything was deployed, but a service is not healthy."),
    /** Something is pending, in a command that was asked to say so by this. */
    PENDING(10, "Something is pending, and --exit-code was given."),
    /** A bug of ours. */
    BUG(70, "A bug of this program."),
    /** The user interrupted a command that runs once. */
    INTERRUPTED(130, "The user interrupted a command that runs once.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /**
     * What it tells.
     *
     * @return a sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * How a command ends that is one round.
     *
     * @param round what came of the round
     * @return the code for that
     */
    public static ExitCode of(RoundResult round) {
        return switch (round.status()) {
            case DEPLOYED, NO_CHANGES -> OK;
            case BUILD_FAILED -> BUILD_FAILED;
            case HOST_FAILED -> DEPLOY_FAILED;
            case UNHEALTHY -> UNHEALTHY;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /**
     * The number the process ends with.
     *
     * @return 0 to 255
     */
    public int number() {
        return number;
    }
}
