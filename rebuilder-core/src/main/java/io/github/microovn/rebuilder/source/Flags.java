package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.error.BuildException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What configure is told, and whether that goes with what is configured already. */
final class Flags {

    /** As OVN's own tests build it: with a plain OVS. */
    private static final String SANITIZER = "-O1 -g -fno-omit-frame-pointer -fno-common -fsanitize=address,undefined";

    /** The snap has not the libraries of the sanitizers. clang has no such flags, and does without. */
    private static final String STATIC = " -static-libasan -static-libubsan";

    private final SourceOptions options;

    Flags(SourceOptions options) {
        this.options = options;
    }

    List<String> ofOvs() {
        return arguments(options.cflags());
    }

    List<String> ofOvn() {
        List<String> arguments = new ArrayList<>(arguments(cflags()));
        arguments.add(1, "--with-ovs-source=" + options.ovs());
        return arguments;
    }

    private static List<String> arguments(Optional<String> cflags) {
        List<String> arguments = new ArrayList<>(List.of("--enable-ssl"));
        cflags.ifPresent(flags -> arguments.add("CFLAGS=" + flags));
        return arguments;
    }

    private Optional<String> cflags() {
        if (!options.sanitize()) {
            return options.cflags();
        }
        boolean clang = options.environment().getOrDefault("CC", "").contains("clang");
        String sanitizer = SANITIZER + (clang ? "" : STATIC);
        return Optional.of(
                options.cflags().map(flags -> flags + " " + sanitizer).orElse(sanitizer));
    }

    /** Fails when what is wanted of OVN cannot be had beside what is there. */
    void check(StepRunner runner) {
        Path build = options.build();
        if (!build.equals(options.top()) && Files.exists(options.top().resolve("config.status"))) {
            throw new BuildException(
                    "Cannot build OVN in " + build + ": " + options.directory()
                            + " is configured itself, and configure refuses another directory then. Undo that: make -C "
                            + options.directory() + " distclean. Or take a tree of its own: git -C "
                            + options.directory() + " worktree add DIR, and --ovs-source " + options.ovs(),
                    null);
        }
        if (cflags().isEmpty() || !Files.exists(build.resolve("config.status"))) {
            return;
        }
        String configured = String.join(
                " ", runner.ask(build, "./config.status", "--config").lines());
        if (!configured.contains("'CFLAGS=" + cflags().get() + "'")) {
            throw new BuildException(
                    "Cannot build OVN in " + build + " with CFLAGS=" + cflags().get() + ": it is configured with "
                            + configured + ". Another directory has other flags: --build-dir",
                    null);
        }
    }
}
