package io.github.microovn.rebuilder.journal;

import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.HostGroup;
import io.github.microovn.rebuilder.host.HostGroup.Connection;
import io.github.microovn.rebuilder.journal.HostJournal.Page;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One host among those whose journals become one: what was read of it and is not told yet. */
final class Lane {

    private final HostGroup group;
    private final HostJournal journal;
    private final Runnable news;
    private final Deque<JournalEntry> waiting = new ArrayDeque<>();
    private Connection connection;
    private boolean asked;
    private boolean asking;
    private boolean ended;
    private List<String> missing = List.of();
    private String problem = "";
    private volatile @Nullable Answer answer;

    /** What came of a question: a page, or a problem. */
    private record Answer(Connection connection, Optional<Page> page, String problem) {}

    Lane(HostGroup group, Connection connection, HostJournal journal, Runnable news) {
        this.group = group;
        this.connection = connection;
        this.journal = journal;
        this.news = news;
    }

    String host() {
        return connection.name();
    }

    /** What was read and is not told yet. */
    Deque<JournalEntry> waiting() {
        return waiting;
    }

    /** Whether everything that was there has been read, or nothing more can be. */
    boolean ended() {
        return ended;
    }

    /** Whether nothing is to be waited for. */
    boolean quiet() {
        return !asking || answer != null;
    }

    List<String> missing() {
        return missing;
    }

    /** Why it cannot be read; empty when it can. */
    String problem() {
        return problem;
    }

    /** Asks for the next page, unless it is being asked for. */
    void ask() {
        if (!asking) {
            asking = true;
            Connection now = connection;
            group.execute(host(), () -> {
                answer = answer(now);
                news.run();
            });
        }
    }

    private Answer answer(Connection now) {
        Connection current = now;
        try {
            // The group has tried once; a host that could not be reached then may be by now.
            if (asked && now.host().isEmpty()) {
                current = group.connect(now.spec());
            }
            asked = true;
            Optional<Host> host = current.host();
            return host.isPresent()
                    ? new Answer(current, Optional.of(journal.next(host.get())), "")
                    : new Answer(current, Optional.empty(), current.problem());
        } catch (RuntimeException e) {
            return new Answer(current, Optional.empty(), HostGroup.reason(e));
        }
    }

    /** Takes the answer if there is one; returns whether there is more to be read at once. */
    boolean take() {
        Answer given = answer;
        if (given == null) {
            return false;
        }
        answer = null;
        asking = false;
        connection = given.connection();
        problem = given.problem();
        given.page().ifPresent(page -> {
            waiting.addAll(page.entries());
            missing = page.missing();
        });
        boolean more = given.page().map(Page::more).orElse(false);
        ended = !more;
        return more;
    }
}
