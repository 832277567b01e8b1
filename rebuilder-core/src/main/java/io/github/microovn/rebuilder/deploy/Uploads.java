package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.RemoteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings local files to a host, beside those they will replace: whole, or what of them is not in the file that they will
 * replace. Used by one thread at a time.
 */
final class Uploads {

    /** So many bytes go as arguments of one call, in Base64: a shell takes 100 kB. */
    private static final int MOST_ARGUED = 48 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Member member;
    private final Session session;
    private final RemoteFiles files;
    private final Map<Change, String> steps = new HashMap<>();
    private int argued;

    Uploads(Member member, Session session, RemoteFiles files) {
        this.member = member;
        this.session = session;
        this.files = files;
    }

    /** Brings as little as is needed. */
    void bring(Change change, String staged) {
        Seen there = session.memory().state(member.name()).seen(change.path());
        Optional<Delta> delta = session.deltas().of(change, there.sha256());
        if (delta.isEmpty()) {
            bringWhole(change, staged);
            return;
        }
        try {
            steps.put(change, there.stamp() + "," + bring(change, delta.get(), staged));
        } catch (IOException | HostStepException e) {
            LOG.debug("{} goes to {} as a whole", change.local(), member.name(), e);
            bringWhole(change, staged);
        }
    }

    /** Little goes with the call that makes the whole of it. */
    private String bring(Change change, Delta delta, String staged) throws IOException {
        if (argued + delta.sentBytes() <= MOST_ARGUED) {
            argued += (int) delta.sentBytes();
            return delta.steps(change.file());
        }
        Path part = Files.createTempFile("microovn-rebuilder-part-", "");
        try {
            delta.write(change.file(), part);
            member.host().put(part, staged, LocalFile.mode(Path.of(change.local())));
        } finally {
            Files.delete(part);
        }
        return delta.steps();
    }

    /** Brings all of it. */
    void bringWhole(Change change, String staged) {
        files.stage(
                change.file(),
                staged,
                LocalFile.mode(Path.of(change.local())),
                new UploadNews(member.name(), change, session, System::nanoTime));
    }

    /** What makes the whole of a file of which only a part was brought: the stamp of the file that has the rest, and steps. */
    Optional<String> steps(Change change) {
        return Optional.ofNullable(steps.get(change));
    }

    /** What was brought in part is whole now; except those of which the host says otherwise, which are to be brought again. */
    List<Change> finish(List<Change> changes, List<String> answers) {
        List<Change> wrong = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            String good = "staged " + changes.get(i).sha256().orElse("");
            if (steps.containsKey(changes.get(i)) && !answers.get(i).startsWith(good)) {
                wrong.add(changes.get(i));
            }
        }
        steps.clear();
        return wrong;
    }
}
