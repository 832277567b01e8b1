package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Deployer.Steps;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.hook.HookCall;
import io.github.microovn.rebuilder.hook.LocalHooks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hooks of a round that more than one host waits for: those of the round itself, and those that run once for all hosts that
 * they are about. One that fails fails for all of them.
 */
final class RoundHooks {

    private final Session session;
    private final LocalHooks local;
    private final List<HostRound> rounds;
    private final Steps steps;

    RoundHooks(Session session, LocalHooks local, List<HostRound> rounds, Steps steps) {
        this.session = session;
        this.local = local;
        this.rounds = rounds;
        this.steps = steps;
    }

    /** Everything is staged everywhere, and nothing is replaced yet. */
    void before() {
        for (Hook hook : session.hooks().preDeploy()) {
            run(
                    HookBook.PRE_DEPLOY,
                    Optional.empty(),
                    hook,
                    round -> round.hooks().deploys());
        }
        for (Target target : session.hooks().targets()) {
            for (Hook hook : target.preExec()) {
                if (hook.once()) {
                    run(
                            HookBook.PRE_EXEC,
                            Optional.of(target),
                            hook,
                            round -> round.hooks().brings(target));
                }
            }
        }
    }

    /** Everything is replaced, and what restarted is ready, on the hosts where that went well. */
    void after() {
        for (Target target : session.hooks().targets()) {
            Predicate<HostRound> which =
                    round -> round.settled() && round.hooks().dueAfter(target);
            boolean good = true;
            for (Hook hook : target.postExec()) {
                good &= !hook.once() || run(HookBook.POST_EXEC, Optional.of(target), hook, which);
            }
            if (good) {
                open(which).forEach(round -> round.hooks().doneAfter(target));
            }
        }
        Predicate<HostRound> which = round -> round.settled() && round.hooks().due(HookBook.POST_DEPLOY);
        boolean good = true;
        for (Hook hook : session.hooks().postDeploy()) {
            good &= run(HookBook.POST_DEPLOY, Optional.empty(), hook, which);
        }
        if (good) {
            open(which).forEach(round -> round.hooks().done(List.of(HookBook.POST_DEPLOY)));
        }
    }

    private List<HostRound> open(Predicate<HostRound> which) {
        return rounds.stream()
                .filter(round -> round.busy() && !round.ended())
                .filter(which)
                .toList();
    }

    /** Returns whether the hosts it is about may go on as if it had run. */
    private boolean run(String key, Optional<Target> target, Hook hook, Predicate<HostRound> which) {
        List<HostRound> about = open(which);
        if (about.isEmpty()) {
            return true;
        }
        if (session.interruption().requested()) {
            return false;
        }
        if (hook.on() == Scope.EACH) {
            steps.take(about::contains, round -> run(round, key, target, hook));
            return true;
        }
        Optional<String> failure =
                hook.on() == Scope.ONE ? onOne(key, target, hook, about) : here(key, target, hook, about);
        failure.ifPresent(reason -> steps.take(
                about::contains,
                round -> round.surely(() ->
                        round.hooks().failed(key, target.map(Target::localPath).orElse(""), reason))));
        return failure.isEmpty() && !session.interruption().requested();
    }

    private static void run(HostRound round, String key, Optional<Target> target, Hook hook) {
        HostHooks hooks = round.hooks();
        round.attempt(() -> hooks.run(hooks.call(key, target, hook)));
    }

    /** The first host that it is about, in the order that they were named. */
    private Optional<String> onOne(String key, Optional<Target> target, Hook hook, List<HostRound> about) {
        HostRound chosen = about.get(0);
        steps.take(round -> round == chosen, round -> run(round, key, target, hook));
        return chosen.complaint().map(reason -> "on " + chosen.host() + ": " + reason);
    }

    private Optional<String> here(String key, Optional<Target> target, Hook hook, List<HostRound> about) {
        Set<String> changed = new LinkedHashSet<>();
        about.forEach(round -> changed.addAll(round.hooks().changed(key)));
        HookCall call = session.hooks()
                .here(about.stream().map(HostRound::member).toList(), key, target, hook, session.round(), changed);
        try {
            return local.run(call).map(reason -> call.name() + " " + reason);
        } catch (CancelledException e) {
            return Optional.empty();
        }
    }
}
