package io.github.microovn.rebuilder.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostBranchTest {

    @ParameterizedTest
    @CsvSource({
        "24.03.2+snapbf0f1b8c4d,branch-24.03",
        "22.03.3,branch-22.03",
        "25.09,branch-25.09",
        "23.03.1+test1,branch-23.03",
        "26.03.90,main",
        "'26.03.0-1ubuntu1 ',branch-26.03"
    })
    void isTheOneOfTheRelease(String version, String branch) {
        assertThat(HostBranch.of(version)).contains(branch);
    }

    @ParameterizedTest
    @CsvSource({"x1", "2.17.9", "v24.03", "''"})
    void isNotGuessed(String version) {
        assertThat(HostBranch.of(version)).isEmpty();
    }
}
