package io.github.microovn.rebuilder.build;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds with {@code make}, in a session of its own: all of its processes can be ended together, and a terminal's Ctrl-C
 * does not reach them. Its standard input is empty. Immutable and safe for use by several threads.
 */
public final class MakeBuild implements Builder {

    /** How long the processes of a cancelled build may take to end by themselves. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String LOG = "build.log";

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
        return List.of("make", "-j" + request.jobs());
    }

    @Override
    public Build start(BuildRequest request, BuildOutput output) {
        checkSource(request.sourceDirectory());
        ProcessBuilder make = new ProcessBuilder(
                        program("setsid", "util-linux", request),
                        program("make", "make", request),
                        "-j" + request.jobs())
                .directory(request.sourceDirectory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        make.environment().clear();
        make.environment().putAll(environment);
        Path log = request.logDirectory().resolve(LOG);
        try {
            Files.createDirectories(request.logDirectory());
            return RunningMake.start("make", make, log, request.timeout(), grace, output);
        } catch (IOException e) {
            String reason = IoReason.of(e);
            throw new BuildException(cannot(request.sourceDirectory()) + reason + " (log file: " + log + ")", e);
        }
    }

    private static void checkSource(Path directory) {
        if (!Files.isDirectory(directory)) {
            String reason = Files.exists(directory) ? "it is not a directory" : "there is no such directory";
            throw new BuildException(cannot(directory) + reason + "; -o names the OVN source directory", null);
        }
        if (Stream.of("GNUmakefile", "makefile", "Makefile").noneMatch(name -> Files.exists(directory.resolve(name)))) {
            throw new BuildException(cannot(directory) + "there is no Makefile; " + whatMakesOne(directory), null);
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

    private String program(String name, String debianPackage, BuildRequest request) {
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Arrays.stream(path.split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new BuildException(
                        cannot(request.sourceDirectory()) + "there is no '" + name + "' in PATH (" + path
                                + "); on Debian and Ubuntu it is in the package " + debianPackage,
                        null));
    }

    private static String cannot(Path directory) {
        return "Cannot build in " + directory + ": ";
    }
}
