package io.github.microovn.rebuilder.host;

/**
 * What a command answered.
 *
 * @param exitCode its exit code; 126 and 127 where the program could not be run
 * @param stdout what it wrote to standard output, decoded as UTF-8
 * @param stderr what it wrote to standard error, decoded as UTF-8
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

    // A shell's, and LXD's, exit code of a process that a signal has ended: this and the signal's number.
    private static final int SIGNALLED = 128;

    /**
     * Whether the command succeeded.
     *
     * @return true when the exit code is 0
     */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * What the command complained about, for a message of one line.
     *
     * @return the first line of its standard error, or else its exit code in words
     */
    public String complaint() {
        return stderr.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(
                        exitCode > SIGNALLED
                                ? "it was ended there by signal " + (exitCode - SIGNALLED)
                                : "exit code " + exitCode);
    }
}
