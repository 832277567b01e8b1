package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.model.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SFTP sessions on the embedded daemon, with the faults that only that one has. */
class SftpSessionTest extends SftpSessionFacts {
    private static final String SFTP = "/1.0/instances/c1/sftp";

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();

    @BeforeAll
    void addInstance() {
        lxd.addInstance("c1");
    }

    @AfterEach
    void mend() {
        lxd.faults().clear();
    }

    @AfterAll
    void end() {
        client.close();
        lxd.close();
    }

    @Override
    Instance instance() {
        return client.instance("c1");
    }

    @Override
    Path socket() {
        return lxd.socket();
    }

    @Test
    void aFullDiskIsToldByTheStreamAndNotAgainByItsEnd() {
        lxd.faults().on("GET", SFTP).diskFull(100_000);

        try (SftpSession full = files().sftp()) {
            assertThatThrownBy(() -> {
                        try (OutputStream out = full.write(at("a"), DEFAULTS)) {
                            out.write(new byte[5_000_000]);
                        }
                    })
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("no space left on device")
                    .hasNoSuppressedExceptions();
            assertThatThrownBy(() -> {
                        try (OutputStream out = full.write(at("b"), DEFAULTS)) {
                            out.write(new byte[5]);
                        }
                    })
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("no space left on device");
            assertThat(full.list(directory)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {120, 200, 5_000})
    void aSessionThatBreaksOffSaysInWhatAndStaysBroken(long bytes) {
        lxd.faults().on("GET", SFTP).truncateAnswer(bytes);

        try (SftpSession broken = files().sftp()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            broken.stat(directory);
                        }
                    })
                    .isInstanceOf(LxdConnectionException.class)
                    .hasMessageStartingWith("cannot look at '" + directory + "' on instance c1: ")
                    .hasMessageContaining("the daemon ended the SFTP session in the middle");
            assertThatThrownBy(() -> broken.readLink(at("a")))
                    .isInstanceOf(LxdConnectionException.class)
                    .hasMessageStartingWith("cannot read link '" + at("a") + "' on instance c1: ")
                    .hasMessageContaining("the SFTP session broke off before");
        }
    }

    @Test
    void aStreamThatBreaksOffStaysBroken() throws IOException {
        files().push(FileContent.of(new byte[2_000_000]), at("a"), DEFAULTS);
        lxd.faults().on("GET", SFTP).truncateAnswer(300_000);

        try (SftpSession broken = files().sftp();
                InputStream in = broken.read(at("a"))) {
            for (String reason : List.of("connection lost: ", "connection lost: the SFTP session broke off before")) {
                assertThatThrownBy(() -> {
                            in.readNBytes(100_000);
                            in.readAllBytes();
                        })
                        .isInstanceOf(LxdConnectionException.class)
                        .hasMessageStartingWith("cannot read '" + at("a") + "' on instance c1: ")
                        .hasMessageContaining(reason);
            }
        }
    }

    @Test
    void aSessionIsRefusedWhereThereIsNoInstance() {
        assertThatThrownBy(() -> client.instance("c9").files().sftp())
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining(
                        "cannot open an SFTP session to instance c9: LXD answered 404 Instance not found");
        lxd.faults().on("GET", SFTP).answer(200, "text/plain", "hello");
        assertThatThrownBy(() -> files().sftp())
                .isInstanceOf(LxdProtocolException.class)
                .hasMessageContaining("LXD answered 200 instead of changing the protocol");
    }
}
