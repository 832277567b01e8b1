package io.github.microovn.rebuilder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollingLookoutTest {

    @TempDir
    private Path top;

    private final List<Long> pauses = new ArrayList<>();
    private PollingLookout lookout;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(top.resolve("lib"));
        Files.createDirectories(top.resolve(".git"));
        Files.writeString(top.resolve("lib/util.c"), "1");
        lookout = new PollingLookout(top, new SourceNames(Config.SOURCES), pauses::add);
    }

    private Sighting look() throws IOException, InterruptedException {
        return lookout.look(OptionalLong.empty());
    }

    @Test
    void seesWhatCameChangedAndWentSinceItLookedLast() throws Exception {
        assertThat(look().nothing()).isTrue();

        Files.writeString(top.resolve("lib/util.c"), "another size");
        Files.writeString(top.resolve(".git/x.c"), "1");
        Files.writeString(top.resolve("new.c"), "1");
        assertThat(look().sources()).containsExactlyInAnyOrder(top.resolve("lib/util.c"), top.resolve("new.c"));

        Files.delete(top.resolve("new.c"));
        assertThat(look().sources()).containsExactly(top.resolve("new.c"));
        assertThat(look().nothing()).isTrue();
    }

    @Test
    void waitsAsLongAsItMayButNotLongerThanItsInterval() throws Exception {
        look();
        lookout.look(OptionalLong.of(5));

        assertThat(pauses).containsExactly(PollingLookout.EVERY.toNanos(), 5L);
    }

    @Test
    void endsWhenTheTreeIsGone() throws IOException {
        Path gone = Files.createDirectories(top.resolve("gone"));
        var other = new PollingLookout(gone, new SourceNames(Config.SOURCES), pauses::add);
        Files.delete(gone);

        assertThatThrownBy(() -> other.look(OptionalLong.empty())).isInstanceOf(NoSuchFileException.class);
    }
}
