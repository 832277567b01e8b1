package io.github.microovn.rebuilder.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.StubHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriedSnapTest {

    @TempDir
    private Path directory;

    private FakeHost host;

    @BeforeEach
    void prepareHost() {
        host = new FakeHost("h1", directory);
        host.withFile("/var/lib/snapd/snaps/core_1.snap", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/snap", "/var/lib/snapd/snap"})
    void findsTheDirectoryOfTheRevisionThatRuns(String mounts) throws Exception {
        link(mounts + "/microovn/current", "x2");
        link("/var/lib/snapd/snaps/microovn_x1.snap", "/root/older");
        link("/var/lib/snapd/snaps/microovn_x2.snap", "/root/squashfs root");

        assertThat(TriedSnap.directory(host, "microovn")).isEqualTo("/root/squashfs root");
    }

    @Test
    void saysThatASnapWasInstalledAndNotTried() throws Exception {
        link("/snap/microovn/current", "511");
        host.withFile("/var/lib/snapd/snaps/microovn_511.snap", "squashfs");

        assertThatThrownBy(() -> TriedSnap.directory(host, "microovn"))
                .hasMessage(
                        "[h1] Snap 'microovn' is not tried from a directory on fake host h1: unpack it and run 'snap try "
                                + "DIR' there");
    }

    @Test
    void saysThatASnapIsNotInstalled() {
        assertThatThrownBy(() -> TriedSnap.directory(host, "microovn"))
                .hasMessage(
                        "[h1] Snap 'microovn' is not installed on fake host h1: run 'snap try DIR' there, or name the "
                                + "remote directory with -r");
    }

    @Test
    void saysWhatWentWrongOtherwise() {
        assertThatThrownBy(() -> TriedSnap.directory(StubHost.saying(127, "", "sh: not found\n"), "microovn"))
                .hasMessage("[stub] Cannot find the directory of snap 'microovn': sh: not found");
    }

    private void link(String path, String target) throws Exception {
        Path link = host.file(path);
        Path parent = link.getParent();
        Files.createDirectories(parent == null ? link : parent);
        Files.createSymbolicLink(link, Path.of(target));
    }
}
