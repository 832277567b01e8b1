package io.github.microovn.rebuilder.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.change.WatchedFile.UnfitException;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes copies of programs without what only a debugger reads. A copy is named by what it does: two builds that differ in
 * debug information alone share the first one's copy, so the hosts keep what they have. Safe for use by several threads.
 */
public final class Stripper {

    private static final Logger LOG = LoggerFactory.getLogger(Stripper.class);
    private static final List<String> COMMAND = List.of("strip", "--strip-debug", "-o");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String UNFINISHED = "new-";

    /** How many copies stay: those of the last rounds, of as many targets as anybody has. */
    private static final int KEPT = 48;

    private final Path directory;
    private final List<String> command;

    /**
     * Keeps copies in a directory.
     *
     * @param directory which one, for copies alone; made when it is needed
     */
    public Stripper(Path directory) {
        this(directory, COMMAND);
    }

    Stripper(Path directory, List<String> command) {
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    /**
     * Makes a copy of a program, or finds the one there is.
     *
     * @param program the program
     * @param shown how messages name it
     */
    Product strip(Path program, String shown) throws IOException, UnfitException {
        Path unfinished = null;
        try {
            Files.createDirectories(directory);
            unfinished = Files.createTempFile(directory, UNFINISHED, "");
            run(program, unfinished, shown);
            return take(unfinished, StrippedContent.of(unfinished));
        } catch (NoSuchFileException e) {
            if (Files.exists(program)) {
                throw unfit(shown, IoReason.of(e));
            }
            throw e; // between two builds
        } finally {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    private void run(Path program, Path copy, String shown) throws IOException, UnfitException {
        List<String> argv = new ArrayList<>(command);
        argv.add(copy.toAbsolutePath().toString());
        argv.add(program.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = start(builder);
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw unfit(shown, command.get(0) + " did not end in " + TIMEOUT.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                String said = new String(process.getInputStream().readAllBytes(), UTF_8);
                throw unfit(shown, said.lines().findFirst().orElse("exit code " + process.exitValue()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(ProcessBuilder builder) throws IOException, UnfitException {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UnfitException("Cannot strip the watched files: the program " + command.get(0)
                    + " does not run here; install binutils, or configure deploy: {strip: none}");
        }
    }

    private static UnfitException unfit(String shown, String reason) {
        return new UnfitException(
                "Cannot strip " + shown + ": " + reason + "; build it again, or configure deploy: {strip: none}");
    }

    /** The copy that was there first stays, unless something has happened to it. */
    private Product take(Path unfinished, StrippedContent content) throws IOException {
        Path copy = copy(content.code());
        if (Files.exists(copy)) {
            StrippedContent earlier = StrippedContent.of(copy);
            if (earlier.code().equals(content.code())) {
                Files.setLastModifiedTime(copy, FileTime.from(Clock.systemUTC().instant()));
                return new Product(earlier.fingerprint(), Optional.of(copy));
            }
        }
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        return new Product(content.fingerprint(), Optional.of(copy));
    }

    /** Where the copy of a name is. */
    Path copy(String name) {
        return directory.resolve(name);
    }

    /** Removes all but the copies that were used last. */
    void prune() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            Map<Path, FileTime> used = new HashMap<>();
            for (Path file : files.toList()) {
                if (!String.valueOf(file.getFileName()).startsWith(UNFINISHED)) {
                    used.put(file, Files.getLastModifiedTime(file));
                }
            }
            List<Path> old = used.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .skip(KEPT)
                    .map(Map.Entry::getKey)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be tidied", directory, e);
        }
    }
}
