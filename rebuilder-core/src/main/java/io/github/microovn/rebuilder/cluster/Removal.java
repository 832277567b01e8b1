package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.event.EventSink;
import java.util.List;

/** Removes instances. */
final class Removal {

    Removal(int parallel, LxdClient lxd, EventSink events) {}

    void remove(List<String> names) {
        names.forEach(name -> {});
    }
}
