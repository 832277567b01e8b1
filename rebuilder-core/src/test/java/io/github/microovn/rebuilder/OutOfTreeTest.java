package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.BuildSettings;
import io.github.microovn.rebuilder.event.HostEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds whose build is in a directory of its own, which the configuration names. */
@Timeout(60)
class OutOfTreeTest {

    @TempDir
    private Path directory;

    private TestSession session;

    @BeforeEach
    void prepare() {
        session = new TestSession(directory, "movn1");
        session.build = new BuildSettings(List.of("make"), true, List.of(), Optional.of("_gcc"), Duration.ofMinutes(1));
    }

    @Test
    void productsAreDeployedFromTheBuildAndWhatItDoesNotMakeFromTheSources() {
        try (TestSession open = session.open()) {
            open.roundThatMakes("_gcc/northd/ovn-northd", "northd 2");
            assertThat(open.host(0).file(TestSession.NORTHD)).hasContent("northd 2");

            open.roundThatMakes("utilities/ovn-nbctl", "a script");
            assertThat(open.events(HostEvent.Uploading.class))
                    .extracting(HostEvent.Uploading::localPath)
                    .containsExactly(open.source + "/utilities/ovn-nbctl");
        }
    }

    @Test
    void theBuildRunsThereAndIsAskedForWhatIsWatched() {
        session.make("_gcc/northd/ovn-northd", "northd 1");
        try (TestSession open = session.open()) {
            open.round();

            assertThat(open.builder.request()).hasValueSatisfying(request -> {
                assertThat(request.buildDirectory()).contains(open.source.resolve("_gcc"));
                assertThat(request.goals())
                        .containsExactly("northd/ovn-northd", "utilities/ovn-nbctl", "lib/libovn.so");
                assertThat(request.timeout()).isEqualTo(Duration.ofMinutes(1));
            });
        }
    }
}
