package io.github.microovn.rebuilder.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputNewsTest {

    private final List<String> lines = new ArrayList<>();
    private final List<ErrorLine> errors = new ArrayList<>();
    private long now = 5;
    private final OutputNews news = new OutputNews(lines::add, errors::add, () -> now);

    private void write(String text) {
        news.received(text.getBytes(UTF_8));
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
        news.paused();
    }

    @Test
    void tellsTheLastLineTenTimesASecond() {
        write("a\n");
        write("b\n");
        write("c\nd\n");
        assertThat(lines).containsExactly("a");

        pass(99);
        assertThat(lines).hasSize(1);
        pass(1);
        pass(500);
        assertThat(lines).containsExactly("a", "d");
    }

    @Test
    void waitsForTheEndOfALine() {
        write("  CC  nor");
        pass(500);
        assertThat(lines).isEmpty();

        write("thd.o\n");
        assertThat(lines).containsExactly("CC  northd.o");
    }

    @Test
    void tellsTheFirstErrorAtOnceAndNoOther() {
        write("a\n");
        write(
                "\u001b[01m\u001b[Kx.c:3:1:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[Kno\ny.c:1:1: error: z\n");

        assertThat(lines).containsExactly("a");
        assertThat(errors).containsExactly(new ErrorLine("x.c", 3, "no"));
    }

    @Test
    void tellsOfEverySchemaThatParallelJobsRefuse() {
        write("ovn-nb.ovsschema:3: The checksum \"1 2\" was calculated from it\nmake: *** [a] Error 1\n");
        write("ovn-sb.ovsschema:3: The checksum \"3 4\" was calculated from it\nmake: *** [b] Error 1\n");

        assertThat(errors).extracting(ErrorLine::file).containsExactly("ovn-nb.ovsschema", "ovn-sb.ovsschema");
    }

    @Test
    void showsOfALineWhatATerminalWouldShow() {
        write("10%\r20%\r\n");
        pass(200);
        write("\u001b]0;title\u0007a\tb\u0001\n\n");
        pass(200);

        assertThat(lines).containsExactly("20%", "a b?");
    }

    @Test
    void tellsHowFarSomethingIsThatWritesOverItsOwnLine() {
        write("Receiving objects: 10%\rReceiving objects: 20%\r");
        pass(100);
        write("Receiving objects: 90%\rRecei");
        pass(100);

        assertThat(lines).containsExactly("Receiving objects: 20%", "Receiving objects: 90%");
    }

    @Test
    void aLineWithoutEndIsNotKept() {
        news.received(new byte[100_000]);
        write("x".repeat(5000) + "\n");

        assertThat(lines).singleElement().asString().hasSize(1000);
    }
}
