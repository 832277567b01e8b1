package io.github.microovn.lxd.model;

import java.nio.charset.StandardCharsets;

/** How a command ended and everything it wrote. */
public final class ExecResult {
    private final int exitCode;
    private final byte[] stdout;
    private final byte[] stderr;

    /**
     * Creates a result.
     *
     * @param exitCode 0 to 255; 126 not executable, 127 not found, 128 + n killed by signal n
     * @param stdout what it wrote to its standard output
     * @param stderr what it wrote to its standard error
     */
    public ExecResult(int exitCode, byte[] stdout, byte[] stderr) {
        this.exitCode = exitCode;
        this.stdout = stdout.clone();
        this.stderr = stderr.clone();
    }

    /** {@return the exit code: 0 to 255; 126 not executable, 127 not found, 128 + n killed by signal n} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return whether the exit code is 0} */
    public boolean isSuccess() {
        return exitCode == 0;
    }

    /** {@return the standard output as UTF-8 text; what is not UTF-8 in it becomes the replacement character} */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** {@return the standard error as UTF-8 text; what is not UTF-8 in it becomes the replacement character} */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** {@return a copy of the standard output, byte for byte} */
    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    /** {@return a copy of the standard error, byte for byte} */
    public byte[] stderrBytes() {
        return stderr.clone();
    }

    /** {@return the exit code and the sizes, not the output} */
    @Override
    public String toString() {
        return "ExecResult[exitCode=" + exitCode + ", stdout=" + stdout.length + " bytes, stderr=" + stderr.length
                + " bytes]";
    }
}
