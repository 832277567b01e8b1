package io.github.microovn.rebuilder.watch;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells by names which files of a tree are sources that somebody saves, and which directories have any. */
final class SourceNames {

    /**
     * What editors and tools leave beside a source for a moment: vim's {@code 4913}, {@code .x.c.swp} and {@code x.c~}, Emacs'
     * {@code .#x.c}, {@code #x.c#} and {@code flycheck_x.c}, Kate's {@code .x.c.kate-swp}, JetBrains' {@code x.c___jb_tmp___},
     * configure's {@code conftest.c}.
     */
    private static final Pattern TEMPORARY = Pattern.compile("\\..*|.*~|#.*#|4913|.*\\.sw[a-z]|.*___jb_(tmp|old)___"
            + "|flycheck_.*|.*_flymake\\..*|conftest.*|confdefs\\.h");

    /** What OVN's and OVS' own make generates. In a git repository its ignore files know better. */
    private static final Pattern PRODUCT =
            Pattern.compile(".*-idl\\.[ch]|(.*-)?dirs\\.c|config\\.h|odp-netlink(-macros)?\\.h|ovsdb-dot\\.c");

    /** {@code _gcc} and the like are build directories. */
    private static final Pattern FOREIGN_DIRECTORY = Pattern.compile("[._].*|autom4te\\.cache|.*testsuite\\.dir");

    private final List<PathMatcher> patterns;

    /** Sources have names that one of some glob patterns matches. */
    SourceNames(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    /** Whether a file is a source. */
    boolean source(Path file) {
        Path name = file.getFileName();
        return name != null
                && patterns.stream().anyMatch(pattern -> pattern.matches(name))
                && Stream.of(TEMPORARY, PRODUCT)
                        .noneMatch(not -> not.matcher(name.toString()).matches());
    }

    /** Whether there may be sources in a directory below the top: not where only a build configured elsewhere puts its files. */
    boolean directory(Path directory) {
        Path name = directory.getFileName();
        return name != null
                && !FOREIGN_DIRECTORY.matcher(name.toString()).matches()
                && (!Files.exists(directory.resolve("config.status")) || Files.exists(directory.resolve("configure")));
    }
}
