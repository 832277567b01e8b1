package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.PlannedHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says which hooks a plan would run, where and in which order. Pure. */
final class PlannedHooks {

    private final HookBook book;

    PlannedHooks(HookBook book) {
        this.book = book;
    }

    /** The same plan, with its hooks. */
    Plan in(List<HostPlan> hosts) {
        List<HostPlan> with = hosts.stream().map(host -> with(hosts, host)).toList();
        return new Plan(with, before(hosts, Scope.LOCAL, host -> true), after(hosts, Scope.LOCAL, host -> true));
    }

    private HostPlan with(List<HostPlan> hosts, HostPlan host) {
        List<PlannedHook> before = before(hosts, Scope.ONE, host::equals);
        List<PlannedHook> after = new ArrayList<>();
        for (Target target : book.targets()) {
            if (brings(host, target)) {
                add(before, HookBook.PRE_EXEC, target, target.preExec(), Scope.EACH);
            }
            if (follows(host, target)) {
                add(after, HookBook.POST_EXEC, target, target.postExec(), Scope.EACH);
            }
        }
        after.addAll(after(hosts, Scope.ONE, host::equals));
        return new HostPlan(
                host.host(), host.problem(), host.items(), host.restarts(), host.left(), host.owed(), before, after);
    }

    /** What all hosts wait for before the first swap. On one: the first that it is about, if it is the host that is asked for. */
    private List<PlannedHook> before(List<HostPlan> hosts, Scope scope, Predicate<HostPlan> here) {
        List<PlannedHook> planned = new ArrayList<>();
        for (Hook hook : book.preDeploy()) {
            if (runs(hook, scope, hosts, PlannedHooks::brings, here)) {
                planned.add(new PlannedHook(HookBook.PRE_DEPLOY, "", hook.shown()));
            }
        }
        for (Target target : book.targets()) {
            if (first(hosts, host -> brings(host, target)).filter(here).isPresent()) {
                add(planned, HookBook.PRE_EXEC, target, target.preExec(), scope);
            }
        }
        return planned;
    }

    private List<PlannedHook> after(List<HostPlan> hosts, Scope scope, Predicate<HostPlan> here) {
        List<PlannedHook> planned = new ArrayList<>();
        for (Target target : book.targets()) {
            if (first(hosts, host -> follows(host, target)).filter(here).isPresent()) {
                add(planned, HookBook.POST_EXEC, target, target.postExec(), scope);
            }
        }
        for (Hook hook : book.postDeploy()) {
            if (runs(hook, scope, hosts, PlannedHooks::followed, here)) {
                planned.add(new PlannedHook(HookBook.POST_DEPLOY, "", hook.shown()));
            }
        }
        return planned;
    }

    /** A hook of the round: those that run on each host are listed with those that run on one. */
    private static boolean runs(
            Hook hook, Scope scope, List<HostPlan> hosts, Predicate<HostPlan> about, Predicate<HostPlan> here) {
        if (hook.on() == Scope.EACH && scope == Scope.ONE) {
            return hosts.stream().filter(here).anyMatch(about);
        }
        return hook.on() == scope && first(hosts, about).filter(here).isPresent();
    }

    private static Optional<HostPlan> first(List<HostPlan> hosts, Predicate<HostPlan> about) {
        return hosts.stream().filter(about).findFirst();
    }

    private static void add(List<PlannedHook> planned, String key, Target target, List<Hook> hooks, Scope scope) {
        hooks.stream()
                .filter(hook -> hook.on() == scope)
                .forEach(hook -> planned.add(new PlannedHook(key, target.localPath(), hook.shown())));
    }

    private static boolean brings(HostPlan host) {
        return host.items().stream().anyMatch(item -> item.action() == Action.UPLOAD);
    }

    private static boolean brings(HostPlan host, Target target) {
        return host.items().stream()
                .anyMatch(
                        item -> item.action() == Action.UPLOAD && item.target().equals(target.localPath()));
    }

    private static boolean followed(HostPlan host) {
        return brings(host) || host.owed().contains(HookBook.POST_DEPLOY);
    }

    private static boolean follows(HostPlan host, Target target) {
        return brings(host, target)
                || host.items().stream()
                        .anyMatch(item -> item.target().equals(target.localPath())
                                && host.owed().contains(item.path()));
    }
}
