package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshRehearsalTest {

    @TempDir
    private Path home;

    @Test
    void logsInByItself() throws Exception {
        SshRehearsal.run(home);

        assertThat(home.resolve(".ssh/id_ed25519")).exists();
    }
}
