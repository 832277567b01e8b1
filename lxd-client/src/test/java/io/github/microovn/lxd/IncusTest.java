package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same classes with Incus. */
class IncusTest {
    @TempDir(factory = ShortTempDir.class)
    Path root;

    private EmbeddedLxd incus;
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        directory = root.resolve("var/lib/incus");
        Files.createDirectories(directory);
        incus = EmbeddedLxd.startIncus(directory);
    }

    @AfterEach
    void stop() {
        incus.close();
    }

    private LxdClient connect(Map<String, String> environment) {
        return LxdClient.builder().environment(environment).root(root).connect();
    }

    @Test
    void itIsFoundWhereItUsuallyIsAndWhereTheEnvironmentSays() {
        for (Map<String, String> environment : List.<Map<String, String>>of(
                Map.of(),
                Map.of("INCUS_DIR", directory.toString()),
                Map.of("INCUS_SOCKET", incus.socket().toString()))) {
            try (LxdClient client = connect(environment)) {
                assertThat(client.place()).isEqualTo(incus.socket().toString());
                assertThat(client.server().environment().server()).isEqualTo("incus");
            }
        }
    }

    @Test
    void headersHaveTheirNamesInIncus() throws IOException {
        EmbeddedInstance c1 = incus.addInstance("c1");
        try (LxdClient client = connect(Map.of())) {
            InstanceFiles files = client.instance("c1").files();

            files.push(FileContent.of(new byte[] {1}), "/root/tool", FileAttributes.mode(0751));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(c1.file("/root/tool"))))
                    .isEqualTo("rwxr-x--x");
            assertThat(files.stat("/root/tool").type()).isEqualTo(FileType.FILE);
            assertThat(files.stat("/root").type()).isEqualTo(FileType.DIRECTORY);
            assertThat(incus.requests().stream()
                            .flatMap(request -> request.headers().keySet().stream())
                            .map(name -> name.toLowerCase(Locale.ROOT)))
                    .contains("x-incus-mode")
                    .noneMatch(name -> name.startsWith("x-lxd-"));
        }
    }

    @Test
    void commandsRun() {
        incus.addInstance("c1");
        try (LxdClient client = connect(Map.of())) {
            assertThat(client.instance("c1").run("echo", "hello").stdout()).isEqualTo("hello\n");
        }
    }

    @Test
    void anErrorNamesWhoNamedTheSocket() throws IOException {
        Path closed = root.resolve("run/incus/unix.socket");
        Files.createDirectories(closed);

        assertThatThrownBy(() -> connect(Map.of("INCUS_SOCKET", closed.toString())))
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("INCUS_SOCKET");
    }
}
