package io.github.microovn.rebuilder.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that a program of this kind started, and that outlived it because it was killed: they have a session of their own,
 * and are known by a variable of their environment.
 */
public final class Leftovers {

    private static final Path PROC = Path.of("/proc");
    private static final Duration GRACE = Duration.ofSeconds(2);

    private Leftovers() {}

    /**
     * Ends them, in the manner of a build that is cancelled, and waits until they have ended.
     *
     * @param variable the name of a variable
     * @param value its value
     * @return whether there were any
     * @throws IOException when the system does not tell of its processes
     * @throws InterruptedException when the thread is interrupted
     */
    public static boolean end(String variable, String value) throws IOException, InterruptedException {
        Set<Long> sessions = sessions(variable + "=" + value);
        for (long session : sessions) {
            new ProcessSession(session).end(GRACE, () -> {});
        }
        return !sessions.isEmpty();
    }

    private static Set<Long> sessions(String assignment) throws IOException {
        Optional<Long> own = session(PROC.resolve("self"));
        Set<Long> sessions = new LinkedHashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (marked(process, assignment)) {
                    session(process).filter(id -> !own.equals(Optional.of(id))).ifPresent(sessions::add);
                }
            }
        }
        return sessions;
    }

    private static boolean marked(Path process, String assignment) {
        try {
            String environment = Files.readString(process.resolve("environ"), ISO_8859_1);
            byte[] wanted = assignment.getBytes(UTF_8);
            return Arrays.asList(environment.split("\0")).contains(new String(wanted, ISO_8859_1));
        } catch (IOException e) {
            // Somebody else's, or over.
            return false;
        }
    }

    private static Optional<Long> session(Path process) {
        try {
            return Optional.of(ProcessSession.of(Files.readString(process.resolve("stat"), ISO_8859_1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
