package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildNewsTest {

    private final List<Event> events = new ArrayList<>();
    private long now = 5;
    private final BuildNews news = new BuildNews(new EventSink(events::add), () -> now);

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
        assertThat(events).containsExactly(new BuildEvent.Output("a"));

        pass(99);
        assertThat(events).hasSize(1);
        pass(1);
        pass(500);
        assertThat(events).containsExactly(new BuildEvent.Output("a"), new BuildEvent.Output("d"));
    }

    @Test
    void waitsForTheEndOfALine() {
        write("  CC  nor");
        pass(500);
        assertThat(events).isEmpty();

        write("thd.o\n");
        assertThat(events).containsExactly(new BuildEvent.Output("CC  northd.o"));
    }

    @Test
    void tellsTheFirstErrorAtOnceAndNoOther() {
        write("a\n");
        write(
                "\u001b[01m\u001b[Kx.c:3:1:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[Kno\ny.c:1:1: error: z\n");

        assertThat(events).containsExactly(new BuildEvent.Output("a"), new BuildEvent.ErrorFound("x.c", 3, "no"));
    }

    @Test
    void showsOfALineWhatATerminalWouldShow() {
        write("10%\r20%\r\n");
        pass(200);
        write("\u001b]0;title\u0007a\tb\u0001\n\n");
        pass(200);

        assertThat(events).containsExactly(new BuildEvent.Output("20%"), new BuildEvent.Output("a b?"));
    }

    @Test
    void aLineWithoutEndIsNotKept() {
        news.received(new byte[100_000]);
        write("x".repeat(5000) + "\n");

        assertThat(events)
                .singleElement()
                .satisfies(
                        event -> assertThat(((BuildEvent.Output) event).line()).hasSize(1000));
    }
}
