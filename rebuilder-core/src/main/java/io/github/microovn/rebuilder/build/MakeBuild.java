package io.github.microovn.rebuilder.build;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds with {@code make} or what a request names instead, in a session of its own: all of its processes can be ended together, and a terminal's Ctrl-C
 * does not reach them. Its standard input is empty. Immutable and safe for use by several threads.
 */
public final class MakeBuild implements Builder {

    /** How long the processes of a cancelled build may take to end by themselves. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String LOG = "build.log";
    private static final Set<String> MAKES = Set.of("make", "gmake");
    private static final Map<String, String> PACKAGES = Map.of("setsid", "util-linux", "make", "make");

    private final Map<String, String> environment;
    private final Duration grace;

    /**
     * Builds in an environment.
     *
     * @param environment the variables make gets; {@code PATH} is where make is looked for
     */
    public MakeBuild(Map<String, String> environment) {
        this(environment, GRACE);
    }

    MakeBuild(Map<String, String> environment, Duration grace) {
        this.environment = Map.copyOf(environment);
        this.grace = grace;
    }

    @Override
    public List<String> command(BuildRequest request) {
        List<String> words = new ArrayList<>(request.command());
        IntStream.range(0, words.size())
                .filter(i -> MAKES.contains(words.get(i).substring(words.get(i).lastIndexOf('/') + 1)))
                .findFirst()
                .ifPresent(i -> words.add(i + 1, "-j" + request.jobs()));
        words.addAll(request.goals());
        return words;
    }

    @Override
    public Build start(BuildRequest request, BuildOutput output) {
        check(request);
        List<String> words = new ArrayList<>(List.of(program("setsid", request)));
        words.addAll(command(request));
        if (words.get(1).indexOf('/') < 0) {
            words.set(1, program(words.get(1), request));
        }
        ProcessBuilder make = new ProcessBuilder(words)
                .directory(request.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        make.environment().clear();
        make.environment().putAll(environment);
        Path log = request.logDirectory().resolve(LOG);
        try {
            Files.createDirectories(request.logDirectory());
            return RunningMake.start(request.command().get(0), make, log, request.timeout(), grace, output);
        } catch (IOException e) {
            String reason = IoReason.of(e);
            throw new BuildException(cannot(request.directory()) + reason + " (log file: " + log + ")", e);
        }
    }

    private static void check(BuildRequest request) {
        Path directory = request.directory();
        String namedBy = request.buildDirectory().isPresent() ? "'directory' of 'build'" : "-o";
        if (!Files.isDirectory(directory)) {
            String reason = Files.exists(directory) ? "it is not a directory" : "there is no such directory";
            String what = request.buildDirectory().isPresent()
                    ? " the one that OVN is configured in"
                    : " the OVN source directory";
            throw new BuildException(cannot(directory) + reason + "; " + namedBy + " names" + what, null);
        }
        boolean lacking = request.command().equals(BuildRequest.MAKE)
                && Stream.of("GNUmakefile", "makefile", "Makefile")
                        .noneMatch(name -> Files.exists(directory.resolve(name)));
        if (lacking) {
            String advice = request.buildDirectory().isPresent()
                    ? "run the source directory's configure there first"
                    : whatMakesOne(directory);
            throw new BuildException(cannot(directory) + "there is no Makefile; " + advice, null);
        }
    }

    private static String whatMakesOne(Path directory) {
        if (Files.exists(directory.resolve("configure"))) {
            return "run ./configure there first";
        }
        return Files.exists(directory.resolve("configure.ac"))
                ? "run ./boot.sh and ./configure there first"
                : "is it the OVN source directory? -o names it";
    }

    private String program(String name, BuildRequest request) {
        SearchPath path = SearchPath.of(environment);
        return path.find(name)
                .map(Path::toString)
                .orElseThrow(() -> new BuildException(
                        cannot(request.directory()) + "there is no '" + name + "' in PATH (" + path.directories() + ")"
                                + Optional.ofNullable(PACKAGES.get(name))
                                        .map(found -> "; on Debian and Ubuntu it is in the package " + found)
                                        .orElse(""),
                        null));
    }

    private static String cannot(Path directory) {
        return "Cannot build in " + directory + ": ";
    }
}
