package io.github.microovn.rebuilder.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("local_path", "remote_path", "service", "services", "mode");

    @ParameterizedTest
    @CsvSource({
        "local-path, local_path",
        "Remote_Path, remote_path",
        "servcie, service",
        "servicess, services",
        "mod, mode",
        "doem, ",
        "path, ",
        "owner, ",
        "'', ",
    })
    void suggestsWhatIsAFewMistakesAway(String typed, String expected) {
        assertThat(NearestName.of(typed, KNOWN).orElse(null)).isEqualTo(expected);
    }
}
