package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More is recorded on a host than fits into an argument. */
@Timeout(120)
class ManyTargetsTest {

    private static final int COUNT = 70;
    private static final String HOME = "/var/lib/microovn-rebuilder";

    @TempDir
    private Path directory;

    @Test
    void theLedgerOfManyTargetsIsKeptInEveryStep() throws Exception {
        TestSession session = new TestSession(directory, "h1");
        session.targets = IntStream.range(0, COUNT)
                .mapToObj(i -> TestSession.target(
                        "many/" + i,
                        "bin/" + "x".repeat(180) + i,
                        i % 2 == 0 ? TestSession.CENTRAL : TestSession.CHASSIS))
                .toList();
        session.targets.forEach(target -> session.host(0).withFile(path(target), "old"));
        make(session, "1");
        try (session) {
            session.open();
            make(session, "2");
            assertThat(session.rebuilder().deploy(false, true).status()).isEqualTo(Status.DEPLOYED);
            session.builder.makes(() -> make(session, "3"));
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(Files.size(session.host(0).file(HOME + "/ledger.json"))).isGreaterThan(40 * 1024);

            assertThat(session.reopen().rebuilder().undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).content(path(session.targets.get(COUNT - 1))))
                    .isEqualTo("2");
            assertThat(session.rebuilder().restore(false).pending()).isFalse();
            assertThat(session.host(0).content(path(session.targets.get(0)))).isEqualTo("old");
        }
        assertThat(session.host(0).list(HOME)).containsExactly("ledger.json", "objects");
    }

    private static void make(TestSession session, String content) {
        session.targets.forEach(target -> session.make(target.localPath(), content));
    }

    private static String path(Target target) {
        return target.remotePathIn(TestSession.REMOTE);
    }
}
