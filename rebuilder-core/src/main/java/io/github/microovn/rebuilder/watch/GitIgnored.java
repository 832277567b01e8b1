package io.github.microovn.rebuilder.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks git which files its ignore files call products, where a tree is a repository and there is git. */
final class GitIgnored implements UnaryOperator<Set<Path>> {

    private static final Logger LOG = LoggerFactory.getLogger(GitIgnored.class);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** So many change in a branch switch only, and a build is due then in any case. */
    private static final int MOST = 200;

    private final Map<String, String> environment;

    GitIgnored(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Those of some files that are products; none where git does not know. */
    @Override
    public Set<Path> apply(Set<Path> files) {
        Set<Path> ignored = new LinkedHashSet<>();
        if (files.size() <= MOST) {
            // Of a file in a submodule only the submodule's own repository knows.
            Map<Path, List<Path>> repositories = new LinkedHashMap<>();
            files.forEach(file -> repository(file)
                    .ifPresent(top -> repositories
                            .computeIfAbsent(top, key -> new ArrayList<>())
                            .add(file)));
            repositories.forEach((top, members) -> ignored.addAll(ignored(top, members)));
        }
        return ignored;
    }

    private static Optional<Path> repository(Path file) {
        for (Path place = file.getParent(); place != null; place = place.getParent()) {
            if (Files.exists(place.resolve(".git"))) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private List<Path> ignored(Path top, List<Path> files) {
        Path question = null;
        Path answer = null;
        try {
            question = Files.createTempFile("microovn-rebuilder-", ".saved");
            answer = Files.createTempFile("microovn-rebuilder-", ".ignored");
            Files.writeString(
                    question,
                    String.join(
                            "\0",
                            files.stream()
                                    .map(file -> top.relativize(file).toString())
                                    .toList()));
            ask(top, question, answer);
            String[] names = Files.readString(answer, UTF_8).split("\0");
            return List.of(names).stream()
                    .filter(name -> !name.isEmpty())
                    .map(top::resolve)
                    .toList();
        } catch (IOException e) {
            LOG.debug("git does not say what it ignores in {}", top, e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            delete(question);
            delete(answer);
        }
    }

    private void ask(Path top, Path question, Path answer) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git", "-C", top.toString(), "check-ignore", "-z", "--stdin")
                .redirectInput(question.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        git.environment().clear();
        git.environment().putAll(environment);
        Process process = git.start();
        try {
            if (!process.waitFor(ANSWER.toMillis(), MILLISECONDS)) {
                LOG.debug("git takes too long in {}", top);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} is left", file, e);
        }
    }
}
