package io.github.microovn.rebuilder.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final Target NORTHD = target("northd/ovn-northd");
    private static final Target CONTROLLER = target("controller/ovn-controller");
    private static final Target NBCTL = target("utilities/ovn-nbctl");
    private static final Fingerprint OLD = new Fingerprint("aa", 1);
    private static final Fingerprint NEW = new Fingerprint("bb", 1);

    @Test
    void differWhereTheContentDoes() {
        Fingerprints before = new Fingerprints(Map.of(NORTHD, OLD, CONTROLLER, OLD));
        Fingerprints after = new Fingerprints(Map.of(NORTHD, NEW, CONTROLLER, OLD));

        assertThat(after.changedSince(before)).containsExactly(NORTHD);
        assertThat(after.changedSince(after)).isEmpty();
    }

    @Test
    void differWhereAFileIsNewButNotWhereOneIsGone() {
        Fingerprints before = new Fingerprints(Map.of(NORTHD, OLD));
        Fingerprints after = new Fingerprints(Map.of(CONTROLLER, OLD));

        assertThat(after.changedSince(before)).containsExactly(CONTROLLER);
        assertThat(Fingerprints.NONE.changedSince(before)).isEmpty();
    }

    @Test
    void keepTheOrderOfTheConfiguration() {
        Map<Target, Fingerprint> byTarget = new LinkedHashMap<>();
        List.of(NORTHD, NBCTL, CONTROLLER).forEach(target -> byTarget.put(target, OLD));

        Fingerprints fingerprints = new Fingerprints(byTarget);
        byTarget.clear();

        assertThat(fingerprints.changedSince(Fingerprints.NONE)).containsExactly(NORTHD, NBCTL, CONTROLLER);
        assertThat(fingerprints.get(NORTHD)).contains(OLD);
        assertThat(Fingerprints.NONE.get(NORTHD)).isEmpty();
    }

    private static Target target(String localPath) {
        return new Target(localPath, "bin/x", List.of(), OptionalInt.empty());
    }
}
