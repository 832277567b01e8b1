package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Passphrases;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.session.Session;
import io.github.microovn.rebuilder.cli.session.StateDirectory;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.source.SourceBootstrap;
import io.github.microovn.rebuilder.source.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets a source tree of OVN that is built. */
final class SourceCommand implements Command {

    private static final String HERE = "./";
    private static final String USUAL = "ovn";

    @Parameter(
            names = "--url",
            placeholder = "URL",
            order = 10,
            description =
                    "Where OVN is cloned from, also a mirror on this machine (default: " + SourceOptions.UPSTREAM + ")")
    @Nullable
    private String url;

    @Parameter(
            names = {"-b", "--branch"},
            placeholder = "NAME",
            order = 20,
            description = "The branch of OVN (default: the one that the repository begins with, main)")
    @Nullable
    private String branch;

    @Parameter(
            names = "--for",
            placeholder = "SPEC",
            order = 30,
            description = "The branch of the OVN that the snap on this host has, as lxd:INSTANCE or ssh:HOST")
    @Nullable
    private String host;

    @Parameter(
            names = "--ovs-url",
            placeholder = "URL",
            order = 40,
            description = "Where OVS is cloned from (default: where OVN's tree says)")
    @Nullable
    private String ovsUrl;

    @Parameter(
            names = "--ovs-source",
            placeholder = "DIR",
            order = 50,
            description = "A tree of OVS to build with, in place of OVN's submodule")
    @Nullable
    private String ovsSource;

    @Parameter(
            names = "--build-dir",
            placeholder = "DIR",
            order = 60,
            description = "Build OVN in this directory of the tree, such as _gcc (default: in the tree itself)")
    @Nullable
    private String buildDirectory;

    @Parameter(
            names = "--cflags",
            placeholder = "FLAGS",
            order = 70,
            description = "Flags for the C compiler, such as '-g -O0' (default: configure's own, -g -O2)")
    @Nullable
    private String cflags;

    @Parameter(
            names = "--sanitize",
            order = 80,
            description = "Build OVN with the address and undefined behaviour sanitizers, in _sanitize or --build-dir")
    private boolean sanitize;

    @Parameter(
            names = {"-j", "--jobs"},
            placeholder = "N",
            converter = Values.CountConverter.class,
            order = 90,
            description = "Jobs that make runs at a time (default: the number of CPUs)")
    @Nullable
    private Integer jobs;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    private final Words words = new Words("[DIR]");

    @Override
    public String name() {
        return "source";
    }

    @Override
    public String summary() {
        return "Clone, configure and build OVN and its OVS, or go on with that";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("source ~/code/ovn --for lxd:movn1", "A tree of the release that movn1 runs, built."),
                new Example(
                        "source ~/code/ovn --url file:///srv/ovn.git --ovs-url file:///srv/ovs.git",
                        "The same without the network, from mirrors."),
                new Example(
                        "source ~/code/ovn-asan --sanitize --ovs-source ~/code/ovn/ovs",
                        "A second tree, built with sanitizers, with the OVS of the first."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "DIR is the tree's directory: without one the current directory, if that is a tree of OVN, else ovn in it. The"
                        + " steps: clone OVN, clone OVS (the submodule), then boot.sh, configure --enable-ssl and make of OVS,"
                        + " then of OVN. What is done already is recognised and skipped, so the same command goes on after a"
                        + " failure, Ctrl-C or a kill. What is not installed is named before anything is built.",
                "Nothing of yours is changed: a tree that is there is built as it is, whatever its branch, its origin and its"
                        + " changes; what differs from what you asked for is said.",
                "Exit codes: 0 it is built; 1 could not start; 2 wrong usage; 3 a step failed; 130 interrupted.");
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        try {
            Renderer renderer = common.renderer(context.out());
            var bootstrap = new SourceBootstrap(read(context), renderer);
            List<SourceStepResult> results = new ArrayList<>();
            new Session(context.streams(), common.talk(context), context.interrupts())
                    .alone(renderer, "step", () -> results.addAll(bootstrap.run()), bootstrap::stop);
            return exitCode(results);
        } catch (CancelledException e) {
            return ExitCode.INTERRUPTED;
        } catch (BuildException | ConfigurationException | HostUnavailableException | HostStepException e) {
            return complain(context, e);
        }
    }

    private static ExitCode complain(Context context, RebuilderException problem) {
        String.valueOf(problem.getMessage()).lines().forEach(context.err()::line);
        return ExitCode.CANNOT_START;
    }

    private static ExitCode exitCode(List<SourceStepResult> results) {
        if (results.isEmpty() || results.get(results.size() - 1) instanceof SourceStepResult.Interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return results.get(results.size() - 1).succeeded() ? ExitCode.OK : ExitCode.BUILD_FAILED;
    }

    private SourceOptions read(Context context) {
        if (words.typed().size() > 1) {
            throw new UsageException("Command 'source' takes one directory, got '"
                    + words.typed().get(1) + "', too.");
        }
        if (branch != null && host != null) {
            throw new UsageException("Options -b/--branch and --for exclude each other.");
        }
        if (ovsSource != null && ovsUrl != null) {
            throw new UsageException("Options --ovs-source and --ovs-url exclude each other.");
        }
        String directory = words.typed().isEmpty() ? usual() : words.typed().get(0);
        Path logs = new StateDirectory(context.environment())
                .logDirectory(Path.of(directory))
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "microovn-rebuilder-source"));
        var builder = SourceOptions.builder(directory, logs)
                .environment(context.environment())
                .asker(new Passphrases(context.streams()))
                .sanitize(sanitize);
        Optional.ofNullable(url).ifPresent(builder::url);
        Optional.ofNullable(branch).ifPresent(builder::branch);
        Optional.ofNullable(host).map(HostSpec::parse).ifPresent(builder::host);
        Optional.ofNullable(ovsUrl).ifPresent(builder::ovsUrl);
        Optional.ofNullable(ovsSource).ifPresent(builder::ovsSource);
        Optional.ofNullable(buildDirectory).ifPresent(builder::buildDirectory);
        Optional.ofNullable(cflags).ifPresent(builder::cflags);
        Optional.ofNullable(jobs).ifPresent(builder::jobs);
        return builder.build();
    }

    private static String usual() {
        return Files.exists(Path.of("configure.ac")) && Files.exists(Path.of("boot.sh")) ? HERE : USUAL;
    }
}
