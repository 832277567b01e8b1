package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.Item;
import io.github.microovn.rebuilder.deploy.Plan.PlannedHook;
import java.util.ArrayList;
import java.util.List;

/** A plan as lines. */
public final class PlanTable {

    private PlanTable() {}

    /**
     * A plan, host by host.
     *
     * @param plan the plan
     * @param verbose whether also what a host has already is told, and everything in full
     * @param columns how many characters fit into a line; what is said of a file says less of its path where it is longer
     * @return the lines
     */
    public static List<String> lines(Plan plan, boolean verbose, int columns) {
        int room = verbose ? Integer.MAX_VALUE : columns;
        List<String> lines = new ArrayList<>();
        plan.before().forEach(hook -> lines.add("[local] " + line(hook)));
        for (HostPlan host : plan.hosts()) {
            String who = "[" + host.host() + "] ";
            int before = lines.size();
            if (!host.problem().isEmpty()) {
                lines.add(who + host.problem());
            }
            host.before().forEach(hook -> lines.add(who + line(hook)));
            host.items().stream()
                    .filter(item -> verbose || !item.reason().equals("the host has it"))
                    .forEach(item -> lines.add(line(who, item, room)));
            host.restarts().forEach(service -> lines.add(who + "restart " + service));
            host.left().forEach(service -> lines.add(who + "no restart of " + service + ": it is disabled there"));
            host.after().forEach(hook -> lines.add(who + line(hook)));
            if (lines.size() == before) {
                lines.add(who + "nothing to do");
            }
        }
        plan.after().forEach(hook -> lines.add("[local] " + line(hook)));
        return lines;
    }

    private static String line(PlannedHook hook) {
        String whose = hook.target().isEmpty() ? "" : " of " + hook.target();
        return "run " + hook.hook() + whose + ": " + hook.command();
    }

    /** As much of it as fits, but always which file, and why. */
    private static String line(String who, Item item, int room) {
        String path = item.path();
        int file = path.lastIndexOf('/');
        String near = "../" + path.substring(path.lastIndexOf('/', Math.max(0, file - 1)) + 1);
        String whole = who + line(item, " to " + path);
        String shorter = who + line(item, " to " + near);
        if (whole.length() <= room) {
            return whole;
        }
        return shorter.length() <= room ? shorter : who + line(item, "");
    }

    private static String line(Item item, String to) {
        String verb = switch (item.action()) {
            case UPLOAD -> "upload ";
            case CONVERT -> "convert the database of ";
            case SKIP -> "skip ";
            case BLOCKED -> "blocked: ";
        };
        boolean moves = item.action() == Action.UPLOAD || item.action() == Action.BLOCKED;
        return verb + item.target() + (moves ? to : "") + ": " + item.reason();
    }
}
