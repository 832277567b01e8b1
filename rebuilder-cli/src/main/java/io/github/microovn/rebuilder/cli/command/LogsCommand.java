package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.Logs;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.journal.ServiceNames;
import io.github.microovn.rebuilder.journal.Since;
import io.github.microovn.rebuilder.service.ServiceRules;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Shows the journals of the hosts as one. */
final class LogsCommand implements Command {

    @Parameter(
            names = {"-f", "--follow"},
            order = 5,
            description = "Go on with what is written from now on, until Ctrl-C")
    private boolean follow;

    @Parameter(
            names = {"-S", "--since"},
            placeholder = "TIME",
            order = 6,
            description = "From when on: deploy (default), 10m, 2h30m, 1d, today, yesterday, 14:05, '2026-11-23 14:05'")
    private String since = "deploy";

    @ParametersDelegate
    private final ClusterOptions options = new ClusterOptions();

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    private final Words words = new Words("[SERVICE...]");

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String summary() {
        return "Show the journals of the services on all hosts, merged by time";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "logs -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "What the services of the configuration have written since the last deployment."),
                new Example(
                        "logs -f ovn-northd -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "What microovn.ovn-northd writes, as it is written; Ctrl-C ends."),
                new Example("logs --since 10m chassis switch -H lxd:movn1", "Two services in the last ten minutes."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "A SERVICE is named as in the configuration, microovn.ovn-northd, or for short, ovn-northd. Without one, it is"
                        + " the services that the configuration's targets name.",
                "The last deployment on a host is when this program last put a file in place there. Where it never did, it is the"
                        + " last time that somebody had one of these services started, with the starts of others less than"
                        + " a minute before; that systemd starts one again after a crash does not count. A time of day or a"
                        + " date is in this machine's time zone; a time span counts from the present of each host's own"
                        + " clock.",
                "Lines are merged by the time that each host's clock said. Where a clock is wrong its host's lines stand in the"
                        + " wrong place; lines of one host always keep their order. With -f, lines that come within the"
                        + " same moment are sorted; every host is asked five times a second while lines come and every"
                        + " two seconds while none do. A host that cannot be asked is tried again.",
                "Exit codes: 0 every host was read; 1 one could not be, no host has a SERVICE that was named, or the configuration is"
                        + " wrong; 2 wrong usage; 130"
                        + " interrupted. With -f: 0 ended by the user; 1 no host could be read.");
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        Since from = Since.parse(since, ZonedDateTime.now(ZoneId.systemDefault()))
                .orElseThrow(() -> new UsageException("-S/--since: '" + since
                        + "' is no time. Write deploy, a time span such as 10m, 2h30m or 1d, today, yesterday, 14:05, or"
                        + " '2026-11-23 14:05'."));
        try {
            RebuilderOptions read = options.read(context).build();
            return show(context, read, services(read), from);
        } catch (ConfigurationException e) {
            String.valueOf(e.getMessage()).lines().forEach(context.err()::line);
            return ExitCode.CANNOT_START;
        }
    }

    private List<String> services(RebuilderOptions read) {
        Set<String> known = new LinkedHashSet<>();
        read.targets().stream().map(Target::services).forEach(known::addAll);
        if (words.typed().isEmpty() && !known.isEmpty()) {
            return List.copyOf(known);
        }
        known.addAll(ServiceRules.builtIn());
        var names = new ServiceNames(known);
        Set<String> meant = new LinkedHashSet<>();
        for (String name : words.typed().isEmpty() ? known : words.typed()) {
            ServiceNames.Meaning meaning = names.of(name);
            if (!meaning.problem().isEmpty()) {
                throw new UsageException(meaning.problem());
            }
            meant.addAll(meaning.services());
        }
        return List.copyOf(meant);
    }

    private ExitCode show(Context context, RebuilderOptions read, List<String> services, Since from) {
        var stopped = new AtomicBoolean();
        var unknown = new AtomicBoolean();
        var opened = new AtomicReference<Logs>();
        Thread runner = Thread.currentThread();
        Renderer renderer = common.renderer(context.out());
        return context.interrupts()
                .during(
                        wish -> {
                            stopped.set(true);
                            Logs logs = opened.get();
                            if (logs == null) {
                                runner.interrupt();
                            } else {
                                logs.stop();
                            }
                        },
                        () -> {
                            try (Logs logs = Logs.open(read, services, from, event -> {
                                renderer.accept(event);
                                if (event instanceof LogEvent.NoSuchService
                                        && !words.typed().isEmpty()) {
                                    unknown.set(true);
                                }
                                Logs open = opened.get();
                                if (context.out().broken() && open != null) {
                                    open.stop();
                                }
                            })) {
                                opened.set(logs);
                                boolean whole = follow ? logs.follow() : logs.read();
                                return ended(
                                        stopped.get(),
                                        (whole && !unknown.get())
                                                || context.out().broken());
                            } catch (CancelledException e) {
                                return ended(true, true);
                            }
                        });
    }

    private ExitCode ended(boolean byUser, boolean whole) {
        if (byUser) {
            return follow ? ExitCode.OK : ExitCode.INTERRUPTED;
        }
        return whole ? ExitCode.OK : ExitCode.CANNOT_START;
    }
}
