package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TreeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What copying trees does on any daemon. */
abstract class FileTreeFacts extends FilesFixture {
    /** What is pushed. */
    Path source = Path.of("");

    @BeforeEach
    final void makeSource() throws IOException {
        source = Files.createDirectory(local.resolve("source"));
    }

    static Path file(Path path, int size, String permissions) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** What there is below a directory: kind, permissions and content by path. */
    static Map<String, String> listing(Path directory) throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String name = directory.relativize(path).toString();
                if (!name.isEmpty()) {
                    listing.put(name, describe(path));
                }
            }
        }
        return listing;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        return Files.isDirectory(path) ? mode + "/" : mode + " " + Arrays.hashCode(Files.readAllBytes(path));
    }

    final TreeResult push() {
        return files().pushTree(source, at("tree"), TransferOptions.defaults());
    }

    final Map<String, String> pulled() throws IOException {
        Path target = Files.createTempDirectory(local, "pulled").resolve("tree");
        files().pullTree(at("tree"), target, TransferOptions.defaults());
        return listing(target);
    }

    @Test
    void aTreeComesBackAsItWent() throws IOException {
        file(source.resolve("empty"), 0, "rw-r--r--");
        file(source.resolve("small"), 1, "rwxr-x--x");
        file(source.resolve("bin/exact"), 32 * 1024, "rwxr-xr-x");
        file(source.resolve("bin/more"), 32 * 1024 + 1, "r--------");
        file(source.resolve("bin/deep/er/large"), 3_000_000, "---------");
        Files.createDirectories(source.resolve("nothing/in/it"));
        Files.setPosixFilePermissions(source.resolve("nothing"), PosixFilePermissions.fromString("rwx-----x"));
        Files.createSymbolicLink(source.resolve("relative"), Path.of("bin/../bin/more"));
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(source.resolve("bin/directory"), Path.of(".."));

        TreeResult result = push();

        Files.setPosixFilePermissions(
                source.resolve("bin/deep/er/large"), PosixFilePermissions.fromString("rw-------"));
        assertThat(described(at("tree/bin/deep/er/large"))).isEqualTo("FILE 00 0:0");
        files().delete(at("tree/bin/deep/er/large"));
        files().push(
                        FileContent.of(source.resolve("bin/deep/er/large")),
                        at("tree/bin/deep/er/large"),
                        FileAttributes.mode(0600));
        assertThat(result).isEqualTo(new TreeResult(5, 1 + 32 * 1024 * 2 + 1 + 3_000_000, 6, 3, List.of()));
        assertThat(pulled()).isEqualTo(listing(source));
        assertThat(described(at("tree/bin/exact"))).isEqualTo("FILE 0755 0:0");
    }

    @Test
    void namesAreAnyCharacters() throws IOException {
        for (String name : NAMES) {
            file(source.resolve(name + "/" + name + "x"), 5, "rw-r--r--");
            Files.createSymbolicLink(source.resolve(name + "/" + name), Path.of(name + "x"));
        }

        assertThat(push().files()).isEqualTo(NAMES.size());

        assertThat(files().list(at("tree"))).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(pulled()).isEqualTo(listing(source));
    }

    /** Where a locale has no letters but ASCII's, Java makes no path of others, and shows none. */
    @Test
    void namesSurviveALocaleWithoutThem() throws Exception {
        for (String name : NAMES) {
            file(source.resolve(name + "/" + name), 5, "rw-r--r--");
            Files.createSymbolicLink(source.resolve(name + "/to " + name), Path.of(name));
        }
        Path back = local.resolve("back");

        ProcessBuilder copying = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TreeThereAndBack.class.getName(),
                        socket().toString(),
                        instance().name(),
                        source.toString(),
                        at("tree"),
                        back.toString())
                .redirectErrorStream(true)
                .redirectOutput(local.resolve("said").toFile());
        copying.environment().put("LC_ALL", "C");
        int exit = copying.start().waitFor();

        assertThat(exit).as(Files.readString(local.resolve("said"))).isZero();
        assertThat(files().list(at("tree"))).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(listing(back)).isEqualTo(listing(source));
    }

    @Test
    void manyFilesArriveOverOneSession() throws IOException {
        for (int i = 0; i < 300; i++) {
            file(source.resolve("d" + i % 7 + "/f" + i), i * 31, "rw-r--r--");
        }

        push();

        assertThat(pulled()).isEqualTo(listing(source));
    }

    @Test
    void ownersAreRootsOrGivenOrKept() throws IOException {
        file(source.resolve("d/a"), 5, "rw-r--r--");
        int uid = (Integer) Files.getAttribute(source, "unix:uid");
        int gid = (Integer) Files.getAttribute(source, "unix:gid");

        files().pushTree(source, at("given"), TransferOptions.defaults().withOwner(3, 4));
        files().pushTree(source, at("kept"), TransferOptions.defaults().withOwnersKept());
        push();

        for (String name : List.of("", "/d", "/d/a")) {
            assertThat(described(at("tree" + name))).endsWith(" 0:0");
            assertThat(described(at("given" + name))).endsWith(" 3:4");
            assertThat(described(at("kept" + name))).endsWith(" " + uid + ":" + gid);
        }
        TransferOptions mine = TransferOptions.defaults().withOwner(uid, gid);
        files().pullTree(at("given"), local.resolve("back"), mine);
        assertThat(Files.getAttribute(local.resolve("back/d/a"), "unix:uid")).isEqualTo(uid);
        files().pullTree(
                        at("kept"),
                        local.resolve("kept"),
                        TransferOptions.defaults().withOwnersKept());
        assertThat(Files.getAttribute(local.resolve("kept/d/a"), "unix:gid")).isEqualTo(gid);
    }

    @Test
    void whatIsThereIsReplacedOrStays() throws IOException {
        file(source.resolve("d/a"), 5, "rwxr-xr-x");
        Files.createSymbolicLink(source.resolve("link"), Path.of("d/a"));
        file(source.resolve("was-link"), 6, "rw-r--r--");
        files().makeDirectory(at("tree"), FileAttributes.mode(0711).withOwner(5, 6));
        files().makeDirectory(at("tree/d"), FileAttributes.mode(0700));
        files().push(text("old"), at("tree/d/a"), FileAttributes.mode(0600).withOwner(7, 8));
        files().push(text("other"), at("tree/d/other"), DEFAULTS);
        files().push(text("file"), at("tree/link"), DEFAULTS);
        link("d/other", at("tree/was-link"));

        push();

        assertThat(described(at("tree"))).isEqualTo("DIRECTORY 0711 5:6");
        assertThat(described(at("tree/d"))).isEqualTo("DIRECTORY 0700 0:0");
        assertThat(described(at("tree/d/a"))).isEqualTo("FILE 0755 0:0");
        assertThat(files().readAll(at("tree/d/a"))).isEqualTo(Files.readAllBytes(source.resolve("d/a")));
        assertThat(content(at("tree/d/other"))).isEqualTo("other");
        assertThat(described(at("tree/link"))).startsWith("SYMLINK");
        assertThat(described(at("tree/was-link"))).startsWith("FILE");
        assertThat(files().list(at("tree"))).containsExactly("d", "link", "was-link");
        assertThat(files().list(at("tree/d"))).containsExactly("a", "other");
    }

    @Test
    void aRunningProgramIsReplaced() throws IOException {
        file(source.resolve("busy"), 5, "rwxr-xr-x");
        files().makeDirectory(at("tree"), DEFAULTS);
        instance().run("sh", "-c", "cp \"$(command -v sh)\" \"$1\"", "sh", at("tree/busy"));

        try (ExecProcess running = instance().exec(ExecRequest.of(at("tree/busy"), "-c", "echo up; read line"))) {
            assertThat(running.stdout().read()).isEqualTo('u');
            push();
        }

        assertThat(files().readAll(at("tree/busy"))).hasSize(5);
    }

    @Test
    void whatIsInTheWayIsSaidBeforeAnythingIsReplaced() throws IOException {
        file(source.resolve("a"), 5, "rw-r--r--");
        file(source.resolve("b"), 5, "rw-r--r--");
        file(source.resolve("new/c"), 5, "rw-r--r--");
        files().makeDirectories(at("tree/b"));
        files().push(text("old"), at("tree/a"), DEFAULTS);

        assertThatThrownBy(this::push)
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + at("tree/b") + "' is a directory, not a file");

        assertThat(content(at("tree/a"))).isEqualTo("old");
        assertThat(files().list(at("tree"))).containsExactly("a", "b");
        files().push(text("x"), at("file"), DEFAULTS);
        assertThatThrownBy(() -> files().pushTree(source, at("file/below"), TransferOptions.defaults()))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + at("file") + "' is there already, and no directory");
    }

    @Test
    void progressTellsOfAllBytes() throws IOException {
        file(source.resolve("a"), 500_000, "rw-r--r--");
        file(source.resolve("b"), 5, "rw-r--r--");
        List<Long> there = new ArrayList<>();
        List<Long> back = new ArrayList<>();

        files().pushTree(source, at("tree"), TransferOptions.defaults().withProgress((sent, total) -> {
            assertThat(total).isEqualTo(500_005);
            there.add(sent);
        }));
        files().pullTree(
                        at("tree"),
                        local.resolve("back"),
                        TransferOptions.defaults().withProgress((received, total) -> {
                            assertThat(total).isEqualTo(500_005);
                            back.add(received);
                        }));

        assertThat(there).isSorted().endsWith(500_005L);
        assertThat(back).isSorted().endsWith(500_005L);
    }

    @Test
    void pipesAreNotCopiedAndSaidSo() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", source.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        file(source.resolve("a"), 5, "rw-r--r--");

        assertThat(push().skipped())
                .containsExactly(source.toRealPath().resolve("pipe").toString());
        instance().run("mkfifo", at("tree/pipe"));
        TreeResult back = files().pullTree(at("tree"), local.resolve("back"), TransferOptions.defaults());

        assertThat(back).isEqualTo(new TreeResult(1, 5, 0, 0, List.of(at("tree/pipe"))));
        assertThat(listing(local.resolve("back")).keySet()).containsExactly("a");
    }

    @Test
    void aPullReplacesFilesAndLinksButFollowsNone() throws IOException {
        file(source.resolve("d/a"), 5, "rw-r--r--");
        Files.createSymbolicLink(source.resolve("link"), Path.of("new"));
        push();
        Path target = Files.createDirectories(local.resolve("back"));
        Files.createDirectory(
                target.resolve("d"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(target.resolve("d/a"), "old");
        Files.writeString(target.resolve("d/other"), "other");
        Files.createSymbolicLink(target.resolve("link"), Path.of("old"));

        files().pullTree(at("tree"), target, TransferOptions.defaults());

        assertThat(target.resolve("d/a")).hasBinaryContent(Files.readAllBytes(source.resolve("d/a")));
        assertThat(target.resolve("d/other")).hasContent("other");
        assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("new"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("d"))))
                .isEqualTo("rwx------");

        Path elsewhere = Files.createDirectory(local.resolve("elsewhere"));
        Path trap = Files.createDirectory(local.resolve("trap"));
        Files.createSymbolicLink(trap.resolve("d"), elsewhere);
        assertThatThrownBy(() -> files().pullTree(at("tree"), trap, TransferOptions.defaults()))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("cannot write to " + trap);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theTreeItselfMayBeALinkAndTheWayThereIsMade() throws IOException {
        file(source.resolve("a"), 5, "rw-r--r--");
        Path linked = Files.createSymbolicLink(local.resolve("linked"), source);
        files().makeDirectory(at("real"), DEFAULTS);
        link("real", at("to-real"));

        files().pushTree(linked, at("to-real/x/y"), TransferOptions.defaults());
        link("real/x", at("to-x"));
        files().pullTree(at("to-x"), local.resolve("new/way"), TransferOptions.defaults());

        assertThat(files().list(at("real/x/y"))).containsExactly("a");
        assertThat(described(at("real/x"))).isEqualTo("DIRECTORY 0755 0:0");
        assertThat(local.resolve("new/way/y/a")).hasSize(5);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThatThrownBy(() -> files().pushTree(local.resolve("missing"), at("tree"), TransferOptions.defaults()))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("cannot read " + local.resolve("missing"));
        assertThatThrownBy(() -> files().pullTree(at("missing"), local.resolve("back"), TransferOptions.defaults()))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
        files().push(text("x"), at("file"), DEFAULTS);
        assertThatThrownBy(() -> files().pullTree(at("file"), local.resolve("back"), TransferOptions.defaults()))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("'" + at("file") + "' is a file, not a directory");
        assertThat(local.resolve("back")).doesNotExist();
    }

    /** What is on an instance below the tree, with what nobody should see. */
    final List<String> remote() {
        List<String> found = new ArrayList<>();
        try (SftpSession sftp = files().sftp()) {
            collect(sftp, at("tree"), found);
        }
        return found;
    }

    private static void collect(SftpSession sftp, String directory, List<String> found) {
        sftp.list(directory).forEach(info -> {
            found.add(info.path());
            if (info.type() == FileType.DIRECTORY) {
                collect(sftp, info.path(), found);
            }
        });
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
