package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayPathTest {

    /** The expected values are what {@code str(pathlib.PurePosixPath(base, path))} gives. */
    @ParameterizedTest
    @CsvSource({
        "./, northd/x, northd/x",
        "., northd/x, northd/x",
        "'', northd/x, northd/x",
        "/root/squashfs-root/, bin/ovn-northd, /root/squashfs-root/bin/ovn-northd",
        "/root/q/, /abs/x, /abs/x",
        "~/code/ovn/, northd/x, ~/code/ovn/northd/x",
        "../ovn, northd/x, ../ovn/northd/x",
        "a//b/./c/, ./d//e/., a/b/c/d/e",
        "a/.., ../b, a/../../b",
        "/, x, /x",
        "//, x, //x",
        "///, x, /x",
        "//srv/a, x, //srv/a/x",
        "a, //b/c, //b/c",
        "a, ///b/c, /b/c",
        "., ., .",
        "'', '', .",
        "/, ., /",
        "a, '', a",
        "' a ', b, ' a /b'",
    })
    void joinsAsPythonDoes(String base, String path, String expected) {
        assertThat(DisplayPath.join(base, path)).isEqualTo(expected);
    }
}
