package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trees on a real LXD. */
@RealLxd
class FileTreeIT extends FileTreeFacts {
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
    void namesNeedNotBeText() throws Exception {
        String script = "cd \"$1\" && mkdir \"$(printf 'd\\351')\" && cd d* && echo x > \"$(printf 'f\\377')\""
                + " && ln -s \"$(printf 'f\\377')\" \"$(printf 'l\\376')\"";
        assertThat(new ProcessBuilder("sh", "-c", script, "sh", source.toString())
                        .start()
                        .waitFor())
                .isZero();

        push();
        String there = instance()
                .run("sh", "-c", "cd \"$1\" && find . | LC_ALL=C sort | od -An -tx1", "sh", at("tree"))
                .stdout();
        files().pullTree(at("tree"), local.resolve("back"), TransferOptions.defaults());

        assertThat(there.replaceAll("\\s", "")).contains("64e9", "66ff", "6cfe");
        assertThat(new ProcessBuilder(
                                "diff",
                                "-r",
                                source.toString(),
                                local.resolve("back").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(local.resolve("back")).isNotEmptyDirectory();
    }
}
