package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The instances of a project ({@code /1.0/instances}). Thread-safe. */
public final class Instances extends EditableResources<InstanceInfo, InstanceSettings> {
    private final Family<InstanceInfo, InstanceSettings> family;

    private Instances(Family<InstanceInfo, InstanceSettings> family) {
        super(family);
        this.family = family;
    }

    static Instances of(Api api) {
        return new Instances(family(api));
    }

    static Family<InstanceInfo, InstanceSettings> family(Api api) {
        return Family.of(api, InstanceInfo.class, InstanceSettings.class, Noun.of("instance"), "instances");
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
        boolean isAlias = new Images(family.api()).findAlias(spec.image()).isPresent();
        body.put("source", Map.of("type", "image", isAlias ? "alias" : "fingerprint", spec.image()));
        return get(family.create(body));
    }
}
