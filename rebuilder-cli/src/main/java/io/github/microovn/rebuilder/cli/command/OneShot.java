package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.session.Session;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.function.Function;

/** What commands that do one thing with the hosts have in common. */
final class OneShot {

    private final Context context;
    private final CommonOptions common;
    private final Renderer renderer;

    OneShot(Context context, CommonOptions common) {
        this.context = context;
        this.common = common;
        this.renderer = common.renderer(context.out());
    }

    /** Does it, or says why it could not start. */
    ExitCode run(Function<Context, RebuilderOptions.Builder> options, Function<Rebuilder, ExitCode> work) {
        try {
            return new Session(context.streams(), common.talk(context), context.interrupts())
                    .once(options.apply(context).build(), renderer, work);
        } catch (ConfigurationException | StartException e) {
            String.valueOf(e.getMessage()).lines().forEach(context.err()::line);
            return ExitCode.CANNOT_START;
        }
    }

    /** Shows what was found out. */
    void answer(Answer answer) {
        renderer.answer(answer);
    }

    /** How a round ended, when what it restarted has run for a while. */
    static ExitCode exitCode(Rebuilder rebuilder, RoundResult result) {
        boolean died = result.status() == RoundResult.Status.DEPLOYED
                && !rebuilder.settle().isEmpty();
        return died ? ExitCode.UNHEALTHY : ExitCode.of(result);
    }
}
