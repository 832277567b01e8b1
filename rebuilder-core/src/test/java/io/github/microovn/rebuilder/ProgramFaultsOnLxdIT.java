package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deployed to an instance of a real LXD is no good, or comes too often, or at a strange time. */
class ProgramFaultsOnLxdIT extends OnSharedInstance {

    /** Answers --version, as whatever looks at it first wants; as a daemon it lives for LIFE seconds. */
    private static final String PROGRAM = """
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>

            int
            main(int argc, char *argv[])
            {
                if (argc > 1 && !strcmp(argv[argc - 1], "--version")) {
                    return puts("tool 1.0") < 0;
                }
                fprintf(stderr, "tool: lives for %d s\\n", LIFE);
                sleep(LIFE);
                fprintf(stderr, "tool: dies as told\\n");
                abort();
            }
            """;

    private FaultBench bench;

    @BeforeEach
    void prepare() {
        bench = new FaultBench(instances, name, RealLxdSocket.path(), directory);
    }

    @Test
    void aProgramThatDiesAtItsStartIsReportedWithItsJournalAndItsRestartStaysOwed() {
        try (Rebuilder rebuilder = bench.open()) {
            assertCrash(bench.round(rebuilder, () -> bench.compile("tool", PROGRAM, "-DLIFE=0")));
            bench.write(1, 0);
            bench.assertHealed(rebuilder);
        }
    }

    private void assertCrash(HostResult result) {
        assertThat(result.outcome()).isEqualTo(Outcome.UNHEALTHY);
        assertThat(result.unwell()).hasSize(1);
        assertThat(result.unwell().get(0).service()).isEqualTo("microovn.it-tool");
        assertThat(result.unwell().get(0).journal()).anyMatch(line -> line.contains("tool: dies as told"));
        assertThat(result.pendingRestarts()).containsExactly("microovn.it-tool");
        bench.assertComplete();
    }

    @Test
    void aProgramThatDiesAfterASecondIsReportedByTheWatcher() {
        try (Rebuilder rebuilder = bench.open()) {
            HostResult result = bench.round(rebuilder, () -> bench.compile("tool", PROGRAM, "-DLIFE=1"));
            // On a machine that is busy it is dead before it was seen alive.
            if (result.outcome() == Outcome.OK) {
                assertThat(rebuilder.settle()).containsEntry(name, List.of("microovn.it-tool"));
            } else {
                assertThat(result.outcome()).isEqualTo(Outcome.UNHEALTHY);
            }
            assertThat(bench.events())
                    .filteredOn(HostEvent.Unhealthy.class::isInstance)
                    .singleElement()
                    .asString()
                    .contains("tool: dies as told");
            bench.write(1, 0);
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void aProgramThatLacksALibraryIsReportedWithItsName() throws IOException {
        bench.compile("tool", "void absent(void) {}", "-shared", "-fPIC", "-Wl,-soname,libabsent.so.1", "-nostdlib");
        Files.copy(directory.resolve("made"), directory.resolve("libabsent.so"));
        bench.renew();
        String invocation = sh("systemctl show -p InvocationID snap.microovn.it-tool");
        try (Rebuilder rebuilder = bench.open()) {
            HostResult result = bench.round(
                    rebuilder,
                    () -> bench.compile("tool", PROGRAM, "-DLIFE=1000", "-L.", "-Wl,--no-as-needed", "-labsent"));
            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().reason())
                    .contains("Replaced nothing, what runs goes on running", "needs libabsent.so.1");
            assertThat(result.pendingTargets()).containsExactly("tool");
            assertThat(sh("systemctl show -p InvocationID snap.microovn.it-tool"))
                    .isEqualTo(invocation);
            bench.write(1, 0);
            bench.assertHealed(rebuilder);
        }
    }

    @Test
    void twentyRoundsInARowNeverMeetTheStartLimitAndTheLastContentWins() {
        sh("""
                for unit in tool second; do
                  mkdir -p /etc/systemd/system/snap.microovn.it-$unit.service.d
                  printf '[Unit]\\nStartLimitIntervalSec=600\\nStartLimitBurst=5\\n' \\
                      > /etc/systemd/system/snap.microovn.it-$unit.service.d/limit.conf
                done
                systemctl daemon-reload""");
        try (Rebuilder rebuilder = bench.open()) {
            for (int i = 1; i <= 20; i++) {
                assertThat(bench.round(rebuilder, i).outcome()).isEqualTo(Outcome.OK);
            }
            bench.assertHealed(rebuilder);
            assertThat(instances.sh(
                            name, "systemctl show -p ActiveState,NRestarts,Result --value snap.microovn.it-tool"))
                    .isEqualTo("success\n0\nactive");
        }
    }

    @Test
    void aBuildThatFailsAfterARelinkLeavesTheProductPending() throws IOException {
        Files.writeString(directory.resolve("Makefile"), """
                all: tool second
                tool: text
                \tcat /bin/sleep text > tool && chmod 755 tool
                second: text
                \ttest ! -e bad
                """);
        Files.writeString(directory.resolve("text"), "first");
        Path bad = Files.createFile(directory.resolve("bad"));
        String before = sh("sha256sum " + FaultBench.PLACE + "/*");
        try (Rebuilder rebuilder = Rebuilder.open(bench.options(), bench.events()::add)) {
            RoundResult failed = rebuilder.round();
            assertThat(failed.status()).isEqualTo(Status.BUILD_FAILED);
            assertThat(sh("sha256sum " + FaultBench.PLACE + "/*")).isEqualTo(before);
        }
        Files.delete(bad);
        try (Rebuilder rebuilder = Rebuilder.open(bench.options(), bench.events()::add)) {
            RoundResult round = rebuilder.round();
            assertThat(round.hosts().get(0).deployed()).containsExactly("tool");
            assertThat(sh("sha256sum < " + FaultBench.PLACE + "/tool")).isNotIn(before);
        }
    }

    /** Containers have the clock of their machine; so a library tells every process there another time. */
    @Test
    void aHostWhoseClockIsADayAheadIsDeployedToAndItsJournalIsFound() throws IOException {
        bench.compile("tool", """
                #include <sys/syscall.h>
                #include <sys/time.h>
                #include <time.h>

                static long
                call(long number, long a, long b)
                {
                    long result;
                    __asm__ volatile("syscall" : "=a"(result) : "0"(number), "D"(a), "S"(b) : "rcx", "r11", "memory");
                    return result;
                }

                int
                clock_gettime(clockid_t clock, struct timespec *time)
                {
                    int result = (int) call(SYS_clock_gettime, clock, (long) time);
                    time->tv_sec += result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) ? 86400 : 0;
                    return result;
                }

                int
                gettimeofday(struct timeval *restrict time, void *restrict zone)
                {
                    int result = (int) call(SYS_gettimeofday, (long) time, (long) zone);
                    time->tv_sec += 86400;
                    return result;
                }

                time_t
                time(time_t *where)
                {
                    struct timespec now;
                    clock_gettime(CLOCK_REALTIME, &now);
                    if (where) {
                        *where = now.tv_sec;
                    }
                    return now.tv_sec;
                }
                """, "-shared", "-fPIC", "-O2", "-nostdlib");
        instances
                .client()
                .instance(name)
                .files()
                .push(FileContent.of(directory.resolve("made")), "/usr/lib/tomorrow.so", FileAttributes.mode(0755));
        sh("echo /usr/lib/tomorrow.so > /etc/ld.so.preload");
        instances.stop(name);
        instances.start(name);
        try {
            bench = new FaultBench(instances, name, RealLxdSocket.path(), directory);
            assertThat(sh("date +%s"))
                    .satisfies(seconds -> assertThat(Long.parseLong(seconds))
                            .isGreaterThan(Instant.now().getEpochSecond() + 80_000));
            try (Rebuilder rebuilder = bench.open()) {
                assertThat(bench.round(rebuilder, 1).outcome()).isEqualTo(Outcome.OK);
                assertCrash(bench.round(rebuilder, () -> bench.compile("tool", PROGRAM, "-DLIFE=0")));
                bench.write(2, 0);
                bench.assertHealed(rebuilder);
            }
        } finally {
            instances.sh(
                    name, "rm -rf /etc/ld.so.preload /usr/lib/tomorrow.so /var/log/journal/*/* /run/log/journal/*/*");
            instances.stop(name);
            instances.start(name);
        }
    }

    @Test
    void aLockOfAnotherMachineHoldsUntilItsMinuteIsOver() {
        sh("""
                mkdir -p /var/lib/microovn-rebuilder/objects
                up=$(cut -d. -f1 /proc/uptime)
                echo "0badcafe $((up + 5)) $((up - 100)) elsewhere/pid 17 1 somebody@elsewhere" \\
                    > /var/lib/microovn-rebuilder/lock""");
        assertThatThrownBy(() -> bench.open().close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "another run of this program works on it: somebody@elsewhere, process 17, since ");
        FaultBench.await("the lock is over", this::opens);
    }

    private boolean opens() {
        try {
            bench.open().close();
            return true;
        } catch (StartException e) {
            return false;
        }
    }
}
