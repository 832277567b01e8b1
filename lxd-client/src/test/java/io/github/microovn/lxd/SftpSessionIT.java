package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SFTP sessions on a real LXD, with the files that only a kernel makes. */
@RealLxd
class SftpSessionIT extends SftpSessionFacts {
    private final RealInstance real = new RealInstance();

    @BeforeAll
    void launch() {
        real.launch();
    }

    @AfterAll
    void remove() {
        real.close();
    }

    @Override
    Instance instance() {
        return real.handle();
    }

    @Override
    Path socket() {
        return RealLxdSocket.path();
    }

    @Test
    void filesOfTheKernelAreReadWhateverSizeTheyClaim() throws IOException {
        for (String path : new String[] {"/proc/version", "/sys/kernel/mm/transparent_hugepage/enabled"}) {
            try (InputStream in = sftp.read(path)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(instance().run("cat", path).stdout());
            }
            assertThatThrownBy(() -> files().pull(path, local.resolve("a")))
                    .isInstanceOf(LxdTransferException.class)
                    .hasMessageContaining("was it changed while it was read?");
        }
        assertThat(local).isEmptyDirectory();
    }
}
