package io.github.microovn.lxd.embedded;

/**
 * What a scripted command answers.
 *
 * @param exitCode its exit code, from 0 to 255; 127 and 126 are a command that is not there or not executable
 * @param stdout what it writes to its standard output
 * @param stderr what it writes to its standard error
 */
public record CommandAnswer(int exitCode, String stdout, String stderr) {
    /** {@inheritDoc} */
    public CommandAnswer {
        if (exitCode < 0 || exitCode > 255) {
            throw new IllegalArgumentException("exit code " + exitCode);
        }
    }

    /**
     * Answers that all went well.
     *
     * @param stdout what it writes to its standard output
     * @return the answer
     */
    public static CommandAnswer success(String stdout) {
        return new CommandAnswer(0, stdout, "");
    }
}
