package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSpecsTest {

    @Test
    void splitsAtCommasAndTrimsBlanks() {
        HostSpecs specs = HostSpecs.parse(List.of("lxd:movn1, lxd : movn2 ", "lxd:movn3"));

        assertThat(specs.hosts()).extracting(HostSpec::toString).containsExactly("lxd:movn1", "lxd:movn2", "lxd:movn3");
        assertThat(specs.repeated()).isEmpty();
    }

    @Test
    void keepsEverythingAfterTheFirstColonAsTheAddress() {
        assertThat(HostSpec.parse("lxd:remote:movn1?project=dev"))
                .isEqualTo(new HostSpec("lxd", "remote:movn1?project=dev"));
    }

    @Test
    void thisMachineNeedsNoAddress() {
        HostSpecs specs = HostSpecs.parse(List.of("local:, local : ", "local:localhost"));

        assertThat(specs.hosts()).containsExactly(new HostSpec("local", "localhost"));
    }

    @Test
    void countsAHostOnceAndTellsWhichWereRepeated() {
        HostSpecs specs = HostSpecs.parse(List.of("lxd:b,lxd:a,lxd:b", "lxd:b"));

        assertThat(specs.hosts()).extracting(HostSpec::address).containsExactly("b", "a");
        assertThat(specs.repeated()).extracting(HostSpec::address).containsExactly("b", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "", ":", "lxd:", ":movn1", "lxd: ", " :movn1"})
    void refusesWhatIsNoSpecification(String text) {
        assertThatThrownBy(() -> HostSpecs.parse(List.of(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("'" + text.strip() + "' is not valid remote specification. "
                        + "Expected format is '<remote_type>:<remote_address>'");
    }

    @Test
    void refusesHostsThatCouldNotBeToldApart() {
        assertThatThrownBy(() -> HostSpecs.parse(List.of("lxd:movn1,ssh:lab9,ssh:movn1,lxd:movn1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "'lxd:movn1' and 'ssh:movn1' have one name, movn1, and could not be told apart; give one of them"
                                + " another (for SSH by Host in ~/.ssh/config)");
    }

    @Test
    void reportsAllWrongSpecificationsAtOnce() {
        assertThatThrownBy(() -> HostSpecs.parse(List.of("foo,lxd:movn1,", "bar")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        thrown -> assertThat(thrown.problems())
                                .extracting(Object::toString)
                                .hasSize(3));
    }
}
