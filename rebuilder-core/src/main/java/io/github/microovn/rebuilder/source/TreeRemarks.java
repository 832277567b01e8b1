package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.source.StepRunner.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says what of a tree that is there is the user's own: it stays as it is, and is built so. */
final class TreeRemarks {

    private final SourceOptions options;
    private final StepRunner runner;
    private final EventSink events;
    private final Path top;

    TreeRemarks(SourceOptions options, StepRunner runner, EventSink events) {
        this.options = options;
        this.runner = runner;
        this.events = events;
        this.top = options.top();
    }

    /** Tells of the tree, when another branch or another origin was asked for, and of what is changed in it. */
    void tell(Optional<String> branch) {
        if (!Files.exists(top.resolve(".git"))) {
            remark(options.directory() + " is no git repository; it is built as it is");
            return;
        }
        Answer head = git("rev-parse", "--abbrev-ref", "HEAD");
        if (!head.succeeded()) {
            remark("git does not tell of " + options.directory() + " (" + head.complaint() + "); it is built as it is");
            return;
        }
        String current = head.line().orElse("HEAD");
        branch.filter(wanted -> !wanted.equals(current))
                .ifPresent(wanted -> remark(options.directory() + " is on "
                        + (current.equals("HEAD") ? "no branch" : "branch " + current) + ", not on " + wanted
                        + "; it stays there. To change that: git -C " + options.directory() + " switch " + wanted));
        git("remote", "get-url", "origin")
                .line()
                .filter(url ->
                        options.url().isPresent() && !url.equals(options.url().get()))
                .ifPresent(url -> remark(options.directory() + " was cloned from " + url + "; that stays so"));
        changes();
        ovs();
    }

    private void changes() {
        List<String> changed = git("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all")
                .lines();
        if (!changed.isEmpty()) {
            remark(options.directory() + " has "
                    + (changed.size() == 1 ? "a changed file" : changed.size() + " changed files")
                    + "; built is what is there");
        }
    }

    private void ovs() {
        if (options.ovsSource().isPresent() || !Files.exists(top.resolve("ovs/.git"))) {
            return;
        }
        Optional<String> wanted = git("rev-parse", "--verify", "HEAD:ovs").line();
        Optional<String> there = runner.ask(
                        top.resolve("ovs"), "git", "--no-optional-locks", "rev-parse", "--verify", "HEAD")
                .line();
        if (wanted.isPresent() && there.isPresent() && !wanted.equals(there)) {
            remark("ovs is at " + brief(there.get()) + ", OVN names " + brief(wanted.get())
                    + "; it stays there. To change that: git -C " + options.directory() + " submodule update");
        }
    }

    private static String brief(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    private Answer git(String... words) {
        String[] argv = new String[words.length + 2];
        argv[0] = "git";
        argv[1] = "--no-optional-locks";
        System.arraycopy(words, 0, argv, 2, words.length);
        return runner.ask(top, argv);
    }

    private void remark(String what) {
        events.emit(new SourceEvent.LeftAlone(what));
    }
}
