package io.github.microovn.lxd.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file did not arrive as it was sent, or could not be read or written on this machine. */
public final class LxdTransferException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient String path;
    private final transient long bytes;
    private final transient @Nullable String expectedSha256;
    private final transient @Nullable String actualSha256;

    /**
     * Creates the error for content that arrived different.
     *
     * @param attempt what was being tried
     * @param reason what is wrong
     * @param path the file on the instance
     * @param bytes how many bytes were transferred
     * @param expectedSha256 the hash of what was sent or came, where it is known
     * @param actualSha256 the hash of what is on the instance, where it is known
     * @param cause what was reported, where something was
     */
    public LxdTransferException(
            Attempt attempt,
            String reason,
            String path,
            long bytes,
            @Nullable String expectedSha256,
            @Nullable String actualSha256,
            @Nullable Throwable cause) {
        super(attempt, sentence(attempt, reason), cause);
        this.path = path;
        this.bytes = bytes;
        this.expectedSha256 = expectedSha256;
        this.actualSha256 = actualSha256;
    }

    /** {@return the file on the instance} */
    public String path() {
        return path;
    }

    /** {@return how many bytes were transferred} */
    public long bytes() {
        return bytes;
    }

    /** {@return the hash of what was sent, or of what came from the instance first, in lower-case hexadecimal} */
    public Optional<String> expectedSha256() {
        return Optional.ofNullable(expectedSha256);
    }

    /** {@return the hash of what is on the instance, as it was read to compare, in lower-case hexadecimal} */
    public Optional<String> actualSha256() {
        return Optional.ofNullable(actualSha256);
    }
}
