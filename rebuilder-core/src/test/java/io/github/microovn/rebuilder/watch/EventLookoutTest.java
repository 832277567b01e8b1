package io.github.microovn.rebuilder.watch;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the system tells of a tree, by real files. */
@Timeout(60)
class EventLookoutTest {

    private static final OptionalLong A_SECOND =
            OptionalLong.of(Duration.ofSeconds(1).toNanos());

    @TempDir
    private Path directory;

    private Path top;
    private EventLookout lookout;

    @BeforeEach
    void start() throws IOException {
        top = directory.resolve("ovn");
        write("northd/northd.c", "1");
        write("lib/util.c", "1");
        write(".git/index", "1");
        lookout = new EventLookout(top, new SourceNames(Config.SOURCES));
    }

    @AfterEach
    void stop() {
        lookout.close();
    }

    private Path write(String path, String text) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Looks until a source was seen. */
    private Set<Path> seenUntil(String path) throws IOException, InterruptedException {
        Set<Path> seen = new LinkedHashSet<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!seen.contains(top.resolve(path))) {
            assertThat(System.nanoTime()).as("%s not seen", path).isLessThan(deadline);
            seen.addAll(lookout.look(A_SECOND).sources());
        }
        return seen;
    }

    @Test
    void watchesDirectoriesThatMayHaveSources() {
        assertThat(lookout.size()).isEqualTo(3);
    }

    @Test
    void seesWhatIsSavedAndNothingElse() throws Exception {
        write(".git/index", "2");
        write("northd/northd.o", "object");
        write("northd/.northd.c.swp", "vim");
        write("northd/northd.c", "2");

        assertThat(seenUntil("northd/northd.c")).containsExactly(top.resolve("northd/northd.c"));
    }

    @Test
    void seesASaveByRename() throws Exception {
        Path part = write("northd/northd.c~new", "2");
        Files.move(part, top.resolve("northd/northd.c"), REPLACE_EXISTING);

        assertThat(seenUntil("northd/northd.c")).hasSize(1);
    }

    @Test
    void seesThatASourceIsGone() throws Exception {
        Files.delete(top.resolve("lib/util.c"));

        assertThat(seenUntil("lib/util.c")).hasSize(1);
    }

    @Test
    void watchesNewDirectoriesAndSeesWhatCameWithThem() throws Exception {
        write("controller/physical/deep.c", "1");
        seenUntil("controller/physical/deep.c");

        write("controller/physical/deep.c", "2");
        seenUntil("controller/physical/deep.c");
        assertThat(lookout.size()).isEqualTo(5);
    }

    @Test
    void followsADirectoryThatIsRenamed() throws Exception {
        write("lib/sub/one.c", "1");
        seenUntil("lib/sub/one.c");

        Files.move(top.resolve("lib"), top.resolve("library"));
        assertThat(seenUntil("library/sub/one.c")).contains(top.resolve("library/util.c"));
        write("library/sub/one.c", "2");
        assertThat(seenUntil("library/sub/one.c")).hasSize(1);
        assertThat(lookout.size()).isEqualTo(4);
    }

    @Test
    void followsADirectoryThatMovesToAnotherOne() throws Exception {
        write("lib/sub/one.c", "1");
        seenUntil("lib/sub/one.c");

        for (String place : List.of("northd/sub", "lib/sub", "northd/sub")) {
            Path from = Files.exists(top.resolve("lib/sub")) ? top.resolve("lib/sub") : top.resolve("northd/sub");
            Files.move(from, top.resolve(place));
            seenUntil(place + "/one.c");
        }
        write("northd/sub/one.c", "3");

        seenUntil("northd/sub/one.c");
        assertThat(lookout.size()).isEqualTo(4);
    }

    @Test
    void forgetsADirectoryThatLeavesTheTree() throws Exception {
        Path elsewhere = Files.move(top.resolve("lib"), directory.resolve("lib"));
        assertThat(seenUntil("lib")).containsExactly(top.resolve("lib"));
        assertThat(lookout.size()).isEqualTo(2);

        Files.writeString(elsewhere.resolve("util.c"), "2");
        write("northd/northd.c", "2");
        assertThat(seenUntil("northd/northd.c")).containsExactly(top.resolve("northd/northd.c"));
    }

    @Test
    void forgetsADirectoryThatIsDeletedAndSeesItComeBack() throws Exception {
        Files.delete(top.resolve("lib/util.c"));
        Files.delete(top.resolve("lib"));
        seenUntil("lib/util.c");
        write("lib/util.c", "2");

        seenUntil("lib/util.c");
        write("lib/util.c", "3");
        seenUntil("lib/util.c");
    }

    @Test
    void tellsThatTooMuchChangedToTellOf() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            write("lib/source" + i + ".c", "1");
        }

        boolean more = false;
        for (int i = 0; i < 30 && !more; i++) {
            more = lookout.look(A_SECOND).more();
        }

        assertThat(more).isTrue();
        write("lib/late/late.c", "1");
        seenUntil("lib/late/late.c");
    }

    @Test
    void endsWhenTheTreeIsGone() throws Exception {
        for (String path : List.of("northd/northd.c", "northd", "lib/util.c", "lib", ".git/index", ".git", "")) {
            Files.delete(top.resolve(path));
        }

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 30; i++) {
                        lookout.look(A_SECOND);
                    }
                })
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new EventLookout(top, new SourceNames(Config.SOURCES)))
                .isInstanceOf(NoSuchFileException.class);
    }
}
