package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The instances of a project. Thread-safe. */
public final class Instances {
    private final Api api;
    private final Family<InstanceInfo> family;

    Instances(Api api) {
        this.api = api;
        this.family = family(api);
    }

    static Family<InstanceInfo> family(Api api) {
        return new Family<>(api, InstanceInfo.class, "instance", "instances");
    }

    /** {@return all instances ({@code GET /1.0/instances?recursion=1})} */
    public List<InstanceInfo> list() {
        return family.list();
    }

    /** {@return the names of all instances ({@code GET /1.0/instances})} */
    public List<String> names() {
        return family.names();
    }

    /**
     * Creates an instance and waits until it is there ({@code POST /1.0/instances}). It is not started.
     *
     * @param spec what to create
     * @return the new instance
     */
    public InstanceInfo create(InstanceSpec spec) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", spec.name());
        body.put("type", spec.type() == InstanceType.VIRTUAL_MACHINE ? "virtual-machine" : "container");
        body.put("description", spec.description());
        body.put("ephemeral", spec.ephemeral());
        if (spec.profiles() != null) {
            body.put("profiles", spec.profiles());
        }
        body.put("config", spec.config());
        body.put("devices", spec.devices());
        boolean isAlias = new Images(api).findAlias(spec.image()).isPresent();
        body.put("source", Map.of("type", "image", isAlias ? "alias" : "fingerprint", spec.image()));
        family.create(spec.name(), body);
        return family.get(spec.name());
    }
}
