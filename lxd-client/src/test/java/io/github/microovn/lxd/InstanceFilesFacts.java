package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link InstanceFiles} does on any daemon. */
abstract class InstanceFilesFacts extends FilesFixture {
    @Test
    void aNewFileGetsItsPermissionsAndOwnerAndAnExistingOneKeepsThem() throws IOException {
        Instant before = Instant.now();
        Path source = Files.writeString(local.resolve("source"), "hello");

        files().push(FileContent.of(source), at("a"), FileAttributes.mode(0751).withOwner(5, 6));
        assertThat(described(at("a"))).isEqualTo("FILE 0751 5:6");
        files().push(text("second"), at("a"), FileAttributes.mode(0600).withOwner(0, 0));

        assertThat(content(at("a"))).isEqualTo("second");
        assertThat(described(at("a"))).isEqualTo("FILE 0751 5:6");
        assertThat(files().stat(at("a")).modifiedAt())
                .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(1));
        byte[] much = new byte[3_000_001];
        new Random(4).nextBytes(much);
        files().push(FileContent.of(much), at("a"), FileAttributes.mode(0600).withOwner(0, 0));
        assertThat(files().readAll(at("a"))).isEqualTo(much);
        assertThat(described(at("a"))).isEqualTo("FILE 0751 5:6");
        files().push(FileContent.of(much), at("c"), FileAttributes.mode(0711).withOwner(7, 8));
        assertThat(described(at("c"))).isEqualTo("FILE 0711 7:8");
        assertThatThrownBy(() ->
                        files().push(FileContent.of(new ByteArrayInputStream(much), 4_000_000), at("c"), DEFAULTS))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("only 3000001 of 4000000 bytes");
        files().push(text(""), at("b"), DEFAULTS);
        assertThat(described(at("b"))).isEqualTo("FILE 0644 0:0");
        assertThat(content(at("b"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 07, 0111, 0755, 0777})
    void permissionsArriveAsTheyAre(int mode) {
        files().push(text("x"), at("pushed"), FileAttributes.mode(mode));
        files().pushAtomically(text("x"), at("replaced"), FileAttributes.mode(mode));
        files().makeDirectory(at("made"), FileAttributes.mode(mode));

        for (String name : List.of("pushed", "replaced", "made")) {
            assertThat(files().stat(at(name)).mode()).as(name).isEqualTo(mode);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void namesAreAnyCharacters(String name) throws IOException {
        Path pulled = local.resolve("pulled");

        files().pushAtomically(text("first"), at(name), FileAttributes.mode(0640));
        assertThat(content(at(name))).isEqualTo("first");
        files().push(text("second"), at(name), DEFAULTS);
        files().pull(at(name), pulled);

        assertThat(Files.readString(pulled)).isEqualTo("second");
        assertThat(files().list(directory)).containsExactly(name);
        assertThat(files().stat(at(name)).path()).isEqualTo(at(name));
        files().delete(at(name));
        files().makeDirectories(at(name) + "/" + name);
        assertThat(files().list(at(name))).containsExactly(name);
    }

    @Test
    void aReplacedFileHasTheNewContentAndAttributesAndLeavesNothingElse() {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        List<Long> progress = new ArrayList<>();
        files().pushAtomically(text("old"), at("a"), FileAttributes.mode(0600).withOwner(1, 2));

        files().pushAtomically(
                        FileContent.of(new ByteArrayInputStream(bytes), bytes.length),
                        at("a"),
                        FileAttributes.mode(0755).withOwner(3, 4),
                        (sent, total) -> {
                            assertThat(total).isEqualTo(bytes.length);
                            progress.add(sent);
                        });

        assertThat(files().readAll(at("a"))).isEqualTo(bytes);
        assertThat(described(at("a"))).isEqualTo("FILE 0755 3:4");
        assertThat(files().list(directory)).containsExactly("a");
        assertThat(progress).isSorted().endsWith((long) bytes.length);
    }

    @Test
    void aRunningProgramIsReplacedButNotOverwritten() throws IOException {
        instance().run("sh", "-c", "cp \"$(command -v sh)\" \"$1\"", "sh", at("busy"));
        byte[] program = files().readAll(at("busy"));

        try (ExecProcess running = instance().exec(ExecRequest.of(at("busy"), "-c", "echo up; read line"))) {
            assertThat(running.stdout().read()).isEqualTo('u');

            assertThatThrownBy(() -> files().push(FileContent.of(new byte[20_000_000]), at("busy"), DEFAULTS))
                    .isInstanceOfSatisfying(LxdApiException.class, refused -> {
                        assertThat(refused.errorCode()).isEqualTo(500);
                        assertThat(refused.daemonMessage()).contains("text file busy");
                    });
            assertThat(files().readAll(at("busy"))).isEqualTo(program);
            files().pushAtomically(text("new"), at("busy"), FileAttributes.mode(0755));
            assertThat(content(at("busy"))).isEqualTo("new");
        }
    }

    @Test
    void aRefusalComesInTheDaemonsWordsHoweverMuchIsSent() {
        FileContent much = FileContent.of(new byte[20_000_000]);
        files().makeDirectory(at("d"), DEFAULTS);

        assertThatThrownBy(() -> files().push(much, at("d"), DEFAULTS))
                .isInstanceOf(LxdApiException.class)
                .hasMessageStartingWith("cannot write '" + at("d") + "' on instance "
                        + instance().name() + ": LXD answered 500 ")
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> files().push(much, at("missing/a"), DEFAULTS))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
        assertThatThrownBy(() -> files().pushAtomically(much, at("missing/a"), DEFAULTS))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
        assertThat(files().list(directory)).containsExactly("d");
    }

    @Test
    void nothingTakesThePlaceOfADirectory() {
        files().makeDirectory(at("d"), DEFAULTS);

        assertThatThrownBy(() -> files().pushAtomically(text("x"), at("d"), DEFAULTS))
                .isInstanceOfSatisfying(
                        LxdTransferException.class, e -> assertThat(e.path()).isEqualTo(at("d")))
                .hasMessageContaining("directory");

        assertThat(files().list(directory)).containsExactly("d");
        assertThat(files().list(at("d"))).isEmpty();
    }

    @Test
    void contentThatIsNotAsLongAsSaidReplacesNothing() {
        files().push(text("old"), at("a"), DEFAULTS);
        InputStream stream = new ByteArrayInputStream(new byte[300_000]);

        assertThatThrownBy(() -> files().pushAtomically(FileContent.of(stream, 400_000), at("a"), DEFAULTS))
                .isInstanceOfSatisfying(LxdTransferException.class, e -> {
                    assertThat(e.path()).startsWith(directory);
                    assertThat(e.bytes()).isEqualTo(300_000);
                })
                .hasMessageContaining("only 300000 of 400000 bytes");
        assertThatThrownBy(() -> files().pushAtomically(
                                FileContent.of(new ByteArrayInputStream(new byte[300_000]), 200_000),
                                at("a"),
                                DEFAULTS))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("more than 200000 bytes");
        assertThatThrownBy(() -> files().pushAtomically(FileContent.of(local.resolve("missing")), at("a"), DEFAULTS))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining(local.resolve("missing") + ": no such file or directory");

        assertThat(content(at("a"))).isEqualTo("old");
        assertThat(files().list(directory)).containsExactly("a");
    }

    @Test
    void aSymbolicLinkIsShownAsOneAndFollowedToTheContent() throws IOException {
        files().push(text("hello"), at("a"), FileAttributes.mode(0710));
        files().makeDirectory(at("d"), DEFAULTS);
        files().push(text("below"), at("d/b"), DEFAULTS);
        link("a", at("one"));
        link("one", at("two"));
        link("d", at("dl"));
        link("loop", at("loop"));

        assertThat(described(at("two"))).isEqualTo("SYMLINK 0777 0:0");
        assertThat(content(at("two"))).isEqualTo("hello");
        assertThat(content(at("dl/b"))).isEqualTo("below");
        assertThat(files().list(at("dl"))).containsExactly("b");
        files().pull(at("two"), local.resolve("pulled"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(local.resolve("pulled"))))
                .isEqualTo("rwx--x---");
        assertThatThrownBy(() -> files().readAll(at("loop")))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("too many symbolic links");
        files().push(text("through"), at("two"), DEFAULTS);
        assertThat(content(at("a"))).isEqualTo("through");
        files().pushAtomically(text("instead"), at("two"), DEFAULTS);
        assertThat(described(at("two"))).isEqualTo("FILE 0644 0:0");
        assertThat(content(at("a"))).isEqualTo("through");
    }

    @Test
    void directoriesAreMadeOnceAndOnlyWhereNothingElseIs() {
        files().makeDirectory(at("d"), FileAttributes.mode(0711).withOwner(3, 4));
        files().makeDirectory(at("d"), FileAttributes.mode(0700));
        assertThat(described(at("d"))).isEqualTo("DIRECTORY 0711 3:4");
        files().push(text("x"), at("a"), DEFAULTS);
        link("d", at("to-d"));
        link("a", at("to-a"));

        files().makeDirectory(at("to-d"), DEFAULTS);
        for (String name : List.of("a", "to-a")) {
            assertThatThrownBy(() -> files().makeDirectory(at(name), DEFAULTS))
                    .as(name)
                    .isInstanceOf(LxdTransferException.class)
                    .hasMessageContaining("'" + at("a") + "' is a file, not a directory");
        }
        assertThatThrownBy(() -> files().makeDirectory(at("missing/d"), DEFAULTS))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());

        files().makeDirectories(at("d/e/f/g/"));
        files().makeDirectories(at("d/e"));
        files().makeDirectories("/");
        assertThat(described(at("d"))).isEqualTo("DIRECTORY 0711 3:4");
        assertThat(described(at("d/e/f/g"))).isEqualTo("DIRECTORY 0755 0:0");
        assertThatThrownBy(() -> files().makeDirectories(at("a/b/c")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void onlyFilesLinksAndEmptyDirectoriesAreDeleted() {
        files().makeDirectories(at("d/e"));
        files().push(text("x"), at("d/a"), DEFAULTS);
        link("d", at("link"));

        assertThatThrownBy(() -> files().delete(at("d")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("directory not empty");
        files().delete(at("link"));
        files().delete(at("d/a"));
        files().delete(at("d/e"));
        files().delete(at("d"));

        assertThat(files().list(directory)).isEmpty();
        assertThatThrownBy(() -> files().delete(at("d")))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
    }

    @Test
    void filesAndDirectoriesAreNotMistakenForEachOther() {
        files().push(text("x"), at("a"), DEFAULTS);

        assertThatThrownBy(() -> files().list(at("a")))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + at("a") + "' is a file, not a directory");
        assertThatThrownBy(() -> files().readAll(directory))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + directory + "' is a directory, not a file");
        assertThat(files().list("/")).contains("etc", "root");
        assertThat(files().stat("/").type()).isEqualTo(FileType.DIRECTORY);
    }

    @Test
    void whatIsMissingIsSaidInTheDaemonsWords() {
        assertThatThrownBy(() -> files().stat(at("missing")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("404 Not Found");
        assertThatThrownBy(() -> files().read(at("missing")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("404 Not Found");
        files().push(text("x"), at("a"), DEFAULTS);
        assertThatThrownBy(() -> files().stat(at("a/b")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void aPulledFileIsCompleteOrNotThere() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(2).nextBytes(bytes);
        files().push(FileContent.of(bytes), at("a"), FileAttributes.mode(0741));
        Path target = Files.writeString(local.resolve("a"), "old");

        assertThatThrownBy(() -> files().pull(at("missing"), target)).isInstanceOf(LxdApiException.class);
        assertThat(target).hasContent("old");
        files().pull(at("a"), target);

        assertThat(target).hasBinaryContent(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwxr----x");
        assertThatThrownBy(() -> files().pull(at("a"), local.resolve("missing/a")))
                .isInstanceOf(LxdTransferException.class)
                .hasMessage("cannot read '" + at("a") + "' on instance "
                        + instance().name() + ": cannot write "
                        + local.resolve("missing/a") + ": no such file or directory (GET /1.0/instances/"
                        + instance().name() + "/sftp)");
        assertThatThrownBy(() -> files().pull(directory, target))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + directory + "' is a directory, not a file");
        Path taken = Files.createDirectories(local.resolve("d/e"));
        assertThatThrownBy(() -> files().pull(at("a"), taken))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining(taken.toString());
        try (var left = Files.walk(local)) {
            assertThat(left.map(path -> local.relativize(path).toString()))
                    .containsExactlyInAnyOrder("", "a", "d", "d/e");
        }
    }

    @Test
    void aPullTellsHowFarItIsAndGivesTheFileAway() throws IOException {
        int uid = (Integer) Files.getAttribute(local, "unix:uid");
        int gid = (Integer) Files.getAttribute(local, "unix:gid");
        files().push(FileContent.of(new byte[500_000]), at("a"), DEFAULTS);
        List<Long> progress = new ArrayList<>();

        files().pull(
                        at("a"),
                        local.resolve("a"),
                        TransferOptions.defaults().withOwner(uid, gid).withProgress((received, total) -> {
                            assertThat(total).isEqualTo(500_000);
                            progress.add(received);
                        }));

        assertThat(progress).isSorted().endsWith(500_000L);
        assertThat(Files.getAttribute(local.resolve("a"), "unix:uid")).isEqualTo(uid);
        List<Long> sent = new ArrayList<>();
        files().push(FileContent.of(new byte[500_000]), at("b"), DEFAULTS, (bytes, total) -> sent.add(bytes));
        assertThat(sent).isSorted().endsWith(500_000L);
    }

    @Test
    void aFileIsReadWhileItComes() throws IOException {
        byte[] bytes = new byte[2_000_000];
        new Random(3).nextBytes(bytes);
        files().push(FileContent.of(bytes), at("a"), DEFAULTS);

        try (InputStream stream = files().read(at("a"))) {
            assertThat(stream.readNBytes(1000)).isEqualTo(java.util.Arrays.copyOf(bytes, 1000));
        }
        try (InputStream stream = files().read(at("a"))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "./a", "~/a", "/a\0b"})
    void pathsBeginAtTheRoot(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files().stat(path))
                .withMessageStartingWith("not an absolute path: '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/root/", "/root/.", "/root/.."})
    void aFileHasAName(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> files().push(text("x"), path, DEFAULTS));
        assertThatIllegalArgumentException().isThrownBy(() -> files().pushAtomically(text("x"), path, DEFAULTS));
    }

    @Test
    void whatTheKernelMakesIsNotMistakenForAnEmptyFile() {
        for (String path : List.of("/proc/version", "/sys/kernel/mm/transparent_hugepage/enabled")) {
            assertThatThrownBy(() -> files().readAll(path))
                    .isInstanceOf(LxdTransferException.class)
                    .hasMessageContaining("run 'cat'");
        }
    }
}
