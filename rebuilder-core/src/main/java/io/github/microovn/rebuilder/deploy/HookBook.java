package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hooks;
import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Change.Kind;
import io.github.microovn.rebuilder.hook.HookCall;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hooks of the configuration, what they are told, and what the ledger of a host calls those that follow a deployment: a
 * file's path for those of its target, and {@link #POST_DEPLOY}. Immutable.
 */
final class HookBook {

    static final String PRE_EXEC = "pre_exec";
    static final String POST_EXEC = "post_exec";
    static final String PRE_DEPLOY = "pre_deploy";
    static final String POST_DEPLOY = "post_deploy";

    private final List<Target> targets;
    private final Hooks hooks;
    private final ProductTree products;

    HookBook(List<Target> targets, Hooks hooks, ProductTree products) {
        this.targets = List.copyOf(targets);
        this.hooks = hooks;
        this.products = products;
    }

    List<Hook> preDeploy() {
        return hooks.preDeploy();
    }

    List<Hook> postDeploy() {
        return hooks.postDeploy();
    }

    List<Target> targets() {
        return targets;
    }

    /** The targets that changes bring to a host. */
    List<Target> brought(Member member, Collection<Change> changes) {
        return targets.stream()
                .filter(target -> changes.stream()
                        .anyMatch(change -> change.kind() == Kind.DEPLOY
                                && change.path().equals(target.remotePathIn(member.directory()))))
                .toList();
    }

    /** What a host is owed by hooks once these targets are in place. */
    List<String> owed(Member member, Collection<Target> brought) {
        Stream<String> files = brought.stream()
                .filter(target -> !target.postExec().isEmpty())
                .map(target -> target.remotePathIn(member.directory()));
        boolean afterwards = !brought.isEmpty() && !hooks.postDeploy().isEmpty();
        return Stream.concat(files, afterwards ? Stream.of(POST_DEPLOY) : Stream.empty())
                .toList();
    }

    /** What a ledger has in words; without what the configuration has no hooks for any more. */
    List<String> names(Member member, Collection<String> owed) {
        Stream<String> files = targets.stream()
                .filter(target -> !target.postExec().isEmpty())
                .filter(target -> owed.contains(target.remotePathIn(member.directory())))
                .map(target -> POST_EXEC + " of " + target.localPath());
        boolean afterwards = owed.contains(POST_DEPLOY) && !hooks.postDeploy().isEmpty();
        return Stream.concat(files, afterwards ? Stream.of(POST_DEPLOY) : Stream.empty())
                .toList();
    }

    /** A hook that belongs to a target, or to the round, for a host that it runs on. */
    HookCall on(Member member, String key, Optional<Target> target, Hook hook, int round, Collection<String> changed) {
        return call(key, target, hook, environment(member.name(), member, target, round, changed));
    }

    /** The same, for this machine: it is told of all hosts that it stands for, and of the first one's path. */
    HookCall here(
            List<Member> members,
            String key,
            Optional<Target> target,
            Hook hook,
            int round,
            Collection<String> changed) {
        List<String> names = members.stream().map(Member::name).toList();
        Map<String, String> told = environment(String.join(" ", names), members.get(0), target, round, changed);
        return call(key, target, hook, told);
    }

    private static HookCall call(String key, Optional<Target> target, Hook hook, Map<String, String> environment) {
        return new HookCall(key, target.map(Target::localPath).orElse(""), hook, environment);
    }

    private Map<String, String> environment(
            String host, Member member, Optional<Target> target, int round, Collection<String> changed) {
        return HookCall.environment(Map.of(
                "HOST", host,
                "TARGET", target.map(Target::localPath).orElse(""),
                "LOCAL_PATH", target.map(products::shown).orElse(""),
                "REMOTE_PATH",
                        target.map(one -> one.remotePathIn(member.directory())).orElse(""),
                "SERVICE", target.map(one -> String.join(" ", one.services())).orElse(""),
                "ROUND", Integer.toString(round),
                "CHANGED", String.join(" ", changed)));
    }
}
