package io.github.microovn.rebuilder.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Timeout(120)
class MicroOvnExtensionTest {

    private static final String NORTHD = "microovn.ovn-northd";

    @TempDir
    private Path outputs;

    private final Told told = new Told();

    /** What the listeners of a run hear. */
    private static final class Told implements TestExecutionListener {
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final List<String> passed = new CopyOnWriteArrayList<>();
        private final List<Path> files = new CopyOnWriteArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(failures::add);
            if (test.isTest() && result.getThrowable().isEmpty()) {
                passed.add(test.getDisplayName());
            }
        }

        @Override
        public void fileEntryPublished(TestIdentifier test, FileEntry file) {
            files.add(file.getPath());
        }
    }

    private void run(Class<?> tests, String... settings) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter(LauncherConstants.OUTPUT_DIR_PROPERTY_NAME, outputs.toString());
        for (int i = 0; i < settings.length; i += 2) {
            request.configurationParameter(settings[i], settings[i + 1]);
        }
        LauncherFactory.create().execute(request.build(), told);
    }

    @MicroOvn(nodes = 2, prefix = "ovn")
    static class Passing {

        private final EmbeddedMicroOvn embedded;

        Passing(EmbeddedMicroOvn embedded) {
            this.embedded = embedded;
        }

        @Test
        void first(MicroOvnCluster cluster, LxdClient lxd) {
            assertThat(cluster.hosts()).containsExactly("lxd:ovn1", "lxd:ovn2");
            assertThat(lxd.instances().names()).containsExactly("ovn1", "ovn2");
            embedded.lxd().instance("ovn1").service(NORTHD).crash();
        }

        @Nested
        class Inner {
            @Test
            void second(RebuilderOptions.Builder options) {
                assertThat(options.build().hosts().hosts()).hasSize(2);
                assertThat(embedded.lxd().instance("ovn1").service(NORTHD).starts())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theTestsOfAClassHaveOneCluster() {
        run(Passing.class);

        assertThat(told.failures).isEmpty();
        assertThat(told.passed).hasSize(2);
        assertThat(told.files).isEmpty();
    }

    @MicroOvn(nodes = 1)
    static class Failing {
        @Test
        void fails(MicroOvnCluster cluster) {
            fail("as wanted");
        }
    }

    @Test
    void theJournalsOfAllNodesAreAttachedToAFailure() throws IOException {
        run(Failing.class);

        assertThat(told.failures).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessage("as wanted");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(note -> assertThat(note).hasMessageContaining(told.files.toString()));
        });
        assertThat(told.files)
                .singleElement()
                .satisfies(
                        file -> assertThat(String.valueOf(file.getFileName())).matches("test-[0-9a-f]{8}-1.log"));
        assertThat(Files.readString(told.files.get(0)))
                .contains(NORTHD + " ", "ovn-northd of the stand-in", "microovn.chassis ");
    }

    @Test
    void whichLxdIsSetWithoutChangingATest() {
        run(Failing.class, "microovn.lxd", "imaginary");

        assertThat(told.failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasStackTraceContaining("microovn.lxd is embedded or real, not imaginary"));
    }
}
