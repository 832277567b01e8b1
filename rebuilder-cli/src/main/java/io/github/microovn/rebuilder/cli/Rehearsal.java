package io.github.microovn.rebuilder.cli;

import io.github.microovn.rebuilder.cli.console.ConsoleRehearsal;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.host.ssh.SshRehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The entry point for the launcher when it has Java write down the classes that the program uses, so that the next start finds
 * them ready: does quietly what sessions do, with LXD (the demo) and by SSH.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Rehearses and ends the process.
     *
     * @param arguments none
     * @throws IOException when there is no place for temporary files
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("microovn-rebuilder-");
        try {
            SshRehearsal.run(home);
        } catch (IOException | RebuilderException e) {
            // Then hosts by SSH are connected to as slowly as without an archive.
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        ConsoleRehearsal.run();
        Main.main(new String[] {"demo", "--quiet"});
    }
}
