package io.github.microovn.rebuilder.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.microovn.rebuilder.build.SearchPath;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps with real git, autoconf, automake, libtool, configure, make and compiler, on small trees shaped like OVS and OVN. */
@Timeout(300)
class SourceAutotoolsIT {

    private static final Duration MOST_BESIDE_THE_STEPS = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private Upstream upstream;
    private final List<Event> events = new ArrayList<>();

    private static Map<String, String> tree(String name, String library, String configure, String... programs) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("boot.sh", "#!/bin/sh\nautoreconf --install --force\n");
        files.put("configure.ac", """
                AC_PREREQ([2.63])
                AC_INIT([NAME], [1.0])
                AC_CONFIG_AUX_DIR([build-aux])
                AC_CONFIG_HEADERS([config.h])
                AM_INIT_AUTOMAKE([foreign subdir-objects])
                AC_PROG_CC
                AM_PROG_AR
                LT_INIT([disable-shared])
                AC_ARG_ENABLE([ssl], [AS_HELP_STRING([--enable-ssl], [with SSL])])
                AS_IF([test "$enable_ssl" = yes], [AC_CHECK_HEADER([openssl/ssl.h], [], [AC_MSG_ERROR([no OpenSSL])])])
                CONFIGURE
                AC_CONFIG_FILES([Makefile])
                AC_OUTPUT
                """.replace("NAME", name).replace("CONFIGURE", configure));
        StringBuilder make = new StringBuilder("AUTOMAKE_OPTIONS = foreign subdir-objects\nnoinst_PROGRAMS = "
                + String.join(" ", programs) + "\n" + library);
        for (String program : programs) {
            String variable = program.replaceAll("[^a-z]", "_");
            make.append(variable + "_SOURCES = " + program + ".c\n");
            make.append(variable + "_LDADD = $(LIBRARY)\n");
            files.put(program + ".c", "int version(void);\nint main(void) { return version(); }\n");
        }
        files.put("Makefile.am", make.toString());
        return files;
    }

    @BeforeEach
    void prepare() throws IOException {
        SearchPath path = SearchPath.of(System.getenv());
        boolean tools = Stream.of("autoreconf", "automake", "libtoolize", "gcc", "git")
                .allMatch(tool -> path.find(tool).isPresent());
        if (!Boolean.getBoolean("lab.required")) {
            assumeTrue(tools, "autoconf, automake, libtool, gcc and git are installed");
        }
        Map<String, String> ovs = tree("openvswitch", """
                LIBRARY = lib/libopenvswitch.la
                noinst_LTLIBRARIES = lib/libopenvswitch.la
                lib_libopenvswitch_la_SOURCES = lib/version.c
                """, "", "vswitchd/ovs-vswitchd", "ovsdb/ovsdb-server");
        ovs.put("lib/version.c", "int version(void);\nint version(void) { return 0; }\n");
        Map<String, String> ovn = tree(
                "ovn",
                "LIBRARY = $(ovs_dir)/lib/libopenvswitch.la\n",
                """
                AC_ARG_WITH([ovs-source], [AS_HELP_STRING([--with-ovs-source=DIR], [OVS])])
                AS_IF([test ! -e "$with_ovs_source/lib/libopenvswitch.la"], [AC_MSG_ERROR([OVS is not built])])
                AC_SUBST([ovs_dir], [$with_ovs_source])
                """,
                "northd/ovn-northd",
                "controller/ovn-controller");
        upstream = new Upstream(directory.resolve("srv"), ovs, ovn);
    }

    private SourceOptions.Builder options() {
        return SourceOptions.builder(directory.resolve("tree").toString(), directory.resolve("logs"))
                .url(upstream.ovnUrl())
                .buildDirectory("_gcc");
    }

    private List<SourceStepResult> run(SourceOptions.Builder options) {
        events.clear();
        return new SourceBootstrap(options.build(), events::add).run();
    }

    private int exitCode(String program) throws Exception {
        return new ProcessBuilder(directory.resolve("tree").resolve(program).toString())
                .start()
                .waitFor();
    }

    @Test
    void buildsTreesOfAutotoolsAndAddsLittleTime() throws Exception {
        List<SourceStepResult> results = run(options());

        assertThat(results).hasSize(8).allMatch(Done.class::isInstance);
        assertThat(exitCode("_gcc/northd/ovn-northd")).isZero();
        Duration steps =
                results.stream().map(result -> ((Done) result).elapsed()).reduce(Duration.ZERO, Duration::plus);
        SourceEvent.Ready ready = (SourceEvent.Ready) events.get(events.size() - 1);
        assertThat(ready.elapsed().minus(steps)).isLessThan(MOST_BESIDE_THE_STEPS);
        assertThat(run(options())).hasSize(8).allMatch(Skipped.class::isInstance);

        assertThat(run(options().buildDirectory("_asan").sanitize(true)).stream()
                        .filter(Done.class::isInstance)
                        .map(SourceStepResult::step))
                .containsExactly(SourceStep.CONFIGURE_OVN, SourceStep.MAKE_OVN);
        assertThat(exitCode("_asan/northd/ovn-northd")).isZero();
    }
}
