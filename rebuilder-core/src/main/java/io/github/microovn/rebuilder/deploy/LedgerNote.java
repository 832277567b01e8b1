package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.ledger.Ledger;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes what the ledger of a host says, there and in the memory. */
final class LedgerNote {

    private final Member member;
    private final Session session;
    private final Attempts attempts;

    LedgerNote(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
    }

    void write(UnaryOperator<Ledger> change) {
        Ledger before = session.memory().state(member.name()).ledger();
        Ledger after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        attempts.attempt(
                "Failed to record what was done: ",
                () -> member.host()
                        .run(Command.script(
                                "record",
                                HostScripts.RECORD,
                                List.of(
                                        HostScripts.HOME,
                                        LedgerArgument.of(after, member.host(), session.lease(), "note")))));
        session.memory().update(member.name(), state -> state.with(after));
    }
}
