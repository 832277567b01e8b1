package io.github.microovn.rebuilder.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "northd/northd.c:12:3: error: expected ';' | northd/northd.c | 12 | expected ';'",
                "northd/northd.c:12: error: x: y | northd/northd.c | 12 | x: y",
                "../a b/lib.h:7:1: fatal error: x.h: No such file or directory | ../a b/lib.h | 7 | x.h: No such file or directory",
                "northd.c:45: undefined reference to `foo' | northd.c | 45 | undefined reference to `foo'",
                "/usr/bin/ld: northd/x.c:9: undefined reference to `f' | northd/x.c | 9 | undefined reference to `f'",
                "/usr/bin/ld: x.c:(.text+0x1c): undefined reference to `f' | x.c | 0 | undefined reference to `f'",
                "/usr/bin/ld: cannot find -lunbound: No such file or directory | \"\" | 0 |"
                        + " cannot find -lunbound: No such file or directory",
                "collect2: error: ld returned 1 exit status | \"\" | 0 | ld returned 1 exit status",
                "make: *** No rule to make target 'x'.  Stop. | \"\" | 0 | No rule to make target 'x'.  Stop.",
                "make[2]: *** [Makefile:12: northd/ovn-northd] Error 1 | \"\" | 0 |"
                        + " [Makefile:12: northd/ovn-northd] Error 1"
            })
    void readsWhatCompilersLinkersAndMakeSay(String text, String file, int line, String message) {
        assertThat(ErrorLine.of(text)).contains(new ErrorLine(file, line, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  CC       northd/error.o",
                "northd/northd.c:12:3: warning: unused",
                "northd/northd.c:12:3: note: error: in a note",
                "northd/northd.c: In function 'main':",
                "make: Entering directory '/x'",
                "make: *** Waiting for unfinished jobs....",
                "make[1]: *** [Makefile:7: northd/ovn-northd] Terminated",
                "gcc -o error.c:1:2",
                "checking for error: no"
            })
    void leavesOtherLinesAlone(String text) {
        assertThat(ErrorLine.of(text)).isEmpty();
    }

    @Test
    void aNumberThatIsNoneIsNoPlace() {
        assertThat(ErrorLine.of("a.c:99999999999: error: x")).isEmpty();
    }
}
