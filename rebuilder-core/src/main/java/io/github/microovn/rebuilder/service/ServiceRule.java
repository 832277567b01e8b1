package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.config.RestartStyle;
import io.github.microovn.rebuilder.config.ServiceSettings;
import java.util.List;

/**
 * What holds for the restarts of a service.
 *
 * @param order its place among the restarts of a round; lower ones come first
 * @param spread how its restarts are spread over the hosts
 * @param leave what its first daemon is asked before it is stopped
 * @param daemons what it keeps running; empty when that is not known
 */
record ServiceRule(int order, Spread spread, Leave leave, List<Daemon> daemons) {

    /** What holds for services that nothing is known of: they come last. */
    static final ServiceRule UNKNOWN = new ServiceRule(90, Spread.PARALLEL, Leave.PLAINLY, List.of());

    ServiceRule {
        daemons = List.copyOf(daemons);
    }

    ServiceRule with(ServiceSettings settings) {
        boolean plain = settings.restart().filter(RestartStyle.PLAIN::equals).isPresent();
        return new ServiceRule(settings.order().orElse(order), spread, plain ? Leave.PLAINLY : leave, daemons);
    }
}
