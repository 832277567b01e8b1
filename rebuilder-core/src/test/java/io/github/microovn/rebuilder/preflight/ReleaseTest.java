package io.github.microovn.rebuilder.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {

    @ParameterizedTest
    @CsvSource({
        "ovn-northd 26.03.90, 26.03",
        "24.03.2+snap1a2b3c, 24.03",
        "23.03.1-1-deb12u2-lab, 23.03",
        "24.09, 24.09",
        ".ovn-northd.rebuilder-12.34.5 22.03.0, 22.03"
    })
    void isFoundInWhatProgramsSay(String text, String release) {
        assertThat(Release.in(text)).map(Release::toString).contains(release);
    }

    @Test
    void isNotFoundElsewhere() {
        assertThat(Release.in("ovs-vswitchd (Open vSwitch) 3.7.90")).isEqualTo(Optional.empty());
        assertThat(Release.in("")).isEmpty();
        assertThat(Release.in("latest")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "22.03, 24.03, true",
        "24.03, 26.03, true",
        "24.09, 24.03, true",
        "23.03, 24.03, true",
        "23.09, 22.03, true",
        "25.03, 26.03, true",
        "26.03, 26.03, true",
        "22.03, 24.09, false",
        "22.03, 26.03, false",
        "23.03, 26.03, false",
        "99.99, 23.03, false"
    })
    void worksWithWhatIsAtMostOneLongTermReleaseApart(String one, String other, boolean works) {
        Release first = Release.in(one).orElseThrow();
        Release second = Release.in(other).orElseThrow();

        assertThat(first.worksWith(second)).isEqualTo(works);
        assertThat(second.worksWith(first)).isEqualTo(works);
    }
}
