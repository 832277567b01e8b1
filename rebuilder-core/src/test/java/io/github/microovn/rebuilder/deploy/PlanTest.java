package io.github.microovn.rebuilder.deploy;

import static io.github.microovn.rebuilder.deploy.BacklogTest.LIB;
import static io.github.microovn.rebuilder.deploy.BacklogTest.NORTHD;
import static io.github.microovn.rebuilder.deploy.BacklogTest.content;
import static io.github.microovn.rebuilder.deploy.BacklogTest.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.change.Fingerprints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final Backlog backlog = new Backlog(List.of("h1", "h2"), local("northd 1", "lib 1"));

    private Plan plan(Fingerprints now) {
        return Plan.of(List.of("h1", "h2"), List.of(NORTHD, LIB), now, backlog);
    }

    @Test
    void aHostThatIsOwedNothingHasNoWork() {
        assertThat(plan(local("northd 1", "lib 1")).byHost()).isEmpty();
        assertThat(plan(local("northd 1", "lib 1")).work("h1")).isEqualTo(Plan.Work.NONE);
    }

    @Test
    void whatIsOwedIsUploadedAndEveryServiceRestartedOnce() {
        Plan.Work work = plan(local("northd 2", "lib 2")).work("h1");

        assertThat(work.uploads())
                .containsExactly(Map.entry(NORTHD, content("northd 2")), Map.entry(LIB, content("lib 2")));
        assertThat(work.restarts()).containsExactly("central", "chassis");
    }

    @Test
    void aRestartThatIsStillOwedIsWorkOfItsOwn() {
        backlog.swapping("h2", Map.of(LIB, content("lib 2")));
        backlog.swapped("h2", List.of(LIB));
        backlog.settledRestart("h2", "central");

        Plan plan = plan(local("northd 1", "lib 2"));

        assertThat(plan.work("h2")).isEqualTo(new Plan.Work(Map.of(), List.of("chassis")));
        assertThat(plan.work("h1").uploads()).containsOnlyKeys(LIB);
    }

    @Test
    void owedAndNewRestartsAreJoinedInTheOrderOfTheConfiguration() {
        backlog.swapping("h1", Map.of(LIB, content("lib 2")));
        backlog.swapped("h1", List.of(LIB));
        backlog.settledRestart("h1", "central");

        assertThat(plan(local("northd 2", "lib 2")).work("h1").restarts()).containsExactly("central", "chassis");
    }
}
