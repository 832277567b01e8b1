package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Ansi.Tone;
import io.github.microovn.rebuilder.cli.console.HostView.Activity;
import io.github.microovn.rebuilder.cli.console.Terminal.Size;
import io.github.microovn.rebuilder.event.BuildEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A round as rows for a terminal of some size at some moment. The last column and a row stay free: nothing ever wraps or scrolls. */
final class Frame {

    private static final int WIDE = 60;
    private static final int BAR_LEAST = 6;
    private static final int BAR_MOST = 24;
    private static final int NAME_MOST = 24;
    private static final int BRACKETS = 2;

    private final RoundView view;
    private final int width;
    private final int height;
    private final long now;
    private final List<String> rows = new ArrayList<>();

    private Frame(RoundView view, Size size, long now) {
        this.view = view;
        this.width = Math.max(1, size.columns() - 1);
        this.height = Math.max(1, size.rows() - 1);
        this.now = now;
    }

    /** The rows; none when there is nothing to show. */
    static List<String> rows(RoundView view, Size size, long now) {
        var frame = new Frame(view, size, now);
        frame.task();
        frame.hosts();
        frame.next();
        return frame.rows.subList(0, Math.min(frame.height, frame.rows.size()));
    }

    private void task() {
        view.task().ifPresent(task -> {
            String time = time(task.since(), 1);
            String what = "[local] " + task.what();
            row(Tone.NORMAL, Cells.cut(what, width - time.length()) + time);
            view.error().ifPresent(error -> row(Tone.BAD, "  " + error(error)));
            if (!view.lastLine().isEmpty()) {
                row(Tone.FAINT, "  " + view.lastLine());
            }
        });
    }

    /** What is wrong matters more than where the file is. */
    private String error(BuildEvent.ErrorFound error) {
        String file = error.file();
        String place = file.isEmpty() ? "" : file + (error.line() > 0 ? ":" + error.line() : "") + ": ";
        if (place.length() > width / 2) {
            place = place.substring(file.lastIndexOf('/') + 1);
        }
        return Cells.printable(place + error.message());
    }

    private void next() {
        if (!rows.isEmpty() && rows.size() < height && !view.next().isEmpty()) {
            row(Tone.FAINT, "then: " + String.join(", ", view.next()));
        }
    }

    private void hosts() {
        List<HostView> hosts = view.hosts();
        int room = height - rows.size() - (view.next().isEmpty() ? 0 : 1);
        Set<String> shown = shown(hosts, Math.max(1, room));
        int name = hosts.stream()
                .filter(host -> shown.contains(host.name()))
                .mapToInt(host -> Cells.width(host.name()) + BRACKETS)
                .max()
                .orElse(0);
        int column = Math.min(name, Math.min(NAME_MOST, width / 3));
        hosts.stream().filter(host -> shown.contains(host.name())).forEach(host -> lane(host, column));
        List<HostView> folded =
                hosts.stream().filter(host -> !shown.contains(host.name())).toList();
        if (!folded.isEmpty()) {
            row(Tone.FAINT, fold(folded));
        }
    }

    /** Where not all fit: first those that failed, then those at work, then those that are done. */
    private static Set<String> shown(List<HostView> hosts, int room) {
        int count = hosts.size() <= room ? hosts.size() : room - 1;
        return hosts.stream()
                .sorted(Comparator.comparingInt(Frame::rank))
                .limit(count)
                .map(HostView::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static int rank(HostView host) {
        return switch (host.activity()) {
            case FAILED -> 0;
            case DONE, INTERRUPTED -> 2;
            default -> 1;
        };
    }

    private static String fold(List<HostView> hosts) {
        Map<Activity, Integer> counts = new LinkedHashMap<>();
        hosts.forEach(host -> counts.merge(host.activity(), 1, Integer::sum));
        String parts = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
        return "+" + hosts.size() + " more host" + (hosts.size() == 1 ? "" : "s") + ": " + parts;
    }

    private void lane(HostView host, int column) {
        String who = Cells.pad("[" + Cells.printable(host.name()) + "]", column) + " ";
        int room = width - column - 1;
        String time = host.activity().over() ? "" : time(host.since(), 1);
        String text = host.sent() >= 0 && host.size() > 0
                ? upload(host, room)
                : Cells.cut(what(host), Math.max(0, room - time.length())) + time;
        Tone tone = switch (host.activity()) {
            case FAILED -> Tone.BAD;
            case DONE -> Tone.GOOD;
            default -> Tone.NORMAL;
        };
        row(tone, who + text);
    }

    private String what(HostView host) {
        return Cells.printable(host.what() + (host.target().isEmpty() ? "" : " " + target(host)));
    }

    private String target(HostView host) {
        String target = host.target();
        return width < WIDE ? target.substring(target.lastIndexOf('/') + 1) : target;
    }

    private String upload(HostView host, int room) {
        int percent = (int) Math.min(100, 100 * host.sent() / host.size());
        String amount = width < WIDE
                ? ""
                : "  "
                        + " "
                                .repeat(Math.max(
                                        0,
                                        megabytes(host.size()).length()
                                                - megabytes(host.sent()).length())) + megabytes(host.sent()) + " of "
                        + megabytes(host.size()) + " MB";
        String end = String.format(Locale.ROOT, " %3d%%", percent) + amount;
        String text = what(host);
        int bar = room - Cells.width(text) - 1 - end.length();
        if (bar < BAR_LEAST) {
            text = Cells.cut(Cells.printable(target(host)), Math.max(0, room - end.length() - 1 - BAR_LEAST));
            bar = room - Cells.width(text) - 1 - end.length();
        }
        return bar < BAR_LEAST ? Cells.cut(text + end, room) : text + " " + bar(Math.min(bar, BAR_MOST), percent) + end;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    private static String bar(int cells, int percent) {
        int inside = cells - 2;
        int full = inside * percent / 100;
        String head = full < inside ? ">" : "";
        return "[" + "=".repeat(full) + head + " ".repeat(inside - full - head.length()) + "]";
    }

    /** How long something lasts, once that is so many seconds. */
    private String time(long since, int from) {
        Duration elapsed = Duration.ofNanos(now - since);
        return elapsed.toSeconds() < from ? "" : "  " + Durations.whole(elapsed);
    }

    private void row(Tone tone, String text) {
        rows.add(tone.of(Cells.cut(text, width)));
    }
}
