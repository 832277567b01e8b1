package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.service.ClusterSync;
import io.github.microovn.rebuilder.service.SyncResult;
import java.time.Duration;
import java.util.List;

/** Asks the cluster as a whole whether it works, once everything is deployed. For one question. */
final class Verifier {

    private final Cluster cluster;
    private final Session session;
    private volatile Status status = Status.INTERRUPTED;

    Verifier(Cluster cluster, Session session) {
        this.cluster = cluster;
        this.session = session;
    }

    /** Asks over the first host, since the snap's own commands know where the databases are, and tells what came of it. */
    Status run() {
        cluster.threads().forEach(cluster.members().subList(0, 1), Member::name, session.interruption(), this::ask);
        return status;
    }

    private void ask(Member member) {
        session.emit(new RoundEvent.Verifying(member.name(), session.settings().timeout()));
        try {
            session.interruption().during(Thread.currentThread()::interrupt, () -> tell(sync(member)));
        } catch (CancelledException e) {
            status = Status.INTERRUPTED;
        } finally {
            // The pool's thread goes on.
            Thread.interrupted();
        }
    }

    private SyncResult sync(Member member) {
        try {
            return new ClusterSync(member.host()).run(session.settings().timeout());
        } catch (HostUnavailableException e) {
            return new SyncResult(false, Duration.ZERO, member.name() + " cannot be asked: " + e.reason(), List.of());
        }
    }

    private void tell(SyncResult result) {
        session.emit(new RoundEvent.Verified(result.synced(), result.elapsed(), result.reason(), result.lagging()));
        status = result.synced() ? Status.DEPLOYED : Status.UNHEALTHY;
    }
}
