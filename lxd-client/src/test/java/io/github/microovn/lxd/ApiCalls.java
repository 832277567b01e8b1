package io.github.microovn.lxd;

import io.github.microovn.lxd.model.BackupSpec;
import io.github.microovn.lxd.model.CertificateSpec;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageSettings;
import io.github.microovn.lxd.model.ImageSpec;
import io.github.microovn.lxd.model.ImageTarget;
import io.github.microovn.lxd.model.InstanceMetadata;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.ProfileSpec;
import io.github.microovn.lxd.model.ProjectSpec;
import io.github.microovn.lxd.model.ServerSettings;
import io.github.microovn.lxd.model.SnapshotSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TerminalSize;
import io.github.microovn.lxd.model.WarningSettings;
import io.github.microovn.lxd.model.WarningStatus;
import io.github.microovn.lxd.model.cluster.ClusterGroup;
import io.github.microovn.lxd.model.cluster.ClusterMemberSettings;
import io.github.microovn.lxd.model.cluster.ClusterMembership;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.network.NetworkAclSpec;
import io.github.microovn.lxd.model.network.NetworkForwardSpec;
import io.github.microovn.lxd.model.network.NetworkPeerSpec;
import io.github.microovn.lxd.model.network.NetworkSpec;
import io.github.microovn.lxd.model.network.NetworkZoneSpec;
import io.github.microovn.lxd.model.network.ZoneRecord;
import io.github.microovn.lxd.model.storage.StoragePoolSpec;
import io.github.microovn.lxd.model.storage.VolumeBackupSpec;
import io.github.microovn.lxd.model.storage.VolumeSnapshotSpec;
import io.github.microovn.lxd.model.storage.VolumeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each operation of the API is called through the typed API. */
final class ApiCalls {
    private static final Patch PATCH = Patch.of("description", "x");

    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Path directory;

    /** Makes the calls, some of which write files into a directory. */
    ApiCalls(Path directory) {
        this.directory = directory;
        server();
        instances();
        instanceParts();
        images();
        networks();
        networkParts();
        profilesAndProjects();
        storage();
        volumeParts();
        cluster();
        operations();
        streams();
    }

    /** A call. */
    @FunctionalInterface
    interface Call {
        void on(LxdClient client) throws IOException;
    }

    /** Returns the calls by method and path. */
    Map<String, Call> byOperation() {
        return calls;
    }

    private void add(String operation, Call call) {
        if (calls.put(operation, call) != null) {
            throw new IllegalArgumentException("twice: " + operation);
        }
    }

    /** Adds the calls of a collection whose items can be changed. */
    private <T, S extends Record> void editable(String collection, String item, EditableOn<T, S> on, S settings) {
        readable(collection, item, client -> on.of(client));
        add("PUT " + item, client -> on.of(client).replace("x", settings));
        add("PATCH " + item, client -> on.of(client).patch("x", PATCH));
    }

    private <T> void readable(String collection, String item, ResourcesOn<T> on) {
        add("GET " + collection, client -> on.of(client).list());
        add("GET " + item, client -> on.of(client).get("x"));
        add("DELETE " + item, client -> on.of(client).delete("x"));
    }

    private <T, S extends Record> void creatable(String collection, String item, CreatableOn<T, S> on, S description) {
        editable(collection, item, on::of, description);
        add("POST " + collection, client -> on.of(client).create(description));
    }

    private <T, S extends Record> void renamable(String collection, String item, RenamableOn<T, S> on, S description) {
        creatable(collection, item, on::of, description);
        add("POST " + item, client -> on.of(client).rename("x", "y"));
    }

    @FunctionalInterface
    private interface ResourcesOn<T> {
        Resources<T> of(LxdClient client);
    }

    @FunctionalInterface
    private interface EditableOn<T, S extends Record> {
        EditableResources<T, S> of(LxdClient client);
    }

    @FunctionalInterface
    private interface CreatableOn<T, S extends Record> {
        CreatableResources<T, S> of(LxdClient client);
    }

    @FunctionalInterface
    private interface RenamableOn<T, S extends Record> {
        RenamableResources<T, S> of(LxdClient client);
    }

    private static void drain(InputStream content) throws IOException {
        try (content) {
            content.readAllBytes();
        }
    }

    private static FileContent bytes() {
        return FileContent.of("content".getBytes(StandardCharsets.UTF_8));
    }

    private void server() {
        add("GET /", LxdClient::versions);
        add("GET /1.0", LxdClient::server);
        add("PUT /1.0", client -> client.serverConfig().replace(new ServerSettings(Map.of())));
        add("PATCH /1.0", client -> client.serverConfig().patch(Patch.config("user.x", "y")));
        add("GET /1.0/resources", LxdClient::resources);
        add("GET /1.0/metrics", LxdClient::metrics);
        creatable(
                "/1.0/certificates",
                "/1.0/certificates/{fingerprint}",
                LxdClient::certificates,
                new CertificateSpec("x", "client", false, List.of(), "MII"));
        add("GET /1.0/warnings", client -> client.warnings().list());
        add("GET /1.0/warnings/{uuid}", client -> client.warnings().get("x"));
        add(
                "PUT /1.0/warnings/{uuid}",
                client -> client.warnings().replace("x", new WarningSettings(WarningStatus.ACKNOWLEDGED)));
        add("PATCH /1.0/warnings/{uuid}", client -> client.warnings().patch("x", Patch.of("status", "new")));
        add("DELETE /1.0/warnings/{uuid}", client -> client.warnings().delete("x"));
    }

    private void instances() {
        editable(
                "/1.0/instances",
                "/1.0/instances/{name}",
                LxdClient::instances,
                new InstanceSettings("x86_64", "", false, List.of(), Map.of(), Map.of()));
        add("POST /1.0/instances", client -> client.instances().create(InstanceSpec.of("x", "image")));
        add("PUT /1.0/instances", client -> client.instances().changeState(StateChange.freeze()));
        add("POST /1.0/instances/{name}", client -> client.instance("x").rename("y"));
        add("GET /1.0/instances/{name}/state", client -> client.instance("x").state());
        add("PUT /1.0/instances/{name}/state", client -> client.instance("x").start());
        add("POST /1.0/instances/{name}/exec", client -> client.instance("x").runDetached(ExecRequest.of("true")));
        add(
                "GET /1.0/instances/{name}/console",
                client -> drain(client.instance("x").consoleLog()));
        add(
                "DELETE /1.0/instances/{name}/console",
                client -> client.instance("x").clearConsoleLog());
        String files = " /1.0/instances/{name}/files";
        add("GET" + files, client -> client.instance("x").files().readAll("/f"));
        add("HEAD" + files, client -> client.instance("x").files().stat("/f"));
        add("POST" + files, client -> client.instance("x").files().push(bytes(), "/f", FileAttributes.mode(0644)));
        add("DELETE" + files, client -> client.instance("x").files().delete("/f"));
    }

    private void instanceParts() {
        String instance = "/1.0/instances/{name}";
        renamable(
                instance + "/snapshots",
                instance + "/snapshots/{snapshot}",
                client -> client.instance("x").snapshots(),
                SnapshotSpec.of("x"));
        readable(
                instance + "/backups",
                instance + "/backups/{backup}",
                client -> client.instance("x").backups());
        add(
                "POST " + instance + "/backups",
                client -> client.instance("x").backups().create(BackupSpec.of("x")));
        add(
                "POST " + instance + "/backups/{backup}",
                client -> client.instance("x").backups().rename("x", "y"));
        add(
                "GET " + instance + "/backups/{backup}/export",
                client -> client.instance("x").backups().exportTo("x", directory.resolve("backup")));
        add("GET " + instance + "/logs", client -> client.instance("x").logs().names());
        add(
                "GET " + instance + "/logs/{filename}",
                client -> drain(client.instance("x").logs().open("lxc.log")));
        add(
                "DELETE " + instance + "/logs/{filename}",
                client -> client.instance("x").logs().delete("lxc.log"));
        add(
                "GET " + instance + "/metadata",
                client -> client.instance("x").metadata().info());
        add(
                "PUT " + instance + "/metadata",
                client -> client.instance("x")
                        .metadata()
                        .replace(new InstanceMetadata("x86_64", 0, 0, Map.of(), Map.of())));
        add(
                "PATCH " + instance + "/metadata",
                client -> client.instance("x").metadata().patch(PATCH));
        String templates = instance + "/metadata/templates";
        add("GET " + templates, client -> client.instance("x").templates().names());
        add("POST " + templates, client -> client.instance("x").templates().write("x.tpl", bytes()));
        add("DELETE " + templates, client -> client.instance("x").templates().delete("x.tpl"));
    }

    private void images() {
        String image = "/1.0/images/{fingerprint}";
        editable("/1.0/images", image, LxdClient::images, new ImageSettings(false, false, null, Map.of(), List.of()));
        renamable(
                "/1.0/images/aliases",
                "/1.0/images/aliases/{name}",
                client -> client.images().aliases(),
                ImageAlias.of("x", "f"));
        add("POST /1.0/images", client -> client.images().create(ImageSpec.ofInstance("x")));
        add("GET " + image + "/export", client -> client.images().export("x", directory));
        add(
                "POST " + image + "/export",
                client -> client.images()
                        .sendTo("x", new ImageTarget("https://there:8443", "", null, null, List.of("a"))));
        add("POST " + image + "/refresh", client -> client.images().refresh("x"));
        add("POST " + image + "/secret", client -> client.images().issueSecret("x"));
    }

    private void networks() {
        renamable("/1.0/networks", "/1.0/networks/{name}", LxdClient::networks, NetworkSpec.bridge("x"));
        add("GET /1.0/networks/{name}/leases", client -> client.network("x").leases());
        add("GET /1.0/networks/{name}/state", client -> client.network("x").state());
        renamable("/1.0/network-acls", "/1.0/network-acls/{name}", LxdClient::networkAcls, NetworkAclSpec.of("x"));
        add(
                "GET /1.0/network-acls/{name}/log",
                client -> drain(client.networkAcls().log("x")));
    }

    private void networkParts() {
        creatable(
                "/1.0/networks/{networkName}/forwards",
                "/1.0/networks/{networkName}/forwards/{listenAddress}",
                client -> client.network("x").forwards(),
                NetworkForwardSpec.of("192.0.2.1"));
        creatable(
                "/1.0/networks/{networkName}/peers",
                "/1.0/networks/{networkName}/peers/{peerName}",
                client -> client.network("x").peers(),
                NetworkPeerSpec.of("x", "default", "y"));
        creatable("/1.0/network-zones", "/1.0/network-zones/{name}", LxdClient::networkZones, NetworkZoneSpec.of("x"));
        creatable(
                "/1.0/network-zones/{zone}/records",
                "/1.0/network-zones/{zone}/records/{name}",
                client -> client.networkZones().records("z"),
                ZoneRecord.of("x"));
    }

    private void profilesAndProjects() {
        renamable("/1.0/profiles", "/1.0/profiles/{name}", LxdClient::profiles, ProfileSpec.of("x"));
        renamable("/1.0/projects", "/1.0/projects/{name}", LxdClient::projects, ProjectSpec.of("x"));
        add("GET /1.0/projects/{name}/state", client -> client.projects().state("x"));
    }

    private void storage() {
        String pool = "/1.0/storage-pools/{name}";
        creatable("/1.0/storage-pools", pool, LxdClient::storagePools, StoragePoolSpec.of("x", "dir"));
        add("GET " + pool + "/resources", client -> client.storagePool("x").use());
        add(
                "GET " + pool + "/volumes",
                client -> client.storagePool("x").allVolumes().list());
        add(
                "POST " + pool + "/volumes",
                client -> client.storagePool("x").allVolumes().create(VolumeSpec.of("x")));
        renamable(
                pool + "/volumes/{type}",
                pool + "/volumes/{type}/{volume}",
                client -> client.storagePool("x").volumes(),
                VolumeSpec.of("x"));
    }

    private void volumeParts() {
        String volume = "/1.0/storage-pools/{name}/volumes/{type}/{volume}";
        add(
                "GET " + volume + "/state",
                client -> client.storagePool("p").volume("x").state());
        renamable(
                volume + "/snapshots",
                volume + "/snapshots/{snapshot}",
                client -> client.storagePool("p").volume("x").snapshots(),
                VolumeSnapshotSpec.of("x"));
        readable(
                volume + "/backups",
                volume + "/backups/{backup}",
                client -> client.storagePool("p").volume("x").backups());
        add(
                "POST " + volume + "/backups",
                client -> client.storagePool("p").volume("x").backups().create(VolumeBackupSpec.of("x")));
        add(
                "POST " + volume + "/backups/{backup}",
                client -> client.storagePool("p").volume("x").backups().rename("x", "y"));
        add(
                "GET " + volume + "/backups/{backup}/export",
                client -> drain(client.storagePool("p").volume("x").backups().open("x")));
    }

    private void cluster() {
        add("GET /1.0/cluster", client -> client.cluster().info());
        add("PUT /1.0/cluster", client -> client.cluster().change(ClusterMembership.first("m1")));
        add("PUT /1.0/cluster/certificate", client -> client.cluster().replaceCertificate("crt", "key"));
        editable(
                "/1.0/cluster/members",
                "/1.0/cluster/members/{name}",
                client -> client.cluster().members(),
                new ClusterMemberSettings(List.of(), "default", "", Map.of(), List.of("default")));
        add("POST /1.0/cluster/members", client -> client.cluster().members().invite("m4"));
        add(
                "POST /1.0/cluster/members/{name}",
                client -> client.cluster().members().rename("x", "y"));
        add(
                "POST /1.0/cluster/members/{name}/state",
                client -> client.cluster().members().evacuate("x"));
        renamable(
                "/1.0/cluster/groups",
                "/1.0/cluster/groups/{name}",
                client -> client.cluster().groups(),
                ClusterGroup.of("x"));
    }

    private void operations() {
        add("GET /1.0/operations", client -> client.operations().list());
        add("GET /1.0/operations/{id}", client -> client.operations().get("x"));
        add("GET /1.0/operations/{id}/wait", client -> client.operations().await("x", Duration.ofSeconds(5)));
        add("DELETE /1.0/operations/{id}", client -> client.operations().cancel("x"));
    }

    /** A server that only remembers what it is asked lets no stream come about: these fail when they have asked. */
    private void streams() {
        add(
                "GET /1.0/events",
                client -> client.events().subscribe(EventFilter.ALL).close());
        add("GET /1.0/operations/{id}/websocket", client -> client.instance("x").run("true"));
        add(
                "GET /1.0/instances/{name}/sftp",
                client -> client.instance("x").files().sftp().close());
        add(
                "POST /1.0/instances/{name}/console",
                client -> client.instance("x").console(TerminalSize.STANDARD).close());
    }
}
