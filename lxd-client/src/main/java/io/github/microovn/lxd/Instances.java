package io.github.microovn.lxd;

import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSpec;
import java.util.List;

/** The instances of a project. Thread-safe. */
public final class Instances {
    Instances() {}

    /** {@return all instances ({@code GET /1.0/instances?recursion=1})} */
    public List<InstanceInfo> list() {
        return Unfinished.value();
    }

    /** {@return the names of all instances ({@code GET /1.0/instances})} */
    public List<String> names() {
        return Unfinished.value();
    }

    /**
     * Creates an instance and waits until it is there ({@code POST /1.0/instances}). It is not started.
     *
     * @param spec what to create
     * @return the new instance
     */
    public InstanceInfo create(InstanceSpec spec) {
        return Unfinished.value();
    }
}
