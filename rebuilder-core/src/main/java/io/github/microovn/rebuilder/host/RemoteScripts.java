package io.github.microovn.rebuilder.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The shell scripts that {@link RemoteFiles} runs on a host, and what other scripts have in common with them. POSIX sh; every
 * value is a positional argument. None prints a path: what they write is a word per finding, and numbers that the caller
 * knows the meaning of.
 */
public final class RemoteScripts {

    /** {@code DIRECTORY STAGED}: why a file could not be staged; frees what is there of it. */
    static final String DIAGNOSE = """
            [ -e "$1" ] || { echo missing; exit; }
            [ -d "$1" ] || { echo file; exit; }
            [ -w "$1" ] || { echo readonly; exit; }
            rm -f -- "$2"
            df -Pk -- "$1" | {
              read -r heading
              read -r filesystem blocks used free rest
              echo "free $free"
            }
            """;

    /** A shell function, {@code digest FILE}: prints the file's SHA-256. */
    // openssl takes a third of sha256sum's time: Debian 12's coreutils do not use the processor's SHA instructions.
    public static final String DIGEST = """
            digest() {
              sum=$(openssl dgst -sha256 -r < "$1" 2>/dev/null || sha256sum < "$1")
              echo "${sum%% *}"
            }
            """;

    /** {@code FILE...}: the hash of each, an empty line for one that is not a file. */
    static final String DIGESTS = DIGEST + """
            for file in "$@"; do
              if [ -f "$file" ]; then digest "$file"; else echo; fi
            done
            """;

    // dd names the reason, and stops at a full disk at once. Owner-only while it is written, whatever the umask.
    private static final String PUT = """
            umask 077
            dd of="$1" bs=1M iflag=fullblock status=none && chmod -- "$2" "$1"
            """;

    /** How long a file may travel. */
    private static final Duration PUT_TIMEOUT = Duration.ofMinutes(10);

    private RemoteScripts() {}

    /**
     * Writes what it reads.
     *
     * @param remotePath the file
     * @param mode its permissions
     * @return the command, for a user who may do so
     */
    public static Command put(String remotePath, int mode) {
        Command script = Command.script("put", PUT, List.of(remotePath, Integer.toOctalString(mode)));
        return new Command(script.arguments(), Map.of("LC_ALL", "C"), PUT_TIMEOUT);
    }
}
