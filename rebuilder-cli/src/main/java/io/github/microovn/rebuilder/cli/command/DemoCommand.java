package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.Detail;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.PlainRenderer;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.demo.Demo;
import io.github.microovn.rebuilder.error.RebuilderException;
import java.io.IOException;
import java.util.List;

/** Plays the whole loop on an embedded LXD. */
final class DemoCommand implements Command {

    @Parameter(
            names = "--keep",
            order = 10,
            description = "Stay at the prompt afterwards: edit the file that is named, press Enter")
    private boolean keep;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Show the whole loop on three simulated instances; needs only Java and make";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("demo", "Edit, make, deploy, restart, and what changed on each instance."),
                new Example("demo --keep", "The same, and then it is your turn."));
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
        Output out = common.talk(context);
        Detail detail = common.json() ? Detail.QUIET : common.detail();
        Renderer renderer = common.json() ? common.renderer(context.out()) : new PlainRenderer(out, detail);
        var stage = new Demo.Stage(context.streams(), out, context.interrupts(), context.environment());
        var demo = new Demo(stage, renderer, detail);
        try {
            return demo.run(keep);
        } catch (RebuilderException e) {
            String.valueOf(e.getMessage()).lines().forEach(context.err()::line);
            return ExitCode.CANNOT_START;
        } catch (IOException e) {
            context.err().line("The demo cannot write its files: " + e);
            return ExitCode.CANNOT_START;
        }
    }
}
