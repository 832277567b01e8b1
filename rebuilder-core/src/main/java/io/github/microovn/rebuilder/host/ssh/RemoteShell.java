package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What an SSH server is given in place of an argument vector: one line that the user's login shell, a POSIX one, takes
 * apart into that vector again. Whatever the shell itself has to say comes before a mark.
 */
final class RemoteShell {

    private final String mark;

    RemoteShell() {
        mark = "microovn-rebuilder-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** The line that has the shell replace itself by a program. */
    String line(List<String> argv) {
        String program = argv.stream().map(RemoteShell::quoted).collect(Collectors.joining(" "));
        return "printf %s " + mark + "; printf %s " + mark + " >&2; exec " + program;
    }

    /** What the program wrote, of all that came; empty where the shell never came to run it. */
    Optional<byte[]> output(byte[] all) {
        byte[] sought = mark.getBytes(UTF_8);
        for (int i = 0; i + sought.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + sought.length, sought, 0, sought.length)) {
                return Optional.of(Arrays.copyOfRange(all, i + sought.length, all.length));
            }
        }
        return Optional.empty();
    }

    /** A word that a POSIX shell reads as this very text. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
