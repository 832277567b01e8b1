package io.github.microovn.rebuilder.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    private static final String NORTHD = """
            targets:
              - local_path: northd/ovn-northd
                remote_path: bin/ovn-northd
            """;

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("c.yaml");
    }

    @Test
    void readsWhatIsWatched() {
        assertThat(load(NORTHD).watch()).isEqualTo(Config.SOURCES).contains("*.c", "automake.mk");
        assertThat(load("watch: ['*.c', '*.p[y4]', ovn.xml]\n" + NORTHD).watch())
                .containsExactly("*.c", "*.p[y4]", "ovn.xml");
        assertThat(problems("watch:\n  - '*.[c'\n  - northd/*.c\n  - 7\n" + NORTHD))
                .containsExactly(
                        "P:2:5: '*.[c' is not a pattern of a file's name",
                        "P:3:5: 'northd/*.c' is not a pattern of a file's name: leave the directory out",
                        "P:4:5: 'watch' must be a text, not the number 7; put it in quotes if it is meant");
        assertThat(problems("watch: []\n" + NORTHD))
                .containsExactly(
                        "P:1:8: 'watch' is empty; without the key it is *.c, *.h, *.ovsschema, *.at," + " automake.mk");
        assertThat(problems("watch: '*.c'\n" + NORTHD))
                .containsExactly("P:1:8: 'watch' must be a list of patterns such as \"*.c\", not the text '*.c'");
    }

    @Test
    void readsGroupsOfHosts() {
        Config config = load("hosts: {central: [lxd:movn1, lxd:movn2], edge: [lxd:movn2, local:]}\n" + NORTHD);

        assertThat(config.hosts().hosts()).extracting(HostSpec::address).containsExactly("movn1", "movn2", "localhost");
        assertThat(config.hosts().repeated()).isEmpty();
        assertThat(config.hosts().groups()).containsOnlyKeys("central", "edge");
        assertThat(config.hosts().groups().get("edge"))
                .extracting(HostSpec::toString)
                .containsExactly("lxd:movn2", "local:localhost");
    }

    @Test
    void reportsEveryMistakeInGroups() {
        assertThat(problems("""
                        hosts:
                          central: [lxd:movn1, movn2]
                          edge: lxd:movn3
                          central: [lxd:movn4, lxd:movn4]
                          lxd:movn5: []
                          empty: []
                          [x]: []
                        """ + NORTHD))
                .containsExactly(
                        "P:2:24: 'movn2' is not valid remote specification. Expected format is"
                                + " '<remote_type>:<remote_address>'",
                        "P:3:9: 'edge' must be a list of host specifications such as lxd:movn1, not the text"
                                + " 'lxd:movn3'",
                        "P:4:3: duplicate key 'central', it is in line 2 already",
                        "P:5:3: 'lxd:movn5' is not a name for a group of hosts; letters, digits, '.', '_' and '-' make"
                                + " one",
                        "P:7:3: a list is not a name for a group of hosts; letters, digits, '.', '_' and '-' make one");
        assertThat(problems("hosts: {a: [lxd:x], b: [incus:x]}\n" + NORTHD))
                .singleElement()
                .asString()
                .contains("could not be told apart");
        assertThat(load("hosts: {a: [lxd:x, lxd:x]}\n" + NORTHD).hosts().repeated())
                .containsExactly(new HostSpec("lxd", "x"));
    }

    @Test
    void readsTheOriginalsSixTargetsFromTheBuiltInConfiguration() {
        Config config = ConfigLoader.builtIn();

        assertThat(config.targets())
                .extracting(Target::localPath, Target::remotePath, Target::services)
                .containsExactly(
                        tuple("northd/ovn-northd", "bin/ovn-northd", List.of("microovn.ovn-northd")),
                        tuple("controller/ovn-controller", "bin/ovn-controller", List.of("microovn.chassis")),
                        tuple("utilities/ovn-nbctl", "bin/ovn-nbctl", List.of()),
                        tuple("utilities/ovn-sbctl", "bin/ovn-sbctl", List.of()),
                        tuple("utilities/ovn-appctl", "bin/ovn-appctl", List.of()),
                        tuple("utilities/ovn-trace", "bin/ovn-trace", List.of()));
        assertThat(config.hosts()).isEqualTo(HostSpecs.NONE);
    }

    @Test
    void readsEveryKey() {
        Config config = load("""
                hosts: [lxd:movn1, "ssh:root@lab9"]
                targets:
                  - local_path: ovs/ovsdb/ovsdb-server
                    remote_path: bin/ovsdb-server
                    services: [microovn.ovn-ovsdb-server-nb, microovn.switch, microovn.switch]
                    mode: "0755"
                """);

        assertThat(config.hosts().hosts())
                .containsExactly(new HostSpec("lxd", "movn1"), new HostSpec("ssh", "root@lab9"));
        assertThat(config.targets())
                .containsExactly(new Target(
                        "ovs/ovsdb/ovsdb-server",
                        "bin/ovsdb-server",
                        List.of("microovn.ovn-ovsdb-server-nb", "microovn.switch"),
                        OptionalInt.of(0755)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0755", "\"0755\"", "'755'", "755", "0o755", "\"0o755\""})
    void readsAModeAsOctalHoweverItIsWritten(String mode) {
        assertThat(load(NORTHD + "    mode: " + mode + "\n").targets().get(0).mode())
                .hasValue(0755);
    }

    @ParameterizedTest
    @CsvSource({
        "rwx, '''mode'' must be octal digits such as \"0755\", not rwx'",
        "'0888', '''mode'' must be octal digits such as \"0755\", not 0888'",
        "-1, '''mode'' must be octal digits such as \"0755\", not -1'",
        "7, '''mode'' must be octal digits such as \"0755\", not 7'",
        "77777, '''mode'' must be octal digits such as \"0755\", not 77777'",
        "0x1ED, '''mode'' must be octal digits such as \"0755\", not 0x1ED'",
        "6.5, '''mode'' must be octal digits such as \"0755\", not 6.5'",
        "[0755], '''mode'' must be a text, not a list'",
        "'', '''mode'' has no value; it must be a text'",
        "true, '''mode'' must be a text, not the truth value true; put it in quotes if it is meant'",
    })
    void refusesWhatIsNoMode(String mode, String message) {
        assertThat(problems(NORTHD + "    mode: " + mode + "\n")).allMatch(line -> line.endsWith(": " + message));
    }

    @Test
    void sharesValuesByAnchorAliasAndMerge() {
        Config config = load("""
                targets:
                  - &northd
                    local_path: northd/ovn-northd
                    remote_path: &remote bin/ovn-northd
                    services: &services [microovn.ovn-northd]
                  - local_path: *remote
                    remote_path: bin/copy
                    services: *services
                  - <<: *northd
                    remote_path: bin/other
                """);

        assertThat(config.targets())
                .containsExactly(
                        target("northd/ovn-northd", "bin/ovn-northd", "microovn.ovn-northd"),
                        target("bin/ovn-northd", "bin/copy", "microovn.ovn-northd"),
                        target("northd/ovn-northd", "bin/other", "microovn.ovn-northd"));
    }

    @Test
    void ignoresAByteOrderMark() {
        assertThat(load("\uFEFF" + NORTHD).targets()).hasSize(1);
    }

    @Test
    void readsWindowsLineEnds() {
        assertThat(load(NORTHD.replace("\n", "\r\n")).targets())
                .containsExactly(target("northd/ovn-northd", "bin/ovn-northd"));
    }

    @Test
    void acceptsLocalPathsAnywhere() {
        Config config = load("""
                targets:
                  - {local_path: ../ovs/ovsdb/ovsdb-tool, remote_path: bin/ovsdb-tool}
                  - {local_path: /usr/bin/gdb, remote_path: ./bin/../bin/gdb}
                """);

        assertThat(config.targets()).hasSize(2);
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThat(messages()).containsExactly("Cannot open config file P: No such file or directory");
    }

    @Test
    void saysThatAFileIsADirectory() throws IOException {
        Files.createDirectory(file);

        assertThat(messages()).containsExactly("Cannot open config file P: Is a directory");
    }

    @Test
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        Files.writeString(file, "# comment\n".repeat(1 << 20));

        assertThat(messages())
                .containsExactly("Cannot open config file P: it is larger than 1 MiB; is it a configuration?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only\n# comments\n", "---\n", "~\n", "hosts: [lxd:movn1]\n", "{}"})
    void saysThatThereAreNoTargets(String yaml) {
        assertThat(problems(yaml)).containsExactly("No targets found in config file: P");
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets: {}", "targets: []", "targets: foo", "targets: 5", "targets: ~", "targets: "})
    void saysThatTargetsMustBeAList(String yaml) {
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .matches("P:1:\\d+: 'targets' must be non-empty list \\(config file: P\\)");
    }

    @Test
    void saysWhatATargetMustBe() {
        assertThat(problems("targets: [foo]"))
                .containsExactly("P:1:11: each of the 'targets' must be a mapping with 'local_path' and 'remote_path', "
                        + "not the text 'foo'");
    }

    @Test
    void saysWhatTheFileMustBe() {
        assertThat(problems("- local_path: x\n"))
                .containsExactly("P:1:1: the file must be a mapping with the key 'targets', not a list");
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThat(problems("targets:\n  - remote_path: bin/x\n  - local_path: x\n"))
                .containsExactly(
                        "P:2:5: One of the 'targets' in config file 'P' is missing key: local_path",
                        "P:3:5: One of the 'targets' in config file 'P' is missing key: remote_path");
    }

    @ParameterizedTest
    @CsvSource({
        "5, '''local_path'' must be a text, not the number 5; put it in quotes if it is meant'",
        "1.20, '''local_path'' must be a text, not the number 1.20; put it in quotes if it is meant'",
        "on, '''local_path'' must be a text, not the truth value on; put it in quotes if it is meant'",
        "2026-11-01, '''local_path'' must be a text, not the date 2026-11-01; put it in quotes if it is meant'",
        "'[a, b]', '''local_path'' must be a text, not a list'",
        "'{a: b}', '''local_path'' must be a text, not a mapping'",
        "'', '''local_path'' has no value; it must be a text'",
        "'\"\"', '''local_path'' is empty'",
        "'\"  \"', '''local_path'' is empty'",
        "'\"a\\nb\"', '''local_path'' has a line break or another control character in it'",
        "'\"a\\0b\"', '''local_path'' has a line break or another control character in it'",
        "northd/, '''local_path'' names a directory, it must name a file: northd/'",
        "., '''local_path'' names a directory, it must name a file: .'",
        "'!!binary eA==', '''local_path'' must be a text, not a value with the tag !!binary'",
        "'!mine x', '''local_path'' must be a text, not a value with the tag !mine'",
    })
    void saysWhatAPathMustBe(String path, String message) {
        assertThat(problems("targets:\n- remote_path: bin/x\n  local_path: " + path + "\n"))
                .containsExactly("P:3:" + (path.isEmpty() ? 14 : 15) + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "/bin/x, '''remote_path'' must be relative to the remote directory: /bin/x'",
        "../x, '''remote_path'' climbs out of the remote directory: ../x'",
        "bin/../../x, '''remote_path'' climbs out of the remote directory: bin/../../x'",
        "bin/.., '''remote_path'' names a directory, it must name a file: bin/..'",
        "bin/, '''remote_path'' names a directory, it must name a file: bin/'",
    })
    void keepsRemotePathsInside(String path, String message) {
        assertThat(problems("targets:\n- local_path: x\n  remote_path: " + path + "\n"))
                .containsExactly("P:3:16: " + message);
    }

    @Test
    void suggestsTheNearestKnownKey() {
        assertThat(problems("""
                        target: []
                        colour: red
                        targets:
                          - local-path: x
                            local_path: x
                            remote_path: bin/x
                            servcie: microovn.x
                            owner: root
                        """))
                .containsExactly(
                        "P:1:1: unknown key 'target'; did you mean 'targets'?",
                        "P:2:1: unknown key 'colour'; known here: targets, hosts, services, deploy, verify, hooks, watch, build",
                        "P:4:5: unknown key 'local-path'; did you mean 'local_path'?",
                        "P:7:5: unknown key 'servcie'; did you mean 'service'?",
                        "P:8:5: unknown key 'owner'; known here: local_path, remote_path, service, services, mode, kind, pre_exec,"
                                + " post_exec");
    }

    @Test
    void staysBriefAboutAnEndlessKey() {
        assertThat(problems("? " + "k".repeat(100_000) + "\n: x\n" + NORTHD))
                .containsExactly("P:1:3: unknown key '" + "k".repeat(40)
                        + "...'; known here: targets, hosts, services, deploy, verify, hooks, watch, build");
    }

    @Test
    void aTargetCanBeTheSchemaOfADatabase() {
        assertThat(load(NORTHD + "    kind: ovsdb-schema\n").targets())
                .extracting(Target::kind)
                .containsExactly(TargetKind.OVSDB_SCHEMA);
        assertThat(load(NORTHD).targets()).extracting(Target::kind).containsExactly(TargetKind.FILE);
        assertThat(problems(NORTHD + "    kind: schema\n"))
                .containsExactly("P:4:11: 'kind' must be file or ovsdb-schema, not the text 'schema'");
    }

    @Test
    void refusesADuplicateKey() {
        assertThat(problems(NORTHD + "    local_path: x\ntargets: []\n"))
                .containsExactly(
                        "P:4:5: duplicate key 'local_path', it is in line 2 already",
                        "P:5:1: duplicate key 'targets', it is in line 1 already");
    }

    @Test
    void refusesKeysThatAreNoText() {
        assertThat(problems("? [a, b]\n: c\n" + NORTHD)).containsExactly("P:1:3: a key must be a text, not a list");
    }

    @Test
    void refusesTwoTargetsForOnePlace() {
        assertThat(problems(NORTHD + "  - local_path: other\n    remote_path: ./bin//ovn-northd\n"))
                .containsExactly("P:4:5: the target in line 2 goes to the same 'remote_path', ./bin//ovn-northd");
    }

    @Test
    void saysWhatServicesMustBe() {
        assertThat(problems("""
                        targets:
                        - {local_path: a, remote_path: a, service: [a.b, c.d]}
                        - {local_path: b, remote_path: b, services: a.b}
                        - {local_path: c, remote_path: c, service: northd}
                        - {local_path: d, remote_path: d, services: [microovn.x, "*.service", -h, 7, ""]}
                        - {local_path: e, remote_path: e, service: a.b, services: [a.b]}
                        - {local_path: f, remote_path: f, service: }
                        """))
                .containsExactly(
                        "P:2:44: 'service' is one service; several go into 'services'",
                        "P:3:45: 'services' must be a list of snap services, not the text 'a.b'",
                        "P:4:44: 'northd' is not a snap service; expected SNAP.SERVICE such as microovn.ovn-northd",
                        "P:5:58: '*.service' is not a snap service; expected SNAP.SERVICE such as microovn.ovn-northd",
                        "P:5:71: '-h' is not a snap service; expected SNAP.SERVICE such as microovn.ovn-northd",
                        "P:5:75: 'services' must be a text, not the number 7; put it in quotes if it is meant",
                        "P:5:78: 'services' is empty",
                        "P:6:59: 'services' beside 'service'; name all of them in 'services'",
                        "P:7:43: 'service' has no value; it must be a text");
    }

    @Test
    void thisMachineNeedsNoQuotesAndNoAddress() {
        Config config = load("hosts: [local:, lxd:movn1]\n" + NORTHD);

        assertThat(config.hosts().hosts())
                .extracting(HostSpec::toString)
                .containsExactly("local:localhost", "lxd:movn1");
        assertThat(problems("hosts: [lxd:a, incus:a]\n" + NORTHD))
                .singleElement()
                .asString()
                .startsWith("P:1:8: 'lxd:a' and 'incus:a' have one name, a,");
    }

    @Test
    void trimsHostsAndKeepsOneOfEach() {
        Config config = load("hosts:\n  - ' lxd:movn1 '\n  - lxd:movn2, lxd:movn1\n" + NORTHD);

        assertThat(config.hosts().hosts()).containsExactly(new HostSpec("lxd", "movn1"), new HostSpec("lxd", "movn2"));
        assertThat(config.hosts().repeated()).containsExactly(new HostSpec("lxd", "movn1"));
    }

    @Test
    void saysWhichHostIsWrong() {
        assertThat(problems("""
                        hosts:
                          - foo
                          - ":x"
                          - lxd: movn1
                          - "  "
                          - 7
                          - [lxd:movn1]
                        """ + NORTHD))
                .containsExactly(
                        "P:2:5: 'foo' is not valid remote specification. Expected format is '<remote_type>:<remote_address>'",
                        "P:3:5: ':x' is not valid remote specification. Expected format is '<remote_type>:<remote_address>'",
                        "P:4:5: a host is written without a blank after the colon: lxd:movn1",
                        "P:5:5: 'hosts' is empty",
                        "P:6:5: 'hosts' must be a text, not the number 7; put it in quotes if it is meant",
                        "P:7:5: 'hosts' must be a text, not a list");
    }

    @Test
    void saysWhatHostsMustBe() {
        assertThat(problems("hosts: lxd:movn1\n" + NORTHD))
                .containsExactly("P:1:8: 'hosts' must be a list of host specifications such as lxd:movn1, "
                        + "not the text 'lxd:movn1'");
        assertThat(problems("hosts:\n" + NORTHD))
                .containsExactly(
                        "P:1:7: 'hosts' has no value; it must be a list of host specifications such as lxd:movn1");
    }

    @Test
    void placesATab() {
        assertThat(problems("targets:\n\t- local_path: x\n"))
                .singleElement()
                .asString()
                .startsWith("P:2:1: found character '\\t(TAB)' that cannot start any token");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(problems(NORTHD + "---\n" + NORTHD))
                .containsExactly("P:4:1: but found another document (expected a single document in the stream)");
    }

    @Test
    void placesBrokenSyntax() {
        assertThat(problems("targets: [\n")).singleElement().asString().startsWith("P:2:1: ");
        assertThat(problems("targets: *nowhere\n"))
                .singleElement()
                .asString()
                .startsWith("P:1:10: found undefined alias nowhere");
    }

    @Test
    void refusesTags() {
        assertThat(problems("targets: !!java.io.File [x]\n"))
                .containsExactly("P:1:10: Global tag is not allowed: tag:yaml.org,2002:java.io.File");
        assertThat(problems("!mine {targets: 1}"))
                .containsExactly(
                        "P:1:1: the file must be a mapping with the key 'targets', not a mapping with the tag !mine");
        assertThat(problems("targets: !!set {x}\nhosts: !mine [x]\n"))
                .containsExactly(
                        "P:1:10: 'targets' must be non-empty list (config file: P)",
                        "P:2:8: 'hosts' must be a list of host specifications such as lxd:movn1, "
                                + "not a list with the tag !mine");
    }

    @Test
    void stopsAtAnAliasBomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 30; level++) {
            yaml.append("a%d: &a%d [%s]\n"
                    .formatted(level, level, String.join(", ", Collections.nCopies(9, "*a" + (level - 1)))));
        }

        assertThat(problems(yaml.toString()))
                .containsExactly("P: Number of aliases for non-scalar nodes exceeds the specified max=50");
    }

    @Test
    void stopsAtDeepNesting() {
        assertThat(problems("targets: " + "[".repeat(10_000)))
                .singleElement()
                .asString()
                .startsWith("P: Nesting Depth exceeded max 50");
    }

    @Test
    void survivesAListThatHoldsItself() {
        assertThat(problems("targets: &t [*t]\n")).hasSize(1);
        assertThat(problems("hosts: &t [*t]\n" + NORTHD)).hasSize(1);
    }

    @Test
    void placesBytesThatAreNotUtf8() throws IOException {
        Files.write(file, (NORTHD + "    # caf\u00e9\n").getBytes(ISO_8859_1));

        assertThat(messages()).containsExactly("P:4:10: byte 0xE9 is not valid UTF-8; save the file as UTF-8");
    }

    @Test
    void placesATruncatedCharacter() throws IOException {
        byte[] bytes = "# caf\u00e9".getBytes(UTF_8);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(messages()).containsExactly("P:1:6: byte 0xC3 is not valid UTF-8; save the file as UTF-8");
    }

    @Test
    void placesControlCharacters() {
        assertThat(problems("# \uD83D\uDE00 \u0000\n"))
                .containsExactly("P:1:5: character U+0000 is not allowed in YAML");
    }

    private Config load(String yaml) {
        write(yaml);
        return ConfigLoader.load(file);
    }

    private List<String> problems(String yaml) {
        write(yaml);
        return messages();
    }

    private void write(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What loading the file reports, with P in place of the file's name. */
    private List<String> messages() {
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.load(file));
        assertThat(thrown).as("problems reported").isNotNull();
        return thrown.problems().stream()
                .map(problem -> problem.toString().replace(file.toString(), "P"))
                .toList();
    }

    private static Target target(String localPath, String remotePath, String... services) {
        return new Target(localPath, remotePath, List.of(services), OptionalInt.empty());
    }
}
