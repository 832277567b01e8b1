package io.github.microovn.rebuilder.source;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Failed;
import io.github.microovn.rebuilder.source.StepRunner.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clones the submodule OVS beside its place and moves it there when it is whole, with the commit that OVN names. {@code git
 * submodule update} does the same in place, and takes what it had begun when it was killed for something to keep.
 */
final class CloneOvs implements Step {

    private static final String SCRIPT = """
            part=$1 url=$2 commit=$3
            rm -rf -- "$part" || exit
            git clone --progress --no-checkout -- "$url" "$part" || exit
            git -C "$part" cat-file -e "$commit^{commit}" 2> /dev/null || git -C "$part" fetch origin "$commit" || exit
            git -C "$part" checkout --progress --detach "$commit"
            """;

    private static final String URL = "submodule.ovs.url";

    private final SourceOptions options;
    private final StepRunner runner;
    private final Path top;
    private final Path ovs;

    /** Where it is cloned from, and whether somebody on this machine said so. */
    private record Origin(String url, boolean ours) {}

    CloneOvs(SourceOptions options, StepRunner runner) {
        this.options = options;
        this.runner = runner;
        this.top = options.top();
        this.ovs = options.ovs();
    }

    @Override
    public SourceStep id() {
        return SourceStep.CLONE_OVS;
    }

    @Override
    public Optional<String> done() {
        if (Files.isRegularFile(ovs.resolve("configure.ac"))) {
            return Optional.of(options.ovsSource().isPresent() ? ovs + " is used" : "there is a tree");
        }
        if (options.ovsSource().isPresent()) {
            throw new BuildException(
                    "Cannot build with OVS of " + options.ovsSource().get() + ": no configure.ac is there", null);
        }
        try {
            if (Step.filled(ovs)) {
                throw new BuildException(
                        "Cannot build with what is in " + ovs + ": no configure.ac is there. Put OVS there: git -C "
                                + options.directory() + " submodule update --init",
                        null);
            }
        } catch (IOException e) {
            throw new BuildException("Cannot look into " + ovs + ": " + IoReason.of(e), e);
        }
        return Optional.empty();
    }

    @Override
    public SourceStepResult run() {
        StepRunner.Answer commit = runner.ask(top, "git", "rev-parse", "--verify", "HEAD:ovs");
        if (!commit.succeeded()) {
            return failed("git does not say which OVS belongs to " + options.directory() + " (" + commit.complaint()
                    + "); --ovs-source names a tree of OVS");
        }
        Origin origin = origin();
        if (origin.url().isEmpty()) {
            return failed(options.directory() + " does not say where its OVS comes from; --ovs-url does");
        }
        Path part = top.resolve(".ovs.rebuilder-clone");
        List<String> argv = List.of(
                "sh",
                "-c",
                SCRIPT,
                "microovn-rebuilder-clone",
                part.toString(),
                origin.url(),
                commit.line().orElse(""));
        // What a cloned tree names must not be a path on this machine: git allows for those only if the user did.
        Map<String, String> trust = origin.ours() ? Map.of() : Map.of("GIT_PROTOCOL_FROM_USER", "0");
        SourceStepResult result = runner.run(new Job(id(), top, argv, List.of("git", "clone", origin.url()), trust));
        if (result instanceof Failed failed && options.ovsUrl().isEmpty()) {
            String reason = failed.reason() + "; another place for OVS: --ovs-url";
            return new Failed(id(), reason, failed.log(), failed.elapsed());
        }
        return result instanceof Done ? place(part, result) : result;
    }

    private SourceStepResult place(Path part, SourceStepResult done) {
        try {
            Files.move(part, ovs, ATOMIC_MOVE);
        } catch (IOException e) {
            return failed("cannot have OVS' sources in " + ovs + ": " + IoReason.of(e));
        }
        // So that git itself takes care of it from now on. A tree of somebody who has settled that stays as it is.
        if (runner.ask(top, "git", "config", "--get", URL).line().isEmpty()) {
            options.ovsUrl().ifPresent(url -> runner.ask(top, "git", "config", URL, url));
            runner.ask(top, "git", "submodule", "init", "--", "ovs");
        }
        return done;
    }

    private Origin origin() {
        if (options.ovsUrl().isPresent()) {
            return new Origin(options.ovsUrl().get(), true);
        }
        Optional<String> configured =
                runner.ask(top, "git", "config", "--get", URL).line();
        if (configured.isPresent()) {
            return new Origin(configured.get(), true);
        }
        String own = runner.ask(top, "git", "config", "--get", "remote.origin.url")
                .line()
                .orElse("");
        String named = runner.ask(top, "git", "config", "--file", ".gitmodules", "--get", URL)
                .line()
                .orElse("");
        return new Origin(resolve(named, own), own.startsWith("/") || own.startsWith("file:"));
    }

    /** A place relative to that of OVN, as git has it: {@code ../ovs.git}. */
    private static String resolve(String url, String base) {
        String rest = url;
        String place = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        while (rest.startsWith("../") || rest.startsWith("./")) {
            if (rest.startsWith("../")) {
                place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
            }
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return rest.equals(url) ? url : place + "/" + rest;
    }
}
