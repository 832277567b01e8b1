package io.github.microovn.rebuilder.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.ProductException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a strip that takes everything after the 200th byte for debug information, and writes down that it was called. */
@Timeout(60)
class StripperTest {

    private static final int CODE_BYTES = 200;
    private static final int ID_OFFSET = 136;
    private static final Target NORTHD = target("ovn-northd");
    private static final Target SCHEMA = target("ovn-nb.ovsschema");

    /** So late that every stamp has settled. */
    private static final Clock LATE = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));

    @TempDir
    private Path directory;

    private Path calls;

    @BeforeEach
    void makeStrip() throws IOException {
        calls = directory.resolve("calls");
        tool("echo call >> '" + calls + "'; head -c " + CODE_BYTES + " \"$3\" > \"$2\"");
    }

    private static Target target(String name) {
        return new Target(name, "bin/" + name, List.of(), OptionalInt.empty());
    }

    private void tool(String script) throws IOException {
        Files.writeString(directory.resolve("strip"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(directory.resolve("strip"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path copies() {
        return directory.resolve("state/stripped");
    }

    private FingerprintScanner scanner() {
        List<String> command = List.of(directory.resolve("strip").toString(), "-o");
        return new FingerprintScanner(
                new ProductTree(directory.toString()),
                LATE,
                Optional.of(new Stripper(copies(), command)),
                Optional.of(directory.resolve("fingerprints")));
    }

    /** A program of 200 bytes with a note that holds a build-id, and debug information. */
    private void build(String code, String id, String debug) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(CODE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        file.putInt(64, 4).putLong(64 + 8, 120).putLong(64 + 32, 36);
        file.putInt(120, 4).putInt(124, 8).putInt(128, 3).putInt(132, 0x00554e47);
        file.position(ID_OFFSET).put(ascii(id));
        file.position(160).put(ascii(code));
        Files.write(directory.resolve("ovn-northd"), file.array());
        Files.writeString(
                directory.resolve("ovn-northd"),
                debug,
                StandardCharsets.US_ASCII,
                java.nio.file.StandardOpenOption.APPEND);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private long called() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void aProgramIsWhatIsLeftOfItAndAnythingElseIsAsItIs() throws IOException {
        build("code 1", "build-01", "much debug information");
        Files.writeString(directory.resolve("ovn-nb.ovsschema"), "{}");

        Fingerprints found = scanner().scan(List.of(NORTHD, SCHEMA));

        assertThat(found.get(NORTHD).orElseThrow().sizeBytes()).isEqualTo(CODE_BYTES);
        assertThat(found.stripped(NORTHD).orElseThrow()).hasSize(CODE_BYTES).hasParentRaw(copies());
        assertThat(found.get(SCHEMA).orElseThrow().sizeBytes()).isEqualTo(2);
        assertThat(found.stripped(SCHEMA)).isEmpty();
        assertThat(called()).isEqualTo(1);
    }

    @Test
    void aChangeOfDebugInformationAndBuildIdAloneIsNone() throws IOException {
        FingerprintScanner scanner = scanner();
        build("code 1", "build-01", "debug 1");
        Fingerprints first = scanner.scan(List.of(NORTHD));
        build("code 1", "build-02", "debug 2, longer");
        Fingerprints second = scanner.scan(List.of(NORTHD));
        build("code 2", "build-03", "debug 2, longer");
        Fingerprints third = scanner.scan(List.of(NORTHD));

        assertThat(second).isEqualTo(first);
        assertThat(second.stripped(NORTHD).orElseThrow()).content().contains("build-01");
        assertThat(third.changedSince(second)).containsExactly(NORTHD);
        assertThat(third.stripped(NORTHD).orElseThrow()).content().contains("code 2", "build-03");
    }

    @Test
    void anotherSessionFindsTheSameCopy() throws IOException {
        build("code 1", "build-01", "debug 1");
        Fingerprints first = scanner().scan(List.of(NORTHD));
        build("code 1", "build-02", "debug 2");

        assertThat(scanner().scan(List.of(NORTHD))).isEqualTo(first);
    }

    @Test
    void anotherSessionStripsNothingThatWasNotTouched() throws IOException {
        build("code 1", "build-01", "debug 1");
        Fingerprints first = scanner().scan(List.of(NORTHD));

        assertThat(scanner().scan(List.of(NORTHD))).isEqualTo(first);
        assertThat(called()).isEqualTo(1);
        FingerprintScanner whole = new FingerprintScanner(
                new ProductTree(directory.toString()),
                LATE,
                Optional.empty(),
                Optional.of(directory.resolve("fingerprints")));
        assertThat(whole.scan(List.of(NORTHD)).get(NORTHD)).isNotEqualTo(first.get(NORTHD));
        assertThat(scanner().scan(List.of(NORTHD))).isEqualTo(first);
    }

    @Test
    void aCopyThatIsGoneOrDamagedIsMadeAgain() throws IOException {
        FingerprintScanner scanner = scanner();
        build("code 1", "build-01", "debug 1");
        Fingerprints first = scanner.scan(List.of(NORTHD));
        Path copy = first.stripped(NORTHD).orElseThrow();
        Files.delete(copy);
        assertThat(scanner.scan(List.of(NORTHD))).isEqualTo(first);
        assertThat(copy).hasSize(CODE_BYTES);

        Files.writeString(copy, "something else");
        assertThat(scanner().scan(List.of(NORTHD)).stripped(NORTHD)).contains(copy);
        assertThat(copy).hasSize(CODE_BYTES);
    }

    @Test
    void onlyTheLastCopiesStay() throws IOException {
        FingerprintScanner scanner = scanner();
        for (int i = 10; i < 70; i++) {
            build("code " + i, "build-" + i, "debug");
            Fingerprints found = scanner.scan(List.of(NORTHD));
            assertThat(found.stripped(NORTHD).orElseThrow()).exists();
        }

        assertThat(copies()).isDirectoryNotContaining(path -> path.toString().contains("new-"));
        assertThat(copies().toFile().list()).hasSize(48);
    }

    @Test
    void saysOnceThatTheToolIsMissing() throws IOException {
        Files.delete(directory.resolve("strip"));
        build("code 1", "build-01", "debug 1");
        Files.copy(directory.resolve("ovn-northd"), directory.resolve("ovn-nb.ovsschema"));

        assertThatThrownBy(() -> scanner().scan(List.of(NORTHD, SCHEMA)))
                .isInstanceOf(ProductException.class)
                .hasMessage("Cannot strip the watched files: the program " + directory.resolve("strip")
                        + " does not run here; install binutils, or configure deploy: {strip: none}");
    }

    @Test
    void saysWhatTheToolSaid() throws IOException {
        build("code 1", "build-01", "debug 1");
        tool("echo 'strip: file truncated' >&2; exit 1");

        assertThatThrownBy(() -> scanner().scan(List.of(NORTHD)))
                .isInstanceOf(ProductException.class)
                .hasMessage("Cannot strip " + directory.resolve("ovn-northd") + ": strip: file truncated;"
                        + " build it again, or configure deploy: {strip: none}");
        assertThat(copies()).isEmptyDirectory();
    }

    @Test
    void aFileThatIsReplacedUnderTheToolIsStrippedAgain() throws IOException {
        build("code 2", "build-02", "debug 2");
        Files.move(directory.resolve("ovn-northd"), directory.resolve("next"));
        build("code 1", "build-01", "debug 1");
        tool("[ ! -e '" + directory + "/next' ] || { mv '" + directory + "/next' '" + directory
                + "/ovn-northd'; exit 1; }; head -c " + CODE_BYTES + " \"$3\" > \"$2\"");

        Fingerprints found = scanner().scan(List.of(NORTHD));

        assertThat(found.stripped(NORTHD).orElseThrow()).content().contains("code 2");
    }
}
