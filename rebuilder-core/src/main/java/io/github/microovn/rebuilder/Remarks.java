package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Deployer;
import io.github.microovn.rebuilder.deploy.Desired;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SessionEvent;
import io.github.microovn.rebuilder.selection.Scope;
import java.util.List;
import java.util.Map;

/** Says what a user may wonder about: what is left out of a session, and why hosts have other files. */
final class Remarks {

    private final Deployer deployer;
    private final EventSink events;
    private boolean differenceSaid;

    Remarks(Deployer deployer, EventSink events) {
        this.deployer = deployer;
        this.events = events;
    }

    /** Says what the session is limited to, if it is. */
    void limits(RebuilderOptions options, List<String> hosts) {
        Scope scope = options.scope();
        if (scope.limited()) {
            events.emit(new SessionEvent.Limited(
                    hosts,
                    scope.hostsLeftOut().stream().map(HostSpec::address).toList(),
                    options.targets().stream().map(Target::localPath).toList(),
                    scope.targetsLeftOut().stream().map(Target::localPath).toList()));
        }
    }

    /** Says what the hosts are owed and did not get because it is left out. */
    void leftOut(Desired desired) {
        Map<String, List<String>> leftOut = deployer.leftOut(desired);
        if (!leftOut.isEmpty()) {
            events.emit(new RoundEvent.LeftOut(leftOut));
        }
    }

    /** Who finds that nothing changed may wonder why the hosts have other files: said once. */
    void difference(Desired desired) {
        Map<String, List<String>> foreign = differenceSaid ? Map.of() : deployer.foreign(desired);
        if (!foreign.isEmpty()) {
            differenceSaid = true;
            events.emit(new RoundEvent.Differing(foreign));
        }
    }
}
