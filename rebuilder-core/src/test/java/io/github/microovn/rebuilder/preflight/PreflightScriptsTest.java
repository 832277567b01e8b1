package io.github.microovn.rebuilder.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.change.ElfFile;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the scripts find on an instance that is a directory. */
@Timeout(60)
class PreflightScriptsTest {

    private static final String STAGED = "bin/.ovn-northd.rebuilder-1";

    private final MicroOvnInstance movn = new MicroOvnInstance();
    private final Preflight preflight = new Preflight(movn.host(), "/root/squashfs-root");

    @AfterEach
    void close() {
        movn.close();
    }

    /** A staged program of this machine; whatever it is, it says something to --version or complains. */
    private Product stage(String program) throws IOException {
        Path file = Path.of(program).toRealPath();
        Path staged = movn.instance().file("/root/squashfs-root/" + STAGED);
        Files.copy(file, staged);
        return new Product("northd/ovn-northd", ElfFile.read(file), Files.size(file), "bin/ovn-northd", STAGED);
    }

    @Test
    void triesAStagedProgramInTheSnap() throws IOException {
        List<Check> checks = preflight.everything(List.of(stage("/usr/bin/env")));

        // The instance's snap is not tried from a directory.
        assertThat(checks).filteredOn(Check::failed).extracting(Check::name).containsExactly("snap");
        assertThat(checks)
                .extracting(Check::name)
                .contains("directory", "space", "architecture", "libraries", "starts");
        assertThat(checks)
                .filteredOn(check -> check.name().equals("starts"))
                .allSatisfy(check -> assertThat(check.what()).startsWith("northd/ovn-northd --version says: "));
    }

    @Test
    void findsTheLibraryThatIsMissing() throws IOException {
        Product product = stage("/usr/bin/env");
        Path staged = movn.instance().file("/root/squashfs-root/" + STAGED);
        byte[] bytes = Files.readAllBytes(staged);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(
                staged, text.replace("libc.so.6", "libc.so.9").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThat(preflight.staged(List.of(product)))
                .filteredOn(Check::failed)
                .singleElement()
                .satisfies(check -> assertThat(check.what())
                        .contains("needs libc.so.9")
                        .contains("neither base core24")
                        .endsWith("nor the snap has"));
    }

    @Test
    void saysWhatIsThereOfTheSnap() throws IOException {
        assertThat(check("snap").what())
                .isEqualTo(
                        "snap microovn is installed, not tried from a directory: what is " + "deployed does not run");

        Files.createDirectories(movn.instance().file("/var/lib/snapd/snaps"));
        Path tree = movn.instance().file("/root/squashfs-root");
        Files.createSymbolicLink(movn.instance().file("/var/lib/snapd/snaps/microovn_x1.snap"), tree);
        assertThat(check("snap").what()).isEqualTo("snap microovn is tried from '/root/squashfs-root'");

        Files.delete(movn.instance().file("/snap/microovn/current"));
        assertThat(check("snap").what()).isEqualTo("there is no snap microovn");
    }

    private Check check(String name) {
        return preflight.everything(List.of()).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatIsWrongWithTheDirectory() {
        assertThat(new Preflight(movn.host(), "/nowhere").everything(List.of()))
                .anySatisfy(check -> assertThat(check.what()).isEqualTo("'/nowhere' does not exist"));
        movn.instance().withFile("/root/file", "");
        assertThat(new Preflight(movn.host(), "/root/file").everything(List.of()))
                .anySatisfy(check -> assertThat(check.what()).isEqualTo("'/root/file' is not a directory"));
    }

    @Test
    void whatIsNotStagedIsNotTried() {
        Product schema = new Product("x", Optional.empty(), 1, "share/x", "");

        assertThat(preflight.staged(List.of(schema))).isEmpty();
    }
}
