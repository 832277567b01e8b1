package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import java.time.Duration;
import java.util.List;

/** Lists the kinds of hosts, how each is named, and whether it can be used on this machine. */
final class ConnectorsCommand implements Command {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public String summary() {
        return "List the kinds of hosts, how they are named, and which can be used on this machine";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("connectors", "Find out what to write after -H, and what is missing here."));
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        var options = new ConnectOptions(TIMEOUT, context.environment());
        try (var connectors = Connectors.load()) {
            boolean first = true;
            for (Connector connector : connectors.all()) {
                if (!first) {
                    context.out().line("");
                }
                first = false;
                print(connector, options, context.out());
            }
        }
        return ExitCode.OK;
    }

    private static void print(Connector connector, ConnectOptions options, Output out) {
        String summary = connector.summary();
        out.line(connector.syntax() + (summary.isEmpty() ? "" : "   " + summary));
        if (!connector.examples().isEmpty()) {
            out.line("  such as " + String.join(", ", connector.examples()));
        }
        out.line(connector
                .obstacle(options)
                .map(reason -> "  cannot be used here: " + reason)
                .orElse("  can be used here"));
    }
}
