package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.RestartStyle;
import io.github.microovn.rebuilder.config.ServiceSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartOrderTest {

    private static final String SWITCH = "microovn.switch";
    private static final String CHASSIS = "microovn.chassis";
    private static final String NB = "microovn.ovn-ovsdb-server-nb";
    private static final String SB = "microovn.ovn-ovsdb-server-sb";
    private static final String NORTHD = "microovn.ovn-northd";
    private static final String DAEMON = "microovn.daemon";

    private static final ServiceRules RULES = ServiceRules.with(Map.of());

    private static Map<String, List<String>> onAll(String... services) {
        Map<String, List<String>> due = new LinkedHashMap<>();
        List.of("h1", "h2", "h3").forEach(host -> due.put(host, List.of(services)));
        return due;
    }

    private static List<String> waves(Map<String, List<String>> due, Map<String, Set<String>> leading) {
        return text(new RestartOrder(RULES, leading).waves(due));
    }

    private static List<String> text(List<Wave> waves) {
        return waves.stream()
                .map(wave -> wave.services() + (wave.awaited().isEmpty() ? "" : ", awaited"))
                .map(text -> text.replace("microovn.", "").replace("ovn-ovsdb-server-", ""))
                .toList();
    }

    @Test
    void theSwitchComesBeforeItsControllerOnEveryHostAtOnce() {
        assertThat(waves(onAll(CHASSIS, SWITCH), Map.of()))
                .containsExactly("{h1=[switch, chassis], h2=[switch, chassis], h3=[switch, chassis]}");
    }

    @Test
    void theActiveNorthdComesLastAndOthersWithTheirHost() {
        assertThat(waves(onAll(NORTHD, CHASSIS), Map.of("h2", Set.of(NORTHD))))
                .containsExactly(
                        "{h1=[chassis, ovn-northd], h2=[chassis], h3=[chassis, ovn-northd]}, awaited",
                        "{h2=[ovn-northd]}");
    }

    @Test
    void theActiveNorthdWaitsForTheOthersAloneNotForWhatRestartsWithThem() {
        assertThat(new RestartOrder(RULES, Map.of("h2", Set.of(NORTHD))).waves(onAll(NORTHD, CHASSIS)))
                .extracting(Wave::awaited)
                .containsExactly(Set.of(NORTHD), Set.of());
    }

    @Test
    void withoutAKnownActiveNorthdAllOfThemAreAlike() {
        assertThat(waves(onAll(NORTHD), Map.of()))
                .containsExactly("{h1=[ovn-northd], h2=[ovn-northd], h3=[ovn-northd]}");
    }

    @Test
    void databaseServersRestartOneByOneTheLeaderLast() {
        assertThat(waves(onAll(NB), Map.of("h1", Set.of(NB))))
                .containsExactly("{h2=[nb]}, awaited", "{h3=[nb]}, awaited", "{h1=[nb]}, awaited");
    }

    @Test
    void theTwoDatabasesDoNotWaitForEachOther() {
        assertThat(waves(onAll(NB, SB), Map.of("h1", Set.of(NB), "h3", Set.of(SB))))
                .containsExactly(
                        "{h1=[sb], h2=[nb]}, awaited", "{h2=[sb], h3=[nb]}, awaited", "{h1=[nb], h3=[sb]}, awaited");
    }

    @Test
    void everythingInTheOrderOfAnUpgrade() {
        assertThat(waves(onAll(NORTHD, CHASSIS, NB, DAEMON, SWITCH), Map.of("h1", Set.of(NB, NORTHD))))
                .containsExactly(
                        "{h1=[switch, chassis], h2=[switch, chassis], h3=[switch, chassis]}",
                        "{h2=[nb]}, awaited",
                        "{h3=[nb]}, awaited",
                        "{h1=[nb]}, awaited",
                        "{h1=[daemon]}, awaited",
                        "{h2=[daemon]}, awaited",
                        "{h3=[daemon]}, awaited",
                        "{h2=[ovn-northd], h3=[ovn-northd]}, awaited",
                        "{h1=[ovn-northd]}");
    }

    @Test
    void aSingleHostDoesEverythingAtOnceInOrder() {
        assertThat(waves(Map.of("h1", List.of(NORTHD, NB, CHASSIS)), Map.of("h1", Set.of(NB, NORTHD))))
                .containsExactly("{h1=[chassis, nb, ovn-northd]}, awaited");
    }

    @Test
    void hostsThatAreDueNothingAreNotTouched() {
        Map<String, List<String>> due = new LinkedHashMap<>(onAll(CHASSIS));
        due.put("h2", List.of());

        assertThat(waves(due, Map.of())).containsExactly("{h1=[chassis], h3=[chassis]}");
        assertThat(waves(Map.of("h1", List.of()), Map.of())).isEmpty();
        assertThat(waves(Map.of(), Map.of())).isEmpty();
    }

    @Test
    void rollingTakesOneHostAfterTheOtherThoseThatLeadLast() {
        RestartOrder order = new RestartOrder(RULES, Map.of("h1", Set.of(NB, NORTHD), "h2", Set.of(NB)));

        assertThat(text(order.rolling(onAll(NORTHD, CHASSIS, NB))))
                .containsExactly(
                        "{h3=[chassis, nb, ovn-northd]}, awaited",
                        "{h2=[chassis, nb, ovn-northd]}, awaited",
                        "{h1=[chassis, nb, ovn-northd]}, awaited");
    }

    @Test
    void servicesNobodyKnowsComeLastInTheOrderTheyWereNamed() {
        assertThat(waves(onAll("lab.b", NORTHD, "lab.a"), Map.of("h1", Set.of(NORTHD))))
                .containsExactly(
                        "{h2=[ovn-northd], h3=[ovn-northd]}, awaited",
                        "{h1=[ovn-northd, lab.b, lab.a], h2=[lab.b, lab.a], h3=[lab.b, lab.a]}");
    }

    @Test
    void theConfigurationChangesTheOrder() {
        ServiceRules rules = ServiceRules.with(Map.of(
                "lab.a",
                new ServiceSettings(OptionalInt.of(5), Optional.empty()),
                CHASSIS,
                new ServiceSettings(OptionalInt.of(60), Optional.empty())));

        assertThat(text(new RestartOrder(rules, Map.of()).waves(onAll(CHASSIS, SWITCH, "lab.a")))
                        .get(0))
                .startsWith("{h1=[lab.a, switch, chassis]");
    }

    @Test
    void theConfigurationTakesTheGraceAwayAndGivesItBack() {
        assertThat(rule(CHASSIS, RestartStyle.PLAIN).leave()).isEqualTo(Leave.PLAINLY);
        assertThat(rule(CHASSIS, RestartStyle.GRACEFUL).leave()).isEqualTo(Leave.STAYING_REGISTERED);
        assertThat(rule(CHASSIS, RestartStyle.PLAIN).daemons()).isNotEmpty();
    }

    private static ServiceRule rule(String service, RestartStyle style) {
        return ServiceRules.with(Map.of(service, new ServiceSettings(OptionalInt.empty(), Optional.of(style))))
                .rule(service);
    }

    @Test
    void whatDidNotBecomeReadyIsLeftOutOfWhatFollows() {
        Wave wave = new Wave(onAll(NB, SB), Set.of(NB, SB));

        assertThat(wave.without(Set.of(NB)).services().values()).containsOnly(List.of(SB));
        assertThat(wave.without(Set.of(NB, SB)).services()).isEmpty();
        assertThat(wave.without(Arrays.asList()).services()).isEqualTo(wave.services());
    }
}
