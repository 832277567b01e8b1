package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A new directory on an instance and one here for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilesFixture {
    static final FileAttributes DEFAULTS = FileAttributes.defaults();

    @TempDir
    Path local;

    /** Where the test works, without a slash at its end. */
    String directory = "";

    /** Characters that are special to URLs, shells, JSON or terminals, or not ASCII. */
    static final List<String> NAMES = List.of(
            "a b", " a", "a ", "a+b", "a%b", "a%20b", "a&b=c", "a#b", "a?b", "a;b", "a,b", "a:b", "a'b", "a\"b", "a\\b",
            "a\nb", "a\tb", "-a", "--", "~", "$HOME", "`a`", "*", "[a]", "Grüße", "☃", "😀", "...", ".a");

    abstract Instance instance();

    abstract Path socket();

    final InstanceFiles files() {
        return instance().files();
    }

    @BeforeEach
    final void makeDirectory() {
        directory = "/root/f" + System.nanoTime();
        files().makeDirectory(directory, DEFAULTS);
    }

    static FileContent text(String text) {
        return FileContent.of(text.getBytes(StandardCharsets.UTF_8));
    }

    final String at(String name) {
        return directory + "/" + name;
    }

    final String content(String path) {
        return new String(files().readAll(path), StandardCharsets.UTF_8);
    }

    final String described(String path) {
        FileInfo info = files().stat(path);
        return info.type() + " 0" + Integer.toOctalString(info.mode()) + " " + info.uid() + ":" + info.gid();
    }

    final void link(String target, String path) {
        assertThat(instance()
                        .run(ExecRequest.of("ln", "-s", target, path).withDirectory(directory))
                        .isSuccess())
                .isTrue();
    }
}
