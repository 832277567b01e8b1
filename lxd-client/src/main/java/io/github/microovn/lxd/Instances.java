package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.instance.StateChanges;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.InstanceDetails;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceSource;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TransferProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of a project ({@code /1.0/instances}). Thread-safe. */
public final class Instances extends EditableResources<InstanceInfo, InstanceSettings> {
    private static final String ALIAS = "alias";

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

    /** {@return all instances with their state, snapshots and backups ({@code GET /1.0/instances?recursion=2})} */
    public List<InstanceDetails> details() {
        return details(ListQuery.ALL);
    }

    /**
     * {@return the instances that a query asks for, with their state, snapshots and backups
     * ({@code GET /1.0/instances?recursion=2})}
     *
     * @param query which instances
     */
    public List<InstanceDetails> details(ListQuery query) {
        return family.listInFull(query, InstanceDetails.class);
    }

    /**
     * Creates an instance and waits until it is there ({@code POST /1.0/instances}). It is not started.
     *
     * @param spec what to create
     * @return the new instance
     */
    public InstanceInfo create(InstanceSpec spec) {
        Map<String, @Nullable Object> body = Members.of(spec);
        body.put("source", source(spec.source()));
        String original = original(spec.source());
        if (spec.profiles() == null && !original.isEmpty()) {
            // LXD 5.0 gives a copy no profiles at all unless it is told.
            body.put("profiles", profiles(original, spec.source()));
        }
        return get(family.create(body));
    }

    /** An image that is here is known by an alias or by its fingerprint, which the API asks to tell apart. */
    private Map<String, Object> source(InstanceSource source) {
        Map<String, Object> members = new LinkedHashMap<>(source.members());
        Object image = members.get(ALIAS);
        if (image != null && !members.containsKey("server") && !isAlias(image.toString())) {
            members.remove(ALIAS);
            members.put("fingerprint", image);
        }
        return members;
    }

    private boolean isAlias(String image) {
        return Images.of(family.api()).aliases().find(image).isPresent();
    }

    private static String original(InstanceSource source) {
        boolean copy = "copy".equals(source.members().get("type"));
        return copy ? String.valueOf(source.members().get("source")) : "";
    }

    private List<String> profiles(String original, InstanceSource source) {
        Object project = source.members().get("project");
        Api api = project == null ? family.api() : family.api().inProject(project.toString());
        String[] names = original.split("/", 2);
        Instance instance = new Instance(api, names[0]);
        return names.length == 1
                ? instance.info().profiles()
                : instance.snapshots().get(names[1]).profiles();
    }

    /**
     * Creates an instance from the backup of one ({@code POST /1.0/instances}).
     *
     * @param backup what was exported
     * @param name the name of the new instance
     * @return the new instance
     */
    public InstanceInfo importBackup(FileContent backup, String name) {
        return importBackup(backup, name, null, TransferProgress.NONE);
    }

    /**
     * Creates an instance from the backup of one in a storage pool, telling how far it is ({@code POST /1.0/instances}).
     *
     * @param backup what was exported
     * @param name the name of the new instance
     * @param pool the name of the pool; null for the one that the backup is from
     * @param progress hears how many bytes were sent
     * @return the new instance
     */
    public InstanceInfo importBackup(
            FileContent backup, String name, @Nullable String pool, TransferProgress progress) {
        HttpRequest request = family.post("import instance " + name + " from " + backup)
                .withHeader("X-LXD-name", name)
                .withHeader("X-LXD-pool", pool)
                .withContent(backup, name, progress)
                .asTransfer();
        family.api().change(request);
        return get(name);
    }

    /**
     * Changes the state of all instances of the project ({@code PUT /1.0/instances}).
     *
     * @param change what to do
     */
    public void changeState(StateChange change) {
        HttpRequest request = family.api()
                .request("PUT", StateChanges.verb(change) + " all instances", "instances")
                .withJson(Map.of("state", StateChanges.members(change)));
        family.api().change(request, StateChanges.patience(change));
    }
}
