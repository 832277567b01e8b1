package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.build.SearchPath;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.SourceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be installed to build OVN: it is looked for before anything is built, and all that lacks is said at once. */
final class Requirements {

    private static final Need GIT = new Need("git", "git");
    private static final List<Need> BOOT = List.of(
            new Need("autoreconf", "autoconf"), new Need("automake", "automake"), new Need("libtoolize", "libtool"));
    private static final Need MAKE = new Need("make", "make");
    private static final List<Need> BUILD =
            List.of(MAKE, new Need("python3", "python3"), new Need("pkg-config", "pkg-config"));
    private static final Need COMPILER = new Need("cc", "gcc");
    private static final List<Need> HEADERS = List.of(new Need("openssl/ssl.h", "libssl-dev"));

    /** Without them northd resolves no names, and daemons cannot give up root's rights. */
    private static final List<Need> USEFUL =
            List.of(new Need("unbound.h", "libunbound-dev"), new Need("cap-ng.h", "libcap-ng-dev"));

    private static final String INCLUDES = """
            for header in "$@"; do
              $CC -E -include "$header" -x c /dev/null > /dev/null 2>&1 || echo "$header"
            done
            """;

    private final Map<String, String> environment;
    private final StepRunner runner;
    private final Path directory;

    /**
     * Something that has to be there.
     *
     * @param what the program or the header
     * @param packageName the package of Debian and Ubuntu that has it
     */
    private record Need(String what, String packageName) {}

    /** What steps are still to come; make is in any case. */
    record Due(boolean fetch, boolean boot, boolean configure) {}

    Requirements(Map<String, String> environment, StepRunner runner, Path directory) {
        this.environment = environment;
        this.runner = runner;
        this.directory = directory;
    }

    /** Fails when something lacks that these steps need; tells of what they can do without. */
    void check(Due due, EventSink events) {
        SearchPath path = SearchPath.of(environment);
        List<Need> programs = new ArrayList<>(due.fetch() ? List.of(GIT) : List.of());
        programs.addAll(due.boot() ? BOOT : List.of());
        programs.addAll(due.configure() ? BUILD : List.of(MAKE));
        List<Need> lacking = new ArrayList<>(programs.stream()
                .filter(need -> path.find(need.what()).isEmpty())
                .toList());
        Optional<String> compiler = compiler(path);
        if (compiler.isEmpty()) {
            lacking.add(COMPILER);
        }
        List<Need> useful = List.of();
        if (due.configure()) {
            lacking.addAll(headers(compiler, HEADERS));
            useful = headers(compiler, USEFUL);
        }
        if (!lacking.isEmpty()) {
            throw new BuildException(
                    "Cannot build OVN: not installed are " + whats(lacking) + ".\nOn Debian and Ubuntu, as root: "
                            + install(packages(Stream.concat(lacking.stream(), useful.stream())
                                    .toList())),
                    null);
        }
        if (!useful.isEmpty()) {
            events.emit(new SourceEvent.Lacking(useful.stream().map(Need::what).toList(), packages(useful)));
        }
    }

    /** The line that installs packages. */
    static String install(List<String> packages) {
        return "apt-get install -y " + String.join(" ", packages);
    }

    private static String whats(List<Need> needs) {
        return needs.stream()
                .map(need -> need.what() + " (package " + need.packageName() + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<String> packages(List<Need> needs) {
        return needs.stream().map(Need::packageName).toList();
    }

    /** The one that configure takes: what {@code CC} says, else gcc, else cc. */
    private Optional<String> compiler(SearchPath path) {
        String wanted = environment.getOrDefault("CC", "").strip();
        if (!wanted.isEmpty()) {
            String program = wanted.split("\\s+", 2)[0];
            boolean there = program.indexOf('/') >= 0
                    ? Files.isExecutable(Path.of(program))
                    : path.find(program).isPresent();
            return Optional.of(wanted).filter(command -> there);
        }
        return Stream.of("gcc", "cc", "clang")
                .filter(name -> path.find(name).isPresent())
                .findFirst();
    }

    /** Those that the compiler does not find. */
    private List<Need> headers(Optional<String> compiler, List<Need> needs) {
        if (compiler.isEmpty()) {
            return needs.stream()
                    .filter(need -> !Files.exists(Path.of("/usr/include", need.what())))
                    .toList();
        }
        List<String> argv = new ArrayList<>(
                List.of("env", "CC=" + compiler.get(), "sh", "-c", INCLUDES, "microovn-rebuilder-includes"));
        needs.forEach(need -> argv.add(need.what()));
        List<String> missing =
                runner.ask(directory, argv.toArray(String[]::new)).lines();
        return needs.stream().filter(need -> missing.contains(need.what())).toList();
    }
}
