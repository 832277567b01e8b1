package io.github.microovn.rebuilder.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of snapd and unsquashfs, with programs of a few lines in their place. */
class SnapScriptsTest {

    private static final String SNAP = """
            #!/bin/sh
            echo "$*" >> "$0.asked"
            for target; do :; done
            target=${target#--target-directory=}
            echo 'Fetching snap "microovn"'
            cat "$target/microovn.snap.partial" 2> /dev/null > "$target/microovn.snap"
            echo end >> "$target/microovn.snap"
            rm -f "$target/microovn.snap.partial"
            """;

    /** Takes "-n -d DIRECTORY FILE", and refuses a directory that is there, as the real one does. */
    private static final String UNSQUASHFS = """
            #!/bin/sh
            [ "$1 $2" = '-n -d' ] && mkdir "$3" && mkdir "$3/meta" && cp "$4" "$3/meta/snap.yaml"
            """;

    @TempDir
    private Path directory;

    private Path programs;
    private Path downloads;
    private Path staged;
    private Path tree;

    @BeforeEach
    void prepare() throws IOException {
        programs = Files.createDirectory(directory.resolve("bin"));
        downloads = directory.resolve("downloads");
        staged = directory.resolve("staged");
        tree = directory.resolve("tree");
        program("snap", SNAP);
        program("unsquashfs", UNSQUASHFS);
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(programs.resolve(name), text);
        assertThat(programs.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    /** What a script says, and its exit code as the last line. */
    private String run(Scripts script, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script.text(), script.label()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(programs + ":/usr/bin:/bin", command);
    }

    private static String run(String path, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return said + process.waitFor();
    }

    private String download(String channel) throws IOException, InterruptedException {
        return run(Scripts.DOWNLOAD, downloads, channel);
    }

    private String unpack() throws IOException, InterruptedException {
        return run(Scripts.UNPACK, downloads.resolve("microovn.snap"), staged, tree, downloads);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(programs.resolve("snap.asked"));
    }

    @Test
    void aChannelIsAskedForAndOtherwiseTheSnapsOwn() throws Exception {
        assertThat(download("24.03/stable")).isEqualTo("0");
        assertThat(download("")).isEqualTo("0");

        String rest = " --basename=microovn --target-directory=" + downloads;
        assertThat(asked())
                .containsExactly("download microovn --channel=24.03/stable" + rest, "download microovn" + rest);
    }

    @Test
    void whatCameIsUnpackedAndNothingElseIsLeft() throws Exception {
        download("");

        assertThat(unpack()).isEqualTo("0");
        assertThat(Files.readString(tree.resolve("meta/snap.yaml"))).isEqualTo("end\n");
        assertThat(downloads).doesNotExist();
        assertThat(staged).doesNotExist();
    }

    @Test
    void aDownloadThatWasCutIsGoneOnWith() throws Exception {
        Files.createDirectory(downloads);
        Files.writeString(downloads.resolve("microovn.snap.partial"), "beginning\n");

        download("");

        assertThat(Files.readString(downloads.resolve("microovn.snap"))).isEqualTo("beginning\nend\n");
    }

    @Test
    void halfATreeIsMadeAgain() throws Exception {
        Files.createDirectories(staged.resolve("meta"));
        download("");

        assertThat(unpack()).isEqualTo("0");
        assertThat(tree.resolve("meta/snap.yaml")).exists();
    }

    @Test
    void aTreeIsInPlaceOnlyWhenAllOfItIs() throws Exception {
        program("unsquashfs", "#!/bin/sh\nmkdir \"$3\" && echo 'FATAL ERROR: no space' >&2 && exit 1\n");
        download("");

        assertThat(unpack()).isEqualTo("FATAL ERROR: no space\n1");
        assertThat(tree).doesNotExist();
        assertThat(downloads.resolve("microovn.snap")).exists();
    }

    @Test
    void whatTheStoreSaysIsSaid() throws Exception {
        program("snap", "#!/bin/sh\necho 'error: unable to contact snap store' >&2\nexit 1\n");

        assertThat(download("")).isEqualTo("error: unable to contact snap store\n1");
    }

    @Test
    void aDaemonThatWasNotRestartedAfterItsPlugsWereConnectedIsSoLater() throws Exception {
        Path mark = directory.resolve("own/connecting");
        program("snap", """
                #!/bin/sh
                echo "$*" >> "$0.asked"
                case $1 in
                connections) printf 'Plug Name Slot\\nx microovn:a %s\\nx microovn:b -\\n' "$(cat "$0.slot")" ;;
                connect) echo :a > "$0.slot" ;;
                *) [ -e "$0.may" ] ;;
                esac
                """);
        Files.writeString(programs.resolve("snap.slot"), "-");

        assertThat(run(Scripts.CONNECT, "0", mark, "a", "c")).endsWith("1");
        Files.createFile(programs.resolve("snap.may"));
        assertThat(run(Scripts.CONNECT, "0", mark, "a", "c")).isEqualTo("0\n0");
        assertThat(run(Scripts.CONNECT, "0", mark, "a", "c")).isEqualTo("0\n0");

        String look = "connections microovn";
        assertThat(asked())
                .containsExactly(
                        look, "connect microovn:a", "restart microovn.daemon", look, "restart microovn.daemon", look);
        assertThat(mark).doesNotExist();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        List<String> unpack = List.of("/bin/sh", "-c", Scripts.UNPACK.text(), "unpack");
        List<String> boot = List.of("/bin/sh", "-c", Scripts.BOOT.text(), "boot", "60");
        String nothing = Files.createDirectory(directory.resolve("nothing")).toString();

        assertThat(run(nothing, unpack)).isEqualTo("there is no unsquashfs; the package squashfs-tools has it\n1");
        assertThat(run(nothing, boot)).isEqualTo("4");
    }
}
