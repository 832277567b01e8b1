package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.config.DisplayPath;
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
import java.util.OptionalInt;

/**
 * Replaces files of a host without a moment in which one is missing or partial: staged beside the file they replace,
 * compared, renamed. Built on {@link Host#run} and {@link Host#put} alone, so it is the same for every connector.
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
     * A file to be put in place of another.
     *
     * @param staged where the new content is, in the same directory as the file it replaces
     * @param path the file to replace, or to make
     * @param mode the permissions it gets; absent: those of the file it replaces
     * @param defaultMode the permissions it gets where there is nothing to replace
     */
    public record Replacement(String staged, String path, OptionalInt mode, int defaultMode) {}

    /**
     * A staged file as the host has it.
     *
     * @param sha256 its hash; empty when it cannot take the place
     * @param problem why it cannot take the place; empty when it can
     */
    public record Prepared(String sha256, String problem) {}

    /**
     * What a host said about a round's staged files, and the output of the command that ran after.
     *
     * @param files one per replacement, in their order
     * @param output what the further command wrote
     */
    public record Preparation(List<Prepared> files, String output) {
        /** {@inheritDoc} */
        public Preparation {
            files = List.copyOf(files);
        }
    }

    /**
     * How far a swap got.
     *
     * @param swapped how many files are in place, from the first on
     * @param problem why the next one is not; empty when all are
     */
    public record Swap(int swapped, String problem) {}

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
     * Checks that files can be deployed below a directory, and removes staged files that a killed run has left.
     *
     * @param directory the directory that must be there, as the user named it
     * @param paths the files that will be replaced
     * @return the leftovers that were removed
     * @throws HostStepException when the directory is missing, or it or one that a file lies in is not writable
     */
    public List<String> check(String directory, List<String> paths) {
        // With a slash at its end a file would look as if it were missing.
        List<String> arguments = new ArrayList<>(List.of(DisplayPath.join(directory, ".")));
        for (String path : paths) {
            arguments.add(RemotePath.directory(path));
            arguments.add(RemotePath.name(path));
        }
        CommandResult result = host.run(Command.script("check", RemoteScripts.CHECK, arguments));
        List<String> swept = new ArrayList<>();
        for (String line : result.stdout().lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "missing" -> throw failed(Step.CHECK, "Remote directory " + missing(directory));
                case "file" -> throw failed(Step.CHECK, "Remote path " + notDirectory(directory));
                case "readonly" -> {
                    int index = Integer.parseInt(words[1]);
                    String place = index == 0 ? directory : RemotePath.directory(paths.get(index - 1));
                    throw failed(Step.CHECK, "Remote directory " + notWritable(place));
                }
                case "swept" -> swept.add(RemotePath.staged(paths.get(Integer.parseInt(words[1]) - 1), words[2]));
                default -> {
                    return swept;
                }
            }
        }
        throw failed(Step.CHECK, "Cannot look into remote directory '" + directory + "': " + result.complaint());
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
        try {
            host.put(source, staged, mode);
        } catch (HostStepException e) {
            String reason = diagnose(staged, source).orElse(e.reason());
            throw new HostStepException(host.name(), Step.UPLOAD, reason, e);
        }
    }

    /**
     * Gives staged files owner and permissions and computes their hashes on the host; then runs a further command there.
     *
     * @param replacements the files
     * @param further the command to run after, in the same call; empty: none
     * @return what the host has, and the further command's output
     * @throws HostStepException when the script or the further command failed as a whole
     */
    public Preparation prepare(List<Replacement> replacements, List<String> further) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(further.size())));
        for (Replacement replacement : replacements) {
            arguments.add(replacement.staged());
            arguments.add(replacement.path());
            arguments.add(
                    replacement.mode().isPresent() ? octal(replacement.mode().getAsInt()) : "keep");
            arguments.add(octal(replacement.defaultMode()));
        }
        arguments.addAll(further);
        CommandResult result =
                host.run(perFile(Command.script("prepare", RemoteScripts.PREPARE, arguments), replacements));
        List<String> lines = result.stdout().lines().toList();
        int count = replacements.size();
        if (!result.succeeded() || lines.size() < count) {
            throw failed(Step.VERIFY, result.complaint());
        }
        return new Preparation(
                lines.subList(0, count).stream().map(RemoteFiles::prepared).toList(),
                String.join("\n", lines.subList(count, lines.size())));
    }

    /**
     * Puts staged files in place, one after the other, and stops at the first that fails.
     *
     * @param replacements the files
     * @return how many are in place, and why the next one is not
     */
    public Swap swap(List<Replacement> replacements) {
        List<String> arguments = new ArrayList<>();
        replacements.forEach(replacement -> arguments.addAll(List.of(replacement.staged(), replacement.path())));
        CommandResult result = host.run(Command.script("swap", RemoteScripts.SWAP, arguments));
        int swapped = (int) result.stdout().lines().filter("swapped"::equals).count();
        return new Swap(swapped, swapped == replacements.size() ? "" : result.complaint());
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

    private static Prepared prepared(String line) {
        int blank = line.indexOf(' ');
        String rest = blank < 0 ? "" : line.substring(blank + 1);
        return line.startsWith("staged ") ? new Prepared(rest, "") : new Prepared("", rest);
    }

    private static Command perFile(Command command, List<?> files) {
        return command.withTimeout(Command.DEFAULT_TIMEOUT.multipliedBy(Math.max(1, files.size())));
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    private HostStepException failed(Step step, String reason) {
        return new HostStepException(host.name(), step, reason, null);
    }
}
