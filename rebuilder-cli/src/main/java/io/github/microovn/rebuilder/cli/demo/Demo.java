package io.github.microovn.rebuilder.cli.demo;

import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Detail;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.session.Session;
import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays two rounds, one with a change and one without, and then lets the user play or ends. */
public final class Demo {

    static final int ROUNDS = 2;

    private final Stage stage;
    private final Renderer renderer;
    private final Detail detail;

    /**
     * Where it plays.
     *
     * @param streams where the user is
     * @param output where lines for people go
     * @param interrupts how the user ends it
     * @param environment the variables that make gets
     */
    public record Stage(Streams streams, Output output, Interrupts interrupts, Map<String, String> environment) {}

    /**
     * Prepares the demo.
     *
     * @param stage where it plays
     * @param renderer shows the rounds
     * @param detail how much is said about them
     */
    public Demo(Stage stage, Renderer renderer, Detail detail) {
        this.stage = stage;
        this.renderer = renderer;
        this.detail = detail;
    }

    /**
     * Plays; nothing is left behind.
     *
     * @param keep whether the user plays on
     * @return how the rounds of the demo ended
     * @throws IOException when its files cannot be written
     * @throws io.github.microovn.rebuilder.error.RebuilderException when it cannot start: there is no make
     */
    public ExitCode run(boolean keep) throws IOException {
        try (DemoTree tree = DemoTree.create()) {
            tree.build(stage.environment());
            try (DemoCluster cluster = new DemoCluster(tree.source())) {
                return play(tree, cluster, keep);
            }
        }
    }

    private ExitCode play(DemoTree tree, DemoCluster cluster, boolean keep) throws IOException {
        var narrator = new Narrator(
                renderer,
                stage.output(),
                detail == Detail.QUIET,
                cluster,
                keep ? Optional.of(tree.northdSource()) : Optional.empty());
        String before = tree.greeting();
        tree.edit("my change");
        narrator.say(List.of(
                "Three simulated LXD instances, movn1 to movn3, run microovn.ovn-northd, which was built from",
                tree.source() + ". Its developer edits " + DemoTree.NORTHD + ".in, then presses Enter:",
                "",
                "  - " + before,
                "  + " + tree.greeting()));
        Streams streams = stage.streams();
        var keyboard = new ScriptedKeyboard(
                ROUNDS, () -> stage.output().text("\n"), keep ? streams.in() : InputStream.nullInputStream());
        new Session(new Streams(keyboard, streams.out(), streams.err()), stage.output(), stage.interrupts())
                .run(options(tree, cluster), narrator, false);
        if (!keep) {
            narrator.say(List.of(
                    "That was all, and everything is removed again. On a cluster of yours:",
                    "  microovn-rebuilder -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3"));
        }
        return exitCode(narrator.rounds());
    }

    private RebuilderOptions options(DemoTree tree, DemoCluster cluster) {
        var variables = new HashMap<>(stage.environment());
        variables.put("LXD_SOCKET", cluster.socket().toString());
        return RebuilderOptions.builder(ConfigLoader.load(tree.config()))
                .hosts(HostSpecs.parse(cluster.hosts()))
                .ovnSource(tree.source().toString())
                .logDirectory(tree.logs())
                .environment(variables)
                .build();
    }

    private static ExitCode exitCode(List<Status> rounds) {
        if (rounds.size() < ROUNDS || rounds.subList(0, ROUNDS).contains(Status.INTERRUPTED)) {
            return ExitCode.INTERRUPTED;
        }
        return switch (rounds.get(0)) {
            case DEPLOYED -> ExitCode.OK;
            case BUILD_FAILED -> ExitCode.BUILD_FAILED;
            default -> ExitCode.DEPLOY_FAILED;
        };
    }
}
