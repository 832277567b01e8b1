package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

class RestartDecoderTest {

    private final Problems problems = new Problems("P");
    private final RestartDecoder decoder = new RestartDecoder(problems);

    private static Node node(String yaml) {
        LoaderOptions options = new LoaderOptions();
        return new Composer(new ParserImpl(new StreamReader(yaml), options), new Resolver(), options).getSingleNode();
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, problems::throwIfAny).problems().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void readsWhatHoldsForServices() {
        Map<String, ServiceSettings> services = decoder.services(node("""
                microovn.chassis: {order: 25, restart: plain}
                microovn.switch: {restart: graceful}
                lab_1.x: {order: 0}
                """));

        problems.throwIfAny();
        assertThat(services)
                .containsExactly(
                        Map.entry("microovn.chassis", settings(OptionalInt.of(25), RestartStyle.PLAIN)),
                        Map.entry("microovn.switch", settings(OptionalInt.empty(), RestartStyle.GRACEFUL)),
                        Map.entry("lab_1.x", new ServiceSettings(OptionalInt.of(0), Optional.empty())));
    }

    private static ServiceSettings settings(OptionalInt order, RestartStyle restart) {
        return new ServiceSettings(order, Optional.of(restart));
    }

    @Test
    void saysEverythingThatIsWrongWithServices() {
        decoder.services(node("""
                chassis: {order: 1}
                [a]: {}
                microovn.a: {order: "1", restart: gracefully}
                microovn.b: {ordre: 1}
                microovn.c: 5
                microovn.d: {order: -1}
                microovn.d: {order: 010}
                """));

        assertThat(problems())
                .containsExactly(
                        "P:1:1: 'chassis' is not a snap service; expected SNAP.SERVICE such as microovn.chassis",
                        "P:2:1: a list is not a snap service; expected SNAP.SERVICE such as microovn.chassis",
                        "P:3:21: 'order' must be a number from 0 to 9999, not the text '1'",
                        "P:3:35: 'restart' must be graceful or plain, not the text 'gracefully'",
                        "P:4:14: unknown key 'ordre'; did you mean 'order'?",
                        "P:5:13: 'microovn.c' must be a mapping of settings such as {order: 20, restart: graceful}, "
                                + "not the number 5",
                        "P:6:21: 'order' must be a number from 0 to 9999, not the number -1",
                        "P:7:1: duplicate key 'microovn.d', it is in line 6 already",
                        "P:7:21: 'order' must be a number from 0 to 9999, not the number 010");
    }

    @Test
    void servicesMustBeAMapping() {
        assertThat(decoder.services(node("[microovn.chassis]"))).isEmpty();

        assertThat(problems())
                .containsExactly(
                        "P:1:1: 'services' must be a mapping of services such as microovn.chassis, not a list");
    }

    @Test
    void readsWhatHoldsForDeployments() {
        assertThat(decoder.deploy(node("{settle: 500ms, timeout: 3m, rolling: true, strip: debug, parallel: 4}")))
                .isEqualTo(new DeploySettings(Duration.ofMillis(500), Duration.ofMinutes(3), true, Strip.DEBUG, 4));
        assertThat(decoder.deploy(node("{}"))).isEqualTo(DeploySettings.DEFAULT);
        problems.throwIfAny();
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "1500ms, PT1.5S", "90s, PT90S", "2h, PT2H"})
    void readsTimesWithTheirUnit(String written, Duration time) {
        assertThat(decoder.deploy(node("settle: " + written)).settle()).isEqualTo(time);
        problems.throwIfAny();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2 s", "-2s", "s", "1d", "1.5s", "[2s]", "12345678901s", ""})
    void refusesOtherTimes(String written) {
        assertThat(decoder.deploy(node("settle: " + written))).isEqualTo(DeploySettings.DEFAULT);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("P:1:")
                .contains("a time with its unit such as 500ms, 2s or 30m");
    }

    @Test
    void saysEverythingThatIsWrongWithDeployments() {
        decoder.deploy(node("{rolling: maybe, settel: 2s, parallel: 0, strip: all}"));

        assertThat(problems())
                .containsExactly(
                        "P:1:11: 'rolling' must be true or false, not the text 'maybe'",
                        "P:1:18: unknown key 'settel'; did you mean 'settle'?",
                        "P:1:40: 'parallel' must be a number of hosts from 1 to 9999, not the number 0",
                        "P:1:50: 'strip' must be none or debug, not the text 'all'");
    }

    @Test
    void readsHowToVerify() {
        assertThat(decoder.verify(node("sync"))).isEqualTo(Verification.SYNC);
        assertThat(decoder.verify(node("none"))).isEqualTo(Verification.NONE);
        problems.throwIfAny();

        assertThat(decoder.verify(node("Sync"))).isEqualTo(Verification.NONE);
        assertThat(problems()).containsExactly("P:1:1: 'verify' must be none or sync, not the text 'Sync'");
    }
}
