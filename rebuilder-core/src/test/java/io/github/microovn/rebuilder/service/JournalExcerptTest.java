package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalExcerptTest {

    private static final String MISSING =
            " error while loading shared libraries: libunbound.so.9: cannot open shared object file: No such file";

    @Test
    void whatTheLinkerSaidComesFirstAndOnce() {
        assertThat(
                        JournalExcerpt.of(
                                List.of(
                                        "Nov 23 12:27:35 movn1 systemd[1]: Started it.",
                                        "Nov 23 12:27:36 movn1 northd[5]: ovn-northd:" + MISSING,
                                        "Nov 23 12:27:36 movn1 northd[4]: Starting ovn-northd ... failed!",
                                        "Nov 23 12:27:37 movn1 northd[9]: ovn-northd:" + MISSING,
                                        "Nov 23 12:27:37 movn1 northd[9]: /lib/libc.so.6: version `GLIBC_9.99' not found (required by it)")))
                .containsExactly(
                        "Nov 23 12:27:36 movn1 northd[5]: ovn-northd:" + MISSING,
                        "Nov 23 12:27:37 movn1 northd[9]: /lib/libc.so.6: version `GLIBC_9.99' not found (required by it)",
                        "Nov 23 12:27:35 movn1 systemd[1]: Started it.",
                        "Nov 23 12:27:36 movn1 northd[4]: Starting ovn-northd ... failed!");
    }

    @Test
    void twentyLinesTheLastOnes() {
        List<String> journal = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(i -> "line " + i).toList());
        journal.add(0, "x symbol lookup error: y");

        List<String> excerpt = JournalExcerpt.of(journal);

        assertThat(excerpt)
                .hasSize(20)
                .startsWith("x symbol lookup error: y", "line 31")
                .endsWith("line 49");
        assertThat(JournalExcerpt.of(List.of())).isEmpty();
    }
}
