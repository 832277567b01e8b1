package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings files to a host, beside those they will replace, and computes hashes there. Built on {@link Host#run} and {@link Host#put} alone, so it is the same for every connector.
 */
public final class RemoteFiles {

    private static final Duration CLEANUP_TIMEOUT = Duration.ofSeconds(10);

    private final Host host;

    /**
     * Works on a host.
     *
     * @param host the host
     */
    public RemoteFiles(Host host) {
        this.host = host;
    }

    /**
     * Where a file is staged: beside the one it will replace, so that the rename stays in one file system.
     *
     * @param path the file that will be replaced
     * @param id tells runs of this program apart
     * @return {@code .NAME.rebuilder-ID} in the same directory
     */
    public static String stagedPath(String path, String id) {
        return RemotePath.staged(path, id);
    }

    /**
     * Uploads a file to where nobody uses it.
     *
     * @param source the local file
     * @param staged the path on the host
     * @param mode its permissions
     * @throws HostStepException when the host could not take it; the reason is the cause that was found there
     */
    public void stage(Path source, String staged, int mode) {
        stage(source, staged, mode, sent -> {});
    }

    /**
     * Uploads a file to where nobody uses it, telling how far it is.
     *
     * @param source the local file
     * @param staged the path on the host
     * @param mode its permissions
     * @param sent is told how many bytes have gone, where the host can know
     * @throws HostStepException when the host could not take it; the reason is the cause that was found there
     */
    public void stage(Path source, String staged, int mode, LongConsumer sent) {
        try {
            host.put(source, staged, mode, sent);
        } catch (HostStepException e) {
            String reason = diagnose(staged, source).orElse(e.reason());
            throw new HostStepException(host.name(), Step.UPLOAD, reason, e);
        }
    }

    /**
     * Computes hashes of files on the host.
     *
     * @param paths the files
     * @return the hash of each in order; empty for one that is not a file
     * @throws HostStepException when the script failed as a whole
     */
    public List<Optional<String>> digests(List<String> paths) {
        CommandResult result = host.run(perFile(Command.script("digest", RemoteScripts.DIGESTS, paths), paths));
        List<String> lines = result.stdout().lines().toList();
        if (!result.succeeded() || lines.size() != paths.size()) {
            throw failed(Step.OBSERVE, result.complaint());
        }
        return lines.stream()
                .map(line -> Optional.of(line).filter(sum -> !sum.isEmpty()))
                .toList();
    }

    /**
     * Removes staged files; those that are not there do not matter.
     *
     * @param staged their paths
     */
    public void discard(List<String> staged) {
        List<String> argv = new ArrayList<>(List.of("rm", "-f", "--"));
        argv.addAll(staged);
        host.run(Command.of(argv.toArray(String[]::new)).withTimeout(CLEANUP_TIMEOUT));
    }

    private Optional<String> diagnose(String staged, Path source) {
        String directory = RemotePath.directory(staged);
        CommandResult result;
        long needed;
        try {
            result = host.run(Command.script("diagnose", RemoteScripts.DIAGNOSE, List.of(directory, staged)));
            needed = Files.size(source) / 1024 + 1;
        } catch (HostUnavailableException | IOException e) {
            return Optional.empty();
        }
        String[] words = result.stdout().strip().split(" ", 2);
        return switch (words[0]) {
            case "missing" ->
                Optional.of("remote directory " + missing(directory)
                        + "; make it there, or correct the target's remote_path");
            case "file" -> Optional.of("remote path " + notDirectory(directory));
            case "readonly" -> Optional.of("remote directory " + notWritable(directory));
            case "free" -> full(directory, words.length > 1 ? words[1] : "", needed);
            default -> Optional.empty();
        };
    }

    private Optional<String> full(String directory, String free, long needed) {
        if (!free.matches("\\d{1,18}") || Long.parseLong(free) >= needed) {
            return Optional.empty();
        }
        return Optional.of("no space left: the file needs " + needed + " KiB, '" + directory + "' on "
                + host.description() + " has " + free + " KiB; free some there");
    }

    private String missing(String directory) {
        return "'" + directory + "' does not exist on " + host.description();
    }

    private String notDirectory(String path) {
        return "'" + path + "' is not a directory on " + host.description();
    }

    private String notWritable(String directory) {
        return "'" + directory + "' is not writable on " + host.description()
                + "; name the directory that the snap was tried from, not its read-only mount";
    }

    private static Command perFile(Command command, List<?> files) {
        return command.withTimeout(Command.DEFAULT_TIMEOUT.multipliedBy(Math.max(1, files.size())));
    }

    private HostStepException failed(Step step, String reason) {
        return new HostStepException(host.name(), step, reason, null);
    }
}
