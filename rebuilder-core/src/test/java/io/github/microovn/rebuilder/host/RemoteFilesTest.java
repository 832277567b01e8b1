package io.github.microovn.rebuilder.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.StubHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteFilesTest {

    private static final String SHA256_OF_NEW = "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437";

    @TempDir
    private Path directory;

    private FakeHost host;
    private RemoteFiles files;
    private Path source;

    @BeforeEach
    void prepareHost() throws Exception {
        host = new FakeHost("h1", directory).withFile("/snap dir/bin/tool", "old");
        files = new RemoteFiles(host);
        source = Files.writeString(directory.resolve("tool"), "new");
    }

    @Test
    void stagesBesideTheFileItWillReplace() {
        assertThat(RemoteFiles.stagedPath("/root/bin/tool", "1a2b")).isEqualTo("/root/bin/.tool.rebuilder-1a2b");
        assertThat(RemoteFiles.stagedPath("/tool", "1a2b")).isEqualTo("/.tool.rebuilder-1a2b");
    }

    @Test
    void hashesFilesAndSaysWhichAreMissing() {
        host.withFile("/a", "new");

        assertThat(files.digests(List.of("/a", "/nothing", "/snap dir")))
                .containsExactly(Optional.of(SHA256_OF_NEW), Optional.empty(), Optional.empty());
    }

    @Test
    void hashesWithoutOpensslToo() throws Exception {
        host.withFile("/a", "new");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path sha256sum = Files.writeString(bin.resolve("sha256sum"), "#!/bin/sh\nPATH=/usr/bin:/bin exec sha256sum\n");
        Files.setPosixFilePermissions(sha256sum, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder script = new ProcessBuilder(
                "/bin/sh",
                "-c",
                RemoteScripts.DIGESTS,
                "digest",
                host.file("/a").toString());
        script.environment().put("PATH", bin.toString());

        Process process = script.start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo(SHA256_OF_NEW + "\n");
    }

    @Test
    void anUnreachableDigestIsReported() {
        assertThatThrownBy(() -> new RemoteFiles(StubHost.saying(127, "", "sh: not found\n")).digests(List.of("/a")))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("sh: not found"));
    }

    @Test
    void discardsWhatIsThere() {
        host.withFile("/snap dir/bin/.tool.rebuilder-1", "new");

        files.discard(List.of("/snap dir/bin/.tool.rebuilder-1", "/nothing"));

        assertThat(host.list("/snap dir/bin")).containsExactly("tool");
    }

    @Test
    void findsAMissingDirectoryAsTheCauseOfAFailedUpload() {
        host.lay("put", FakeHost.Fault.FAILS);
        host.withFile("/other", "x");

        assertThatThrownBy(() -> files.stage(source, "/nowhere/.tool.rebuilder-1", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo(
                                        "remote directory '/nowhere' does not exist on fake host h1; make it there, or correct the "
                                                + "target's remote_path"));
    }

    @Test
    void findsAFileInPlaceOfTheDirectory() {
        assertThatThrownBy(() -> files.stage(source, "/snap dir/bin/tool/.x.rebuilder-1", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo("remote path '/snap dir/bin/tool' is not a directory on fake host h1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readonly | remote directory '/bin' is not writable on stub host; name the directory that the snap was "
                        + "tried from, not its read-only mount",
                "free 0 | no space left: the file needs 1 KiB, '/bin' on stub host has 0 KiB; free some there",
                "free 100 | the host's own words",
                "free | the host's own words",
                "'' | the host's own words"
            })
    void saysWhyAnUploadFailed(String found, String reason) {
        RemoteFiles stubbed = new RemoteFiles(StubHost.saying(0, found + "\n", ""));

        assertThatThrownBy(() -> stubbed.stage(source, "/bin/.tool.rebuilder-1", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void keepsTheHostsOwnWordsWhenItCannotBeAskedWhy() {
        StubHost lost = new StubHost(command -> {
            throw new HostUnavailableException("stub", "the connection broke", null);
        });

        assertThatThrownBy(() -> new RemoteFiles(lost).stage(source, "/bin/.tool.rebuilder-1", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("the host's own words"));
    }
}
