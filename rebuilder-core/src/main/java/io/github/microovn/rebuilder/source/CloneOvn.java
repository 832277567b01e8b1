package io.github.microovn.rebuilder.source;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.source.StepRunner.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Clones OVN beside its place, and moves it there when it is whole. What is there already is used as it is. */
final class CloneOvn implements Step {

    private static final String SCRIPT = """
            part=$1
            shift
            rm -rf -- "$part" && git clone --progress "$@" "$part"
            """;

    private final SourceOptions options;
    private final Optional<String> branch;
    private final StepRunner runner;
    private final Path top;

    /** Clones a branch, or what the repository begins with. */
    CloneOvn(SourceOptions options, Optional<String> branch, StepRunner runner) {
        this.options = options;
        this.branch = branch;
        this.runner = runner;
        this.top = options.top();
    }

    @Override
    public SourceStep id() {
        return SourceStep.CLONE_OVN;
    }

    @Override
    public Optional<String> done() {
        try {
            if (!Files.exists(top) || (Files.isDirectory(top) && !Step.filled(top))) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw cannot(IoReason.of(e));
        }
        if (!Files.isRegularFile(top.resolve("configure.ac")) || !Files.isRegularFile(top.resolve("boot.sh"))) {
            throw cannot("something else is there; name a directory that is not there yet, or a tree of OVN");
        }
        return Optional.of("there is a tree");
    }

    private BuildException cannot(String reason) {
        return new BuildException("Cannot have OVN's sources in " + options.directory() + ": " + reason, null);
    }

    @Override
    public SourceStepResult run() {
        Path parent = Objects.requireNonNull(top.getParent(), "the root directory is never empty");
        Path part = top.resolveSibling("." + top.getFileName() + ".rebuilder-clone");
        List<String> words = new ArrayList<>();
        branch.ifPresent(name -> words.addAll(List.of("--branch", name)));
        words.addAll(List.of("--", options.url().orElse(SourceOptions.UPSTREAM)));
        List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "microovn-rebuilder-clone", part.toString()));
        argv.addAll(words);
        List<String> shown = new ArrayList<>(List.of("git", "clone"));
        shown.addAll(words);
        shown.remove("--");
        try {
            Files.createDirectories(parent);
            SourceStepResult result = runner.run(new Job(id(), parent, argv, shown, Map.of()));
            if (result instanceof Done) {
                Files.move(part, top, ATOMIC_MOVE);
            }
            return result;
        } catch (IOException e) {
            return failed("cannot have OVN's sources in " + options.directory() + ": " + IoReason.of(e));
        }
    }
}
