package io.github.microovn.lxd.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a harness can do with the server besides asking it. */
class EmbeddedLxdTest {
    private static final String BINARY = "/root/snap/bin/main";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance c1 = lxd.addInstance("c1");
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();
    private final Instance instance = client.instance("c1");

    @AfterEach
    void stop() {
        client.close();
        lxd.close();
        lxd.close(); // once more does nothing
    }

    @Test
    void nothingIsLeftOfAServerOfItsOwn() {
        Path directory = lxd.socket().getParent();
        assertThat(directory).isDirectory();

        lxd.close();

        assertThat(directory).doesNotExist();
    }

    @Test
    void aGivenDirectoryIsLeftEmpty(@TempDir Path directory) throws IOException {
        try (EmbeddedLxd other = EmbeddedLxd.start(directory)) {
            other.addInstance("c2");
            assertThat(other.socket()).exists();
        }
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDirectoryWithALongPathIsRefused(@TempDir Path directory) throws IOException {
        Path deep = Files.createDirectories(directory.resolve("x".repeat(60)).resolve("y".repeat(60)));

        assertThatThrownBy(() -> EmbeddedLxd.start(deep))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void instancesAreFoundByName() {
        assertThat(lxd.instances()).containsExactly(c1);
        assertThat(lxd.instance("c1")).isSameAs(c1);
        assertThat(c1.name()).isEqualTo("c1");
        assertThatThrownBy(() -> lxd.instance("c2")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> c1.service("a.b")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> lxd.addInstance("c1")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aServiceTellsItsLife() {
        c1.withFile(BINARY, "#!/bin/sh\necho one\n");
        EmbeddedService service = c1.addService("it.main", BINARY, true);

        assertThat(c1.services()).extracting(EmbeddedService::name).containsExactly("it.main");
        assertThat(service.name()).isEqualTo("it.main");
        assertThat(service.unit()).isEqualTo("snap.it.main.service");
        assertThat(service.enabled()).isTrue();
        assertThat(service.state()).isEqualTo("active");
        assertThat(service.starts()).isEqualTo(1);
        assertThat(service.runningSha256()).isPresent();
        assertThat(service.journal()).contains("Started snap.it.main.service").contains("one\n");

        service.crash();
        assertThat(service.state()).isEqualTo("active");
        assertThat(service.automaticRestarts()).isEqualTo(1);

        c1.withFile(BINARY + ".new", "#!/bin/sh\nexit 1\n");
        instance.run("mv", "-f", BINARY + ".new", BINARY);
        service.crash();
        assertThat(service.state()).isEqualTo("failed");
        assertThat(service.runningSha256()).isEmpty();
        assertThat(instance.run("systemctl", "is-failed", service.unit()).stdout())
                .isEqualTo("failed\n");
    }

    @Test
    void aServiceWithoutABinaryFails() {
        EmbeddedService service = c1.addService("it.main", "/no/such/file", true);

        assertThat(service.state()).isEqualTo("failed");
        assertThat(service.journal()).contains("Failed to locate executable /no/such/file");
    }

    @Test
    void servicesGoWithTheInstance() {
        c1.withFile(BINARY, "#!/bin/sh\n");
        EmbeddedService enabled = c1.addService("it.main", BINARY, true);
        EmbeddedService disabled = c1.addService("it.spare", BINARY, false);
        assertThat(disabled.state()).isEqualTo("inactive");

        c1.stop();
        assertThat(c1.status()).isEqualTo("Stopped");
        assertThat(enabled.state()).isEqualTo("inactive");
        assertThatThrownBy(c1::freeze).isInstanceOf(IllegalStateException.class);

        c1.start();
        assertThat(enabled.state()).isEqualTo("active");
        assertThat(disabled.state()).isEqualTo("inactive");
        assertThat(disabled.starts()).isZero();
        c1.freeze();
        c1.start();
        assertThat(c1.status()).isEqualTo("Running");
    }

    @Test
    void requestsAreRemembered() {
        client.instances().names();

        assertThat(lxd.requests())
                .extracting(request -> request.method() + " " + request.path())
                .contains("GET /1.0", "GET /1.0/instances");
    }

    @Test
    void aFaultStrikesWhatItFitsAsOftenAsItIsTold() {
        lxd.faults()
                .on("GET", "/1.0/instances/*")
                .when(request -> request.path().endsWith("c1"))
                .after(1)
                .times(2)
                .unavailable();
        client.instances().names();
        instance.info();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(instance::info)
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("LXD daemon setup in progress");
        }
        assertThat(instance.info().name()).isEqualTo("c1");
    }

    @Test
    void aFaultIsGoneWhenItIsCleared() {
        lxd.faults().on("*", "/1.0/**").always().error(500, "no");
        assertThatThrownBy(instance::info).isInstanceOf(LxdApiException.class);

        lxd.faults().clear();

        assertThat(instance.info().name()).isEqualTo("c1");
    }

    @Test
    void aFullDiskKeepsWhatFitted() throws IOException {
        lxd.faults().on("POST", "/1.0/instances/c1/files").diskFull(1000);

        assertThatThrownBy(() ->
                        instance.files().push(FileContent.of(new byte[5000]), "/root/a", FileAttributes.mode(0644)))
                .isInstanceOf(LxdException.class);

        assertThat(Files.size(c1.file("/root/a"))).isEqualTo(1000);
    }

    @Test
    void anAnswerCanBeCutShort() {
        lxd.faults().on("GET", "/1.0/instances/c1").truncateAnswer(20);

        assertThatThrownBy(instance::info).isInstanceOf(LxdException.class);
    }
}
