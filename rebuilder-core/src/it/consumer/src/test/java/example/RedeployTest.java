package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.junit.MicroOvn;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@MicroOvn(nodes = 3)
class RedeployTest {
    private final Path ovn = Path.of(System.getProperty("ovn.source", "ovn"));
    private final List<Event> events = new ArrayList<>();

    @Test
    void aChangedNorthdRunsUntilItIsTakenBack(RebuilderOptions.Builder options) throws IOException {
        options.ovnSource(ovn.toString());
        try (Rebuilder rebuilder = Rebuilder.open(options.build(), events::add)) {
            Path northd = ovn.resolve("northd/ovn-northd.c");
            Files.writeString(northd, Files.readString(northd).replace("first build", "second build"));

            assertEquals(Status.DEPLOYED, rebuilder.round().status());
            assertEquals(3, events.stream().filter(HostEvent.Ready.class::isInstance).count());

            assertEquals(Status.DEPLOYED, rebuilder.undo(false).status());
            assertEquals(6, events.stream().filter(HostEvent.Ready.class::isInstance).count());
        }
    }
}
