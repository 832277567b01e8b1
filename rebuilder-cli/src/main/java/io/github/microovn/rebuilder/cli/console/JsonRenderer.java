package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders events for programs, each as a JSON object on a line of its own: {@code
 * {"schema":1,"seq":42,"time":"...","round":7,"type":"host.swapped","host":"movn1", ...}}. The rest is what the event's record
 * has; one that holds nothing but another record is written as that. There is no gap in {@code seq}; {@code round} is there
 * while one runs. Types and fields are only ever added. Thread-safe.
 */
public final class JsonRenderer implements Renderer {

    private static final int SCHEMA = 1;

    private final Output output;
    private final Clock clock;
    private long sequence;
    private int round;

    /**
     * Renders for a program.
     *
     * @param output where lines go
     * @param clock says when something happened
     */
    public JsonRenderer(Output output, Clock clock) {
        this.output = output;
        this.clock = clock;
    }

    @Override
    public void order(List<String> names) {
        // Programs tell hosts apart by their names.
    }

    @Override
    public boolean broken() {
        return output.broken();
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof RoundEvent.Started started) {
            round = started.round();
        }
        Map<String, Object> line = begin(event.type());
        if (event instanceof HostEvent host) {
            line.put("host", host.host());
        }
        fields(event).forEach(line::putIfAbsent);
        output.line(Json.write(line));
        if (event instanceof RoundEvent.Finished) {
            round = 0;
        }
    }

    @Override
    public synchronized void answer(Answer answer) {
        Map<String, Object> line = begin(answer.type());
        if (answer instanceof Record found) {
            Json.fields(found).forEach(line::putIfAbsent);
        }
        output.line(Json.write(line));
    }

    private Map<String, Object> begin(String type) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("schema", SCHEMA);
        line.put("seq", ++sequence);
        line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (round > 0) {
            line.put("round", round);
        }
        line.put("type", type);
        return line;
    }

    private static Map<String, Object> fields(Event event) {
        Map<String, Object> fields = event instanceof Record happened ? Json.fields(happened) : Map.of();
        boolean onlyOne = fields.size() == 1 && fields.values().iterator().next() instanceof Record;
        return onlyOne ? Json.fields((Record) fields.values().iterator().next()) : fields;
    }
}
