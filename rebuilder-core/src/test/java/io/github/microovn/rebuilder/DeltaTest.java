package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds that bring what a host lacks of a large file, and make the whole of it there. */
@Timeout(120)
class DeltaTest {

    private static final int SIZE = 1_500_000;

    @TempDir
    private Path directory;

    private final String first = text(1, SIZE);
    private TestSession session;
    private FakeHost host;

    @BeforeEach
    void deploySomethingLarge() {
        session = new TestSession(directory, "h1").open();
        host = session.host(0);
        deploy(first);
        assertThat(host.log()).contains("put");
        host.forgetLog();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(host.list(TestSession.REMOTE + "/bin"))
                .containsExactlyInAnyOrder("ovn-controller", "ovn-nbctl", "ovn-northd");
        session.close();
    }

    private static String text(int seed, int length) {
        return new Random(seed)
                .ints(length, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void deploy(String content) {
        assertThat(session.roundThatMakes("northd/ovn-northd", content).status())
                .isEqualTo(Status.DEPLOYED);
        // Not shown when it fails: too long.
        assertThat(host.content(NORTHD).equals(content)).isTrue();
        assertThat(host.running(CENTRAL).equals(content)).isTrue();
    }

    @Test
    void littleThatHasChangedGoesWithoutAnUpload() {
        deploy(first.substring(0, SIZE / 2) + "!" + first.substring(SIZE / 2 + 1));

        assertThat(host.log()).doesNotContain("put");
    }

    @Test
    void whatHasMovedIsTakenFromTheFileThatIsThere() {
        deploy(text(2, 100) + first);
        deploy(first.substring(1000));

        assertThat(host.log()).doesNotContain("put");
    }

    @Test
    void moreThanLittleIsUploadedAlone() {
        deploy(first.substring(0, SIZE / 2) + text(2, 200_000) + first.substring(SIZE / 2));

        assertThat(host.log()).containsOnlyOnce("put");
    }

    @Test
    void whereSomebodyElseHasTouchedTheFileTheWholeIsUploaded() throws IOException {
        Files.writeString(host.file(NORTHD), "something else");

        deploy(first.substring(1));

        assertThat(host.log()).containsOnlyOnce("put");
    }

    @Test
    void aFileThatHasChangedWithoutATraceIsNotBelieved() throws IOException {
        FileTime modified = Files.getLastModifiedTime(host.file(NORTHD));
        Files.writeString(host.file(NORTHD), text(3, SIZE));
        Files.setLastModifiedTime(host.file(NORTHD), modified);

        deploy(first.substring(0, SIZE - 1) + "!");

        assertThat(host.log()).containsOnlyOnce("put");
    }

    @Test
    void aPartThatDoesNotArriveIsFollowedByTheWhole() {
        host.lay("put", Fault.FAILS);

        deploy(first.substring(0, SIZE / 2) + text(2, 200_000) + first.substring(SIZE / 2));
    }

    @Test
    void aPartThatArrivesTruncatedIsFollowedByTheWhole() {
        host.lay("put", Fault.TRUNCATES);

        deploy(first.substring(0, SIZE / 2) + text(2, 200_000) + first.substring(SIZE / 2));
    }
}
