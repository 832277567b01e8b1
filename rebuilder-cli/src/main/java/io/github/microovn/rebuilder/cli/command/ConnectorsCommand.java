package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lists the kinds of hosts, how each is named, and whether it can be used on this machine. */
final class ConnectorsCommand implements Command {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

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
            var answer = new Answer.Connectors(connectors.all().stream()
                    .map(connector -> describe(connector, options))
                    .toList());
            common.renderer(context.out()).answer(answer);
        }
        return ExitCode.OK;
    }

    private static Answer.Connector describe(Connector connector, ConnectOptions options) {
        Optional<String> obstacle = connector.obstacle(options);
        return new Answer.Connector(
                connector.scheme(),
                connector.syntax(),
                connector.summary(),
                connector.examples(),
                obstacle.isEmpty(),
                obstacle);
    }
}
