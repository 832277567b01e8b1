package io.github.microovn.rebuilder.cli.demo;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.BuildRequest;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.MakeBuild;
import io.github.microovn.rebuilder.error.BuildException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small source tree with OVN's paths, whose programs are shell scripts: make alone builds them. */
final class DemoTree implements AutoCloseable {

    static final String NORTHD = "northd/ovn-northd";
    static final String NBCTL = "utilities/ovn-nbctl";

    private static final String MAKEFILE = """
            PROGRAMS = northd/ovn-northd utilities/ovn-nbctl

            all: $(PROGRAMS)

            $(PROGRAMS): %: %.in
            \t@echo '  GEN      $@'
            \t@{ echo '#!/bin/sh'; cat $<; } > $@
            \t@chmod 755 $@

            .PHONY: all
            """;

    private static final String CONFIG = """
            targets:
              - local_path: northd/ovn-northd
                remote_path: bin/ovn-northd
                service: microovn.ovn-northd
              - local_path: utilities/ovn-nbctl
                remote_path: bin/ovn-nbctl
            """;

    private final Path directory;

    private DemoTree(Path directory) {
        this.directory = directory;
    }

    /** Writes the tree to a new temporary directory. */
    static DemoTree create() throws IOException {
        var tree = new DemoTree(newDirectory());
        Files.createDirectories(tree.source().resolve("northd"));
        Files.createDirectories(tree.source().resolve("utilities"));
        Files.writeString(tree.source().resolve("Makefile"), MAKEFILE);
        Files.writeString(tree.config(), CONFIG);
        Files.writeString(tree.source().resolve(NBCTL + ".in"), "echo 'ovn-nbctl of the demo'\n");
        tree.edit("the first build");
        return tree;
    }

    /** A short name where it is free: users read it in every other line. */
    private static Path newDirectory() throws IOException {
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path place = Path.of(System.getProperty("java.io.tmpdir"));
        Path name = place.resolve("ovn-demo-" + ProcessHandle.current().pid());
        return Files.exists(name)
                ? Files.createTempDirectory(place, "ovn-demo-", mine)
                : Files.createDirectory(name, mine);
    }

    Path source() {
        return directory.resolve("ovn");
    }

    Path config() {
        return directory.resolve("config.yaml");
    }

    Path logs() {
        return directory.resolve("log");
    }

    /** The file that a developer would edit. */
    Path northdSource() {
        return source().resolve(NORTHD + ".in");
    }

    /** Makes the service say something else. */
    void edit(String greeting) throws IOException {
        Files.writeString(
                northdSource(), "# What the service says when it starts.\necho 'northd: this is " + greeting + "'\n");
    }

    /** The line of the source that says it. */
    String greeting() throws IOException {
        return Files.readAllLines(northdSource()).get(1);
    }

    /** Builds the programs for the first time. */
    void build(Map<String, String> environment) {
        try (Build build = new MakeBuild(environment).start(BuildRequest.of(source(), 1, logs()), BuildOutput.NONE)) {
            BuildResult result = build.await();
            if (result instanceof BuildResult.Failed failed) {
                throw new BuildException(failed.reason() + " in the demo's tree", null);
            }
        }
    }

    /** Removes everything. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
