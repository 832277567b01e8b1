package io.github.microovn.lxd.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file {@code config.yml}. */
class ConfigFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("config.yml");
    }

    @Test
    void aRemoteIsReadAsTheCommandWroteIt() throws IOException {
        Files.writeString(file, """
                default-remote: local
                remotes:
                  lab:
                    addr: https://10.0.0.1:8443
                    auth_type: tls
                    project: dev
                    protocol: lxd
                    public: false
                  0755: {addr: "https://a,  https://b", public: true}
                aliases: {}
                """);

        ConfigFile read = ConfigFile.read(file);

        assertThat(read.names()).containsExactly("lab", "0755");
        assertThat(read.remote("lab"))
                .contains(new Remote("lab", List.of("https://10.0.0.1:8443"), "dev", "lxd", "tls", false));
        assertThat(read.remote("0755"))
                .hasValueSatisfying(remote -> assertThat(remote.addresses()).containsExactly("https://a", "https://b"))
                .hasValueSatisfying(remote -> assertThat(remote.anonymous()).isTrue());
        assertThat(read.remote("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing\n", "remotes:\n", "remotes: ~\n", "remotes: []\n", "remotes: {lab: }\n", "x: 1\n"
            })
    void aFileWithoutRemotesHasNone(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(ConfigFile.read(file).remote("lab")).isEmpty();
    }

    @Test
    void aMissingFileHasNone() throws IOException {
        assertThat(ConfigFile.read(file).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n", "text\n", "a: [\n", "a: 1\na: 2\n---\nb: 1\n"})
    void whatIsNoConfigurationIsNamed(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void addingARemoteKeepsEverythingElse() throws IOException {
        Files.writeString(file, """
                # mine
                default-remote: local
                remotes:
                  lab: # the old one
                    addr: https://10.0.0.1:8443
                    keepalive: 30
                aliases:
                  ll: list -c n
                """);

        ConfigFile.read(file).add("true", "https://10.0.0.2:8443");

        assertThat(Files.readString(file)).isEqualTo("""
                        # mine
                        default-remote: local
                        remotes:
                          lab: # the old one
                            addr: https://10.0.0.1:8443
                            keepalive: 30
                          'true':
                            addr: https://10.0.0.2:8443
                            auth_type: tls
                            protocol: lxd
                            public: false
                        aliases:
                          ll: list -c n
                        """);
        assertThat(ConfigFile.read(file).remote("true")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "remotes: {}\n", "remotes:\n", "remotes: {lab: {addr: 'https://10.0.0.1:8443'}}\n"})
    void addingWorksWhereverThereWasNoneOrAnotherAddress(String content) throws IOException {
        Files.writeString(file, content);

        ConfigFile.read(file).add("lab", "https://10.0.0.2:8443");

        assertThat(ConfigFile.read(file).names()).containsExactly("lab");
        assertThat(ConfigFile.read(file).remote("lab"))
                .hasValueSatisfying(remote -> assertThat(remote.addresses()).containsExactly("https://10.0.0.2:8443"));
    }
}
