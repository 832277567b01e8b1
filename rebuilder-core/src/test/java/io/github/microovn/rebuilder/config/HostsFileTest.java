package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {

    private static final String TARGETS = """
            targets:
              - local_path: northd/ovn-northd
                remote_path: bin/ovn-northd # the daemon
                service: microovn.ovn-northd
            """;

    @TempDir
    private Path directory;

    private String written(String text, String... hosts) throws IOException {
        Path file = Files.writeString(directory.resolve("my.yaml"), text);
        HostsFile config = new HostsFile(file);
        config.check();
        config.write(List.of(hosts));
        assertThat(ConfigLoader.load(file).hosts().hosts())
                .isEqualTo(HostSpecs.parse(List.of(hosts)).hosts());
        return Files.readString(file);
    }

    @Test
    void aListInOneLineIsReplacedAndAllElseStays() throws IOException {
        String text = "# mine\n\nhosts: [lxd:old] # three of them\n\n" + TARGETS + "# the end\n";

        assertThat(written(text, "lxd:movn1", "lxd:movn2"))
                .isEqualTo("# mine\n\nhosts: [lxd:movn1, lxd:movn2] # three of them\n\n" + TARGETS + "# the end\n");
    }

    @Test
    void aListOfLinesIsReplacedUpToItsLastItem() throws IOException {
        String text = "hosts:\n  - lxd:a\n  - ssh:b # the other\n\n# what is watched\n" + TARGETS;

        assertThat(written(text, "lxd:movn1"))
                .isEqualTo("hosts: [lxd:movn1] # the other\n\n# what is watched\n" + TARGETS);
    }

    @Test
    void groupsAreReplaced() throws IOException {
        String text = TARGETS + "hosts:\n  central: [lxd:a]\n  edge:\n    - lxd:b\n";

        assertThat(written(text, "lxd:movn1")).isEqualTo(TARGETS + "hosts: [lxd:movn1]\n");
    }

    @Test
    void withoutHostsTheyComeBeforeTheFirstKey() throws IOException {
        assertThat(written("# Größe: 𝄞\n" + TARGETS, "lxd:movn1"))
                .isEqualTo("# Größe: 𝄞\nhosts: [lxd:movn1]\n" + TARGETS);
    }

    @Test
    void aHostThatYamlWouldReadOtherwiseIsQuoted() throws IOException {
        assertThat(written(TARGETS, "lxd:far:movn1?project=ovn"))
                .isEqualTo("hosts: [\"lxd:far:movn1?project=ovn\"]\n" + TARGETS);
    }

    @Test
    void aMissingFileIsMadeOfTheBuiltInConfiguration() throws IOException {
        Path file = directory.resolve("new.yaml");
        HostsFile config = new HostsFile(file);
        config.check();
        config.write(List.of("lxd:movn1"));

        assertThat(ConfigLoader.load(file).targets())
                .isEqualTo(ConfigLoader.builtIn().targets());
        assertThat(Files.readString(file)).contains("hosts: [lxd:movn1]\n");
    }

    @Test
    void permissionsAndLinksStay() throws IOException {
        Path file = Files.writeString(directory.resolve("real.yaml"), TARGETS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), file);

        new HostsFile(link).write(List.of("lxd:movn1"));

        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("hosts: [lxd:movn1]\n");
    }

    @Test
    void whatIsNoConfigurationIsRefusedBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(directory.resolve("my.yaml"), "target: []\n");

        assertThatThrownBy(() -> new HostsFile(file).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("my.yaml:1:1");
        assertThatThrownBy(() -> new HostsFile(directory.resolve("none/my.yaml")).check())
                .hasMessageContaining("there is no such directory");
    }
}
