package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.event.EventStream;
import io.github.microovn.lxd.internal.event.EventTimings;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.event.EventFilter;

/** What happens in the daemon ({@code GET /1.0/events}). Thread-safe. */
public final class Events {
    private final Api api;
    private final EventTimings timings;

    Events(Api api, EventTimings timings) {
        this.api = api;
        this.timings = timings;
    }

    /**
     * Listens to some of the events of the client's project, or of all projects. What happens after this has returned is
     * told, in the order in which the daemon tells it.
     *
     * @param filter which events
     * @return the subscription, to be closed
     * @throws io.github.microovn.lxd.error.LxdApiException if the daemon does not know a type or the project
     */
    public EventSubscription subscribe(EventFilter filter) {
        Api asking = filter.allProjects() ? api.outsideProjects() : api;
        HttpRequest request = asking.request("GET", "listen to events", "events")
                .withQuery("type", filter.types().isEmpty() ? null : String.join(",", filter.types()))
                .withQuery("all-projects", filter.allProjects() ? "true" : null);
        return new EventSubscription(EventStream.open(api.http(), request, timings));
    }
}
