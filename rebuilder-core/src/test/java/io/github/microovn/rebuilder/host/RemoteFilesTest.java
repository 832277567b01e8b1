package io.github.microovn.rebuilder.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.RemoteFiles.Replacement;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.StubHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static Replacement replacement(OptionalInt mode) {
        return new Replacement("/snap dir/bin/.tool.rebuilder-1", "/snap dir/bin/tool", mode, 0755);
    }

    @Test
    void stagesBesideTheFileItWillReplace() {
        assertThat(RemoteFiles.stagedPath("/root/bin/tool", "1a2b")).isEqualTo("/root/bin/.tool.rebuilder-1a2b");
        assertThat(RemoteFiles.stagedPath("/tool", "1a2b")).isEqualTo("/.tool.rebuilder-1a2b");
    }

    @Test
    void computesTheHashOnTheHostAndGivesTheOldFilesPermissions() throws Exception {
        Path old = host.file("/snap dir/bin/tool");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("r-xr-x---"));
        files.stage(source, "/snap dir/bin/.tool.rebuilder-1", 0755);

        var preparation =
                files.prepare(List.of(replacement(OptionalInt.empty())), List.of("echo", "a", "further word"));

        assertThat(preparation.files()).containsExactly(new RemoteFiles.Prepared(SHA256_OF_NEW, ""));
        assertThat(preparation.output()).isEqualTo("a further word");
        assertThat(permissions("/snap dir/bin/.tool.rebuilder-1")).isEqualTo("r-xr-x---");
    }

    @Test
    void givesTheConfiguredPermissions() throws Exception {
        files.stage(source, "/snap dir/bin/.tool.rebuilder-1", 0755);

        files.prepare(List.of(replacement(OptionalInt.of(0640))), List.of());

        assertThat(permissions("/snap dir/bin/.tool.rebuilder-1")).isEqualTo("rw-r-----");
    }

    @Test
    void givesANewFileTheDefaultPermissions() throws Exception {
        Files.delete(host.file("/snap dir/bin/tool"));
        files.stage(source, "/snap dir/bin/.tool.rebuilder-1", 0600);

        files.prepare(List.of(replacement(OptionalInt.empty())), List.of());

        assertThat(permissions("/snap dir/bin/.tool.rebuilder-1")).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aStagedFileThatHasGoneIsAProblemOfThatFile() {
        var preparation = files.prepare(List.of(replacement(OptionalInt.empty())), List.of("echo", "further"));

        assertThat(preparation.files().get(0).sha256()).isEmpty();
        assertThat(preparation.files().get(0).problem()).contains("No such file");
        assertThat(preparation.output()).isEqualTo("further");
    }

    @Test
    void aFurtherCommandThatFailsIsReported() {
        assertThatThrownBy(() -> files.prepare(List.of(), List.of("sh", "-c", "echo broken >&2; exit 3", "fails")))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("broken"));
    }

    @Test
    void swapsInOrderAndStopsAtTheFirstThatFails() {
        host.withFile("/snap dir/bin/.tool.rebuilder-1", "new").withFile("/snap dir/bin/other", "old other");
        var missing =
                new Replacement("/snap dir/bin/.other.rebuilder-1", "/snap dir/bin/other", OptionalInt.empty(), 0755);

        RemoteFiles.Swap swap = files.swap(List.of(replacement(OptionalInt.empty()), missing));

        assertThat(swap.swapped()).isEqualTo(1);
        assertThat(swap.problem()).contains("No such file");
        assertThat(host.content("/snap dir/bin/tool")).isEqualTo("new");
        assertThat(host.content("/snap dir/bin/other")).isEqualTo("old other");
    }

    @Test
    void aDirectoryThatAppearedInTheFilesPlaceIsNotMovedInto() throws Exception {
        host.withFile("/snap dir/bin/.tool.rebuilder-1", "new");
        Files.delete(host.file("/snap dir/bin/tool"));
        Files.createDirectory(host.file("/snap dir/bin/tool"));

        assertThat(files.swap(List.of(replacement(OptionalInt.empty()))).swapped())
                .isZero();
        assertThat(host.file("/snap dir/bin/tool")).isEmptyDirectory();
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

    @ParameterizedTest
    @CsvSource({"readonly 0, /snap/dir", "readonly 1, /snap/dir/bin"})
    void aDirectoryThatCannotBeWrittenIsFoundAtTheStart(String found, String place) {
        RemoteFiles stubbed = new RemoteFiles(StubHost.saying(0, found + "\n", ""));

        assertThatThrownBy(() -> stubbed.check("/snap/dir", List.of("/snap/dir/bin/tool")))
                .hasMessageContaining("Remote directory '" + place + "' is not writable on stub host");
    }

    @Test
    void aHostWithoutAShellIsNotFit() {
        RemoteFiles stubbed = new RemoteFiles(StubHost.saying(127, "", "sh: not found\n"));

        assertThatThrownBy(() -> stubbed.check("/snap/dir", List.of()))
                .hasMessage("[stub] Cannot look into remote directory '/snap/dir': sh: not found");
    }

    private String permissions(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(host.file(path)));
    }
}
