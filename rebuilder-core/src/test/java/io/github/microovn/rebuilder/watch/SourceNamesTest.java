package io.github.microovn.rebuilder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNamesTest {

    private final SourceNames names = new SourceNames(Config.SOURCES);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "northd/northd.c",
                "lib/ovn-util.h",
                "ovn-nb.ovsschema",
                "tests/ovn-northd.at",
                "automake.mk",
                "northd/automake.mk",
                "lib/expr with blank.c"
            })
    void whatIsWrittenByHandIsASource(String file) {
        assertThat(names.source(Path.of(file))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "northd/northd.o",
                "northd/ovn-northd",
                "Makefile",
                "README.rst",
                "lib/ovn-nb-idl.c",
                "lib/ovn-nb-idl.h",
                "lib/ovn-dirs.c",
                "ovs/lib/dirs.c",
                "config.h",
                "conftest.c",
                "confdefs.h",
                "northd/4913",
                "northd/.northd.c.swp",
                "northd/.northd.c.swx",
                "northd/northd.c~",
                "northd/.#northd.c",
                "northd/#northd.c#",
                "northd/flycheck_northd.c",
                "northd/.northd.c.kate-swp",
                "northd/northd.c___jb_tmp___",
                "northd/northd.c___jb_old___",
                "northd/.goutputstream-X9H2Z1"
            })
    void productsAndWhatEditorsLeaveAreNot(String file) {
        assertThat(names.source(Path.of(file))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".deps", ".libs", "_gcc", "_clang", "autom4te.cache", "testsuite.dir"})
    void someDirectoriesHaveNoSources(String name) {
        assertThat(names.directory(directory.resolve(name))).isFalse();
    }

    @Test
    void aDirectoryThatIsOnlyBuiltInIsKnownByItsConfiguration() throws IOException {
        Path built = Files.createDirectories(directory.resolve("build"));
        assertThat(names.directory(built)).isTrue();

        Files.createFile(built.resolve("config.status"));
        assertThat(names.directory(built)).isFalse();

        Files.createFile(built.resolve("configure"));
        assertThat(names.directory(built)).isTrue();
    }
}
