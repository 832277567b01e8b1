package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Examinations of an instance that is a directory, by the real scripts; products are programs of this machine. */
@Timeout(60)
class DoctorTest {

    private static final String REMOTE = "/root/squashfs-root";
    private static final Target NORTHD =
            new Target("northd/ovn-northd", "bin/ovn-northd", List.of(), OptionalInt.empty());
    private static final Target TRACE =
            new Target("utilities/ovn-trace", "bin/ovn-trace", List.of(), OptionalInt.empty());

    @TempDir
    Path source;

    private final MicroOvnInstance movn = new MicroOvnInstance();
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void trySnap() throws IOException {
        Files.createDirectories(movn.instance().file("/var/lib/snapd/snaps"));
        Files.createSymbolicLink(
                movn.instance().file("/var/lib/snapd/snaps/microovn_x1.snap"),
                movn.instance().file(REMOTE));
        build(NORTHD, Files.readAllBytes(Path.of("/usr/bin/env")));
        movn.instance().withFile(REMOTE + "/bin/ovn-northd", "#!/bin/sh\necho old\n");
    }

    @AfterEach
    void close() {
        movn.close();
    }

    private void build(Target target, byte[] content) throws IOException {
        Path file = source.resolve(target.localPath());
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private boolean examine(String hosts, String remotePath, Target... targets) {
        RebuilderOptions options = RebuilderOptions.builder(new Config(List.of(targets), HostSpecs.NONE))
                .hosts(HostSpecs.parse(List.of(hosts)))
                .ovnSource(source.toString())
                .remotePath(remotePath)
                .environment(movn.environment())
                .build();
        try (Doctor doctor = Doctor.open(options, events::add)) {
            return doctor.examine();
        }
    }

    private List<Check> checks() {
        return events.stream()
                .filter(CheckEvent.Checked.class::isInstance)
                .map(event -> ((CheckEvent.Checked) event).check())
                .toList();
    }

    @Test
    void saysOnceThatThereIsNoSourceDirectory() throws IOException {
        Files.delete(source.resolve(NORTHD.localPath()));
        Files.delete(source.resolve("northd"));
        Files.delete(source);

        assertThat(examine("lxd:movn1", REMOTE, NORTHD, TRACE)).isFalse();

        assertThat(checks())
                .filteredOn(check -> check.name().equals("product"))
                .extracting(Check::what)
                .containsExactly("there is no directory " + source + "; -o names the OVN source directory");
    }

    private CheckEvent.Finished end() {
        return (CheckEvent.Finished) events.get(events.size() - 1);
    }

    private List<String> bin() throws IOException {
        try (var files = Files.list(movn.instance().file(REMOTE + "/bin"))) {
            return files.map(file -> file.getFileName() + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    private long uploads() {
        return movn.lxd().requests().stream()
                .filter(request -> request.toString().contains(".rebuilder-try-"))
                .count();
    }

    @Test
    void triesWhatIsBuiltAndLeavesNothingBehind() throws IOException {
        List<String> before = bin();

        assertThat(examine("lxd:movn1", REMOTE, NORTHD)).isTrue();

        assertThat(checks())
                .extracting(Check::host, Check::name, Check::verdict)
                .containsExactly(
                        tuple("local", "product", Verdict.OK),
                        tuple("movn1", "reachable", Verdict.OK),
                        tuple("movn1", "directory", Verdict.OK),
                        tuple("movn1", "space", Verdict.OK),
                        tuple("movn1", "snap", Verdict.OK),
                        tuple("movn1", "plugs", Verdict.OK),
                        tuple("movn1", "architecture", Verdict.OK),
                        tuple("movn1", "libraries", Verdict.OK),
                        tuple("movn1", "starts", Verdict.OK));
        assertThat(end().fit()).containsExactly("movn1");
        assertThat(end().unfit()).isEmpty();
        assertThat(uploads()).isPositive();
        assertThat(bin()).isEqualTo(before);
    }

    @Test
    void whatAHostHasAlreadyIsNotUploaded() throws IOException {
        Files.copy(
                source.resolve("northd/ovn-northd"),
                movn.instance().file(REMOTE + "/bin/ovn-northd"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(examine("lxd:movn1", "auto", NORTHD)).isTrue();

        assertThat(checks()).extracting(Check::name).contains("libraries", "starts");
        assertThat(uploads()).isZero();
    }

    @Test
    void aProgramThatLacksALibraryIsFoundAndRemoved() throws IOException {
        String text = Files.readString(source.resolve("northd/ovn-northd"), StandardCharsets.ISO_8859_1);
        build(NORTHD, text.replace("libc.so.6", "libc.so.9").getBytes(StandardCharsets.ISO_8859_1));
        List<String> before = bin();

        assertThat(examine("lxd:movn1", REMOTE, NORTHD)).isFalse();

        assertThat(checks())
                .filteredOn(Check::failed)
                .singleElement()
                .satisfies(check -> assertThat(check.what()).contains("northd/ovn-northd needs libc.so.9"));
        assertThat(end().unfit()).containsExactly("movn1");
        assertThat(bin()).isEqualTo(before);
    }

    @Test
    void aHostThatCannotBeReachedIsUnfitAndOthersAreExamined() {
        assertThat(examine("lxd:none,lxd:movn1", REMOTE, NORTHD)).isFalse();

        assertThat(checks())
                .filteredOn(check -> check.host().equals("none"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("reachable");
                    assertThat(check.what()).startsWith("there is no LXD instance 'none'");
                });
        assertThat(end().fit()).containsExactly("movn1");
        assertThat(end().unfit()).containsExactly("none");
    }

    @Test
    void aWrapperScriptIsFoundHereAndAMissingProductIsAWarning() throws IOException {
        build(NORTHD, """
                #! /bin/sh

                # ovn-northd - temporary wrapper script for .libs/ovn-northd
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(examine("lxd:movn1", REMOTE, NORTHD, TRACE)).isFalse();

        assertThat(checks())
                .filteredOn(check -> check.host().equals("local"))
                .extracting(Check::name, Check::target, Check::verdict)
                .containsExactly(
                        tuple("product", "northd/ovn-northd", Verdict.FAIL),
                        tuple("product", "utilities/ovn-trace", Verdict.WARN));
        assertThat(end().unfit()).containsExactly("local");
        assertThat(end().fit()).containsExactly("movn1");
    }

    @Test
    void aProgramForAnotherMachineIsNotEvenUploaded() throws IOException {
        byte[] foreign = Files.readAllBytes(source.resolve("northd/ovn-northd"));
        boolean here = foreign[18] == (byte) 183;
        foreign[18] = (byte) (here ? 62 : 183);
        build(NORTHD, foreign);

        assertThat(examine("lxd:movn1", REMOTE, NORTHD)).isFalse();

        assertThat(checks()).filteredOn(Check::failed).extracting(Check::name).containsExactly("architecture");
        assertThat(uploads()).isZero();
    }

    @Test
    void aProgramThatIsCutOffIsNone() throws IOException {
        byte[] whole = Files.readAllBytes(source.resolve("northd/ovn-northd"));
        build(NORTHD, java.util.Arrays.copyOf(whole, 100));

        assertThat(examine("lxd:movn1", REMOTE, NORTHD)).isFalse();

        assertThat(checks().get(0).what()).endsWith("it is not a complete ELF file");
    }

    @Test
    void aDirectoryThatIsMissingIsAFailureAndNothingIsTried() {
        assertThat(examine("lxd:movn1", "/nowhere", NORTHD)).isFalse();

        assertThat(checks()).filteredOn(Check::failed).extracting(Check::name).contains("directory");
        assertThat(uploads()).isZero();
    }

    @Test
    void whereNoSnapIsTriedAutoFindsNoDirectory() throws IOException {
        Files.delete(movn.instance().file("/var/lib/snapd/snaps/microovn_x1.snap"));

        assertThat(examine("lxd:movn1", "auto", NORTHD)).isFalse();

        assertThat(checks())
                .filteredOn(Check::failed)
                .singleElement()
                .satisfies(check -> assertThat(check.what()).contains("is not tried from a directory"));
    }
}
