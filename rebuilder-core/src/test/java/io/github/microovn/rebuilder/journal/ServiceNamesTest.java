package io.github.microovn.rebuilder.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.service.ServiceRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamesTest {

    private final ServiceNames names = new ServiceNames(ServiceRules.builtIn());

    @ParameterizedTest
    @ValueSource(strings = {"microovn.ovn-northd", "ovn-northd", "snap.microovn.ovn-northd.service"})
    void aServiceHasALongAndAShortName(String typed) {
        assertThat(names.of(typed)).isEqualTo(new ServiceNames.Meaning(List.of("microovn.ovn-northd"), ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ovn-nortd,ovn-northd",
        "microovn.chasis,microovn.chassis",
        "swich,switch",
        "ovn-ovsdb-server-bn,ovn-ovsdb-server-nb"
    })
    void theNearestNameIsSuggested(String typed, String nearest) {
        assertThat(names.of(typed).services()).isEmpty();
        assertThat(names.of(typed).problem())
                .isEqualTo("Unknown service '" + typed + "'. Did you mean '" + nearest + "'?");
    }

    @Test
    void aNameLikeNoOtherIsAnsweredWithAll() {
        assertThat(names.of("nothing-like-it").problem())
                .isEqualTo("Unknown service 'nothing-like-it'. Known are: microovn.switch, microovn.chassis,"
                        + " microovn.bird, microovn.ovn-ovsdb-server-nb, microovn.ovn-ovsdb-server-sb,"
                        + " microovn.daemon, microovn.ovn-northd.");
    }

    @Test
    void aHostMayHaveServicesThatNobodyKnows() {
        assertThat(names.of("lab.something-new").services()).containsExactly("lab.something-new");
    }

    @Test
    void aShortNameMayMeanServicesOfSeveralSnaps() {
        assertThat(new ServiceNames(List.of("microovn.daemon", "lxd.daemon"))
                        .of("daemon")
                        .services())
                .containsExactly("microovn.daemon", "lxd.daemon");
    }
}
