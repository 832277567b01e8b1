package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BacklogTest {

    static final Target NORTHD = target("northd", "central");
    static final Target LIB = target("lib", "central", "chassis");

    private final Backlog backlog = new Backlog(List.of("h1", "h2"), local("northd 1", "lib 1"));

    static Target target(String path, String... services) {
        return new Target(path, "bin/" + path, List.of(services), OptionalInt.empty());
    }

    static Fingerprint content(String text) {
        return new Fingerprint("sha256 of " + text, text.length());
    }

    static Fingerprints local(String northd, String lib) {
        Map<Target, Fingerprint> contents = new LinkedHashMap<>();
        contents.put(NORTHD, content(northd));
        contents.put(LIB, content(lib));
        return new Fingerprints(contents);
    }

    @Test
    void nothingIsOwedAtTheStart() {
        assertThat(backlog.owedTargets("h1", local("northd 1", "lib 1"))).isEmpty();
        assertThat(backlog.owedRestarts("h1")).isEmpty();
    }

    @Test
    void whatDiffersFromWhatTheHostConfirmedIsOwedInTheOrderOfTheConfiguration() {
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 2"))).containsExactly(NORTHD, LIB);
    }

    @Test
    void aFileThatWasNotThereAtTheStartIsOwed() {
        Backlog empty = new Backlog(List.of("h1"), Fingerprints.NONE);

        assertThat(empty.owedTargets("h1", local("northd 1", "lib 1"))).containsExactly(NORTHD, LIB);
    }

    @Test
    void aFileThatIsNotThereNowIsNotOwed() {
        assertThat(backlog.owedTargets("h1", Fingerprints.NONE)).isEmpty();
    }

    @Test
    void whatOneHostConfirmedIsStillOwedToTheOthers() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));
        backlog.swapped("h1", List.of(NORTHD));

        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 1"))).isEmpty();
        assertThat(backlog.owedTargets("h2", local("northd 2", "lib 1"))).containsExactly(NORTHD);
    }

    @Test
    void aSwapOwesTheRestartsOfItsServicesUntilTheyAreDone() {
        backlog.swapping("h1", Map.of(LIB, content("lib 2")));
        backlog.swapped("h1", List.of(LIB));
        assertThat(backlog.owedRestarts("h1")).containsExactlyInAnyOrder("central", "chassis");

        backlog.settledRestart("h1", "central");

        assertThat(backlog.owedRestarts("h1")).containsExactly("chassis");
        assertThat(backlog.owedRestarts("h2")).isEmpty();
    }

    @Test
    void aTargetThatWasNotReachedIsAsItWas() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2"), LIB, content("lib 2")));
        backlog.swapped("h1", List.of(NORTHD));

        assertThat(backlog.doubts("h1")).isEmpty();
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 2"))).containsExactly(LIB);
        assertThat(backlog.owedRestarts("h1")).containsExactly("central");
    }

    @Test
    void aSwapWithoutAnEndIsInDoubtAndOwedWhateverIsThereLocally() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));

        assertThat(backlog.doubts("h1")).containsExactly(NORTHD);
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 1"))).containsExactly(NORTHD);
        assertThat(backlog.owedTargets("h1", local("northd 1", "lib 1"))).containsExactly(NORTHD);
    }

    @Test
    void aDoubtIsSettledByTheNewContent() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));
        backlog.observed("h1", Map.of(NORTHD, sha256("northd 2")));

        assertThat(backlog.doubts("h1")).isEmpty();
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 1"))).isEmpty();
        assertThat(backlog.owedRestarts("h1")).containsExactly("central");
    }

    @Test
    void aDoubtIsSettledByTheOldContentWithoutARestart() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));
        backlog.observed("h1", Map.of(NORTHD, sha256("northd 1")));

        assertThat(backlog.owedTargets("h1", local("northd 1", "lib 1"))).isEmpty();
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 1"))).containsExactly(NORTHD);
        assertThat(backlog.owedRestarts("h1")).isEmpty();
    }

    @Test
    void contentThatIsNotOursIsReplacedWhateverIsThereLocally() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));
        backlog.observed("h1", Map.of(NORTHD, sha256("somebody else's")));

        assertThat(backlog.owedTargets("h1", local("northd 1", "lib 1"))).containsExactly(NORTHD);
        assertThat(backlog.owedTargets("h1", local("northd 2", "lib 1"))).containsExactly(NORTHD);
    }

    @Test
    void aFileThatIsNotThereIsReplacedToo() {
        backlog.swapping("h1", Map.of(NORTHD, content("northd 2")));
        backlog.observed("h1", Map.of(NORTHD, Optional.empty()));

        assertThat(backlog.owedTargets("h1", local("northd 1", "lib 1"))).containsExactly(NORTHD);
    }

    @Test
    void aHostThatIsNotOfTheSessionIsAMistake() {
        assertThatThrownBy(() -> backlog.owedRestarts("h9")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<String> sha256(String text) {
        return Optional.of(content(text).sha256());
    }
}
