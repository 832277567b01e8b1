package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.model.BackupInfo;
import io.github.microovn.lxd.model.BackupSpec;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.InstanceDetails;
import io.github.microovn.lxd.model.InstanceMetadata;
import io.github.microovn.lxd.model.InstanceMetadata.Template;
import io.github.microovn.lxd.model.InstanceMove;
import io.github.microovn.lxd.model.InstanceSource;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.MigrationOffer;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.SnapshotInfo;
import io.github.microovn.lxd.model.SnapshotSpec;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstancesTest extends ScriptedTest {
    private static final String C1 = """
            {"architecture":"x86_64","config":{"image.os":"tiny","volatile.idmap.base":"0"},
             "devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":["default","web"],
             "stateful":false,"description":"","created_at":"2026-11-23T12:45:32.504335535Z",
             "expanded_config":{"image.os":"tiny"},"expanded_devices":{"root":{"path":"/","pool":"default","type":"disk"}},
             "name":"c1","status":"Stopped","status_code":102,"last_used_at":"1970-01-01T00:00:00Z","location":"none",
             "type":"container","project":"default"}
            """;
    private static final String SNAP = """
            {"expires_at":"2031-01-01T00:00:00Z","architecture":"x86_64","config":{"image.os":"tiny"},
             "created_at":"2026-11-23T12:45:33.85137794Z","devices":{},"ephemeral":false,"expanded_config":{},
             "expanded_devices":{},"last_used_at":"0001-01-01T00:00:00Z","name":"c1/snap0","profiles":["old"],
             "stateful":false,"size":-1}
            """;
    private static final String STATE = """
            {"status":"Stopped","status_code":102,"disk":{},"memory":{"usage":0,"usage_peak":0,"swap_usage":0,
             "swap_usage_peak":0},"network":null,"pid":0,"processes":0,"cpu":{"usage":0}}
            """;
    private static final String BACKUP = """
            {"name":"backup0","created_at":"2026-11-23T12:45:36Z","expires_at":"0001-01-01T00:00:00Z",
             "instance_only":false,"container_only":false,"optimized_storage":false}
            """;
    private static final String DETAILS = C1.strip().replaceFirst("}$", "") + ",\"backups\":[" + BACKUP + "],\"state\":"
            + STATE + ",\"snapshots\":[" + SNAP + "]}";

    private final Instance c1 = client.instance("c1");

    @Test
    void detailsAreTheInstanceWithItsStateSnapshotsAndBackups() {
        lxd.on("/1.0/instances/c1", DETAILS).on("/1.0/instances", "[" + DETAILS + "]");

        InstanceDetails details = c1.details();

        assertThat(lxd.lastCall()).hasToString("GET /1.0/instances/c1?{recursion=1}");
        assertThat(details.info().name()).isEqualTo("c1");
        assertThat(details.info().lastUsedAt()).isNull();
        assertThat(details.state().status()).isEqualTo(InstanceStatus.STOPPED);
        assertThat(details.state().network()).isEmpty();
        assertThat(details.snapshots()).extracting(SnapshotInfo::name).containsExactly("snap0");
        assertThat(details.backups())
                .containsExactly(new BackupInfo("backup0", Instant.parse("2026-11-23T12:45:36Z"), null, false, false));
        assertThat(client.instances().details(ListQuery.filter("name eq c1"))).containsExactly(details);
        assertThat(lxd.lastCall().query()).isEqualTo(Map.of("filter", "name eq c1", "recursion", "2"));
        assertThat(client.instances().details()).hasSize(1);
    }

    @Test
    void anInstanceIsMadeFromAnImageByAliasOrFingerprint() {
        lxd.on("/1.0/instances/c1", C1).on("/1.0/images/aliases/tiny", "{\"name\":\"tiny\",\"target\":\"f\"}");
        lxd.on("GET", "/1.0/images/aliases/b516", call -> Response.error(404, "Image alias not found"));

        client.instances()
                .create(InstanceSpec.of("c1", "tiny")
                        .withDescription("d")
                        .withProfiles()
                        .withConfig("limits.cpu", "2")
                        .withDevice("root", Map.of("type", "disk")));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"c1\",\"source\":{\"type\":\"image\",\"alias\":\"tiny\"},\"type\":\"container\","
                                + "\"description\":\"d\",\"ephemeral\":false,\"profiles\":[],"
                                + "\"config\":{\"limits.cpu\":\"2\"},\"devices\":{\"root\":{\"type\":\"disk\"}}}"));

        client.instances().create(InstanceSpec.of("c1", "b516").asEphemeral());
        assertThat(lxd.last("POST").json().getAsJsonObject().get("source"))
                .hasToString("{\"type\":\"image\",\"fingerprint\":\"b516\"}");
        assertThat(lxd.last("POST").json().getAsJsonObject().has("profiles")).isFalse();
    }

    @Test
    void anInstanceIsMadeFromElsewhere() {
        lxd.on("/1.0/instances/c2", C1);
        InstanceSource remote = InstanceSource.remoteImage("https://images.example", "simplestreams", "debian/12");

        client.instances().create(InstanceSpec.of("c2", remote));
        assertThat(lxd.calls()).hasSize(2);
        assertThat(source())
                .isEqualTo(Map.of(
                        "type", "image",
                        "mode", "pull",
                        "server", "https://images.example",
                        "protocol", "simplestreams",
                        "alias", "debian/12"));

        client.instances().create(InstanceSpec.of("c2", InstanceSource.none()));
        assertThat(source()).isEqualTo(Map.of("type", "none"));

        InstanceSource offered =
                InstanceSource.migration("https://a:8443/1.0/operations/1", Map.of("control", "SECRET"), "PEM");
        client.instances().create(InstanceSpec.of("c2", offered));
        assertThat(source()).containsEntry("mode", "pull").containsEntry("type", "migration");
        assertThat(offered.toString()).isEqualTo("InstanceSource[migration]");
    }

    private Map<String, Object> source() {
        return new Gson().fromJson(lxd.last("POST").json().getAsJsonObject().get("source"), new TypeToken<>() {});
    }

    @Test
    void aCopyHasTheProfilesOfItsOriginal() {
        lxd.on("/1.0/instances/c1", C1).on("/1.0/instances/c2", C1).on("/1.0/instances/c1/snapshots/snap0", SNAP);

        client.instances()
                .create(InstanceSpec.of(
                        "c2", InstanceSource.copyOf("c1").withProject("dev").withoutSnapshots()));
        assertThat(lxd.last("POST").json().getAsJsonObject().get("profiles")).hasToString("[\"default\",\"web\"]");
        assertThat(source()).containsEntry("instance_only", true);
        assertThat(lxd.calls().get(0)).hasToString("GET /1.0/instances/c1?{project=dev}");

        client.instances().create(InstanceSpec.of("c2", InstanceSource.copyOf("c1/snap0")));
        assertThat(lxd.last("POST").json().getAsJsonObject().get("profiles")).hasToString("[\"old\"]");

        client.instances()
                .create(InstanceSpec.of("c2", InstanceSource.copyOf("c1")).withProfiles("x"));
        assertThat(lxd.last("POST").json().getAsJsonObject().get("profiles")).hasToString("[\"x\"]");
    }

    @Test
    void theDaemonMayChooseTheName() {
        lxd.inBackground()
                .withOperation("null", """
                        {"containers":["/1.0/containers/certain-oriole"],
                         "instances":["/1.0/instances/certain-oriole?project=dev"]}""")
                .on("/1.0/instances/certain-oriole", C1.replace("c1", "certain-oriole"));
        InstanceSpec nameless = InstanceSpec.of("", InstanceSource.none());

        assertThat(client.instances().create(nameless).name()).isEqualTo("certain-oriole");

        lxd.withOperation("{\"entity_url\":\"/1.0/instances/sure-heron\"}", "{}")
                .on("/1.0/instances/sure-heron", C1.replace("c1", "sure-heron"));
        assertThat(client.instances().create(nameless).name()).isEqualTo("sure-heron");

        lxd.withOperation("{}", "{}");
        assertThatThrownBy(() -> client.instances().create(nameless))
                .isInstanceOf(LxdProtocolException.class)
                .hasMessageContaining("does not tell the name");
    }

    @Test
    void aBackupBecomesAnInstance() {
        lxd.on("/1.0/instances/c2", C1);
        FileContent backup = FileContent.of("tarball".getBytes(StandardCharsets.UTF_8));

        client.instances().importBackup(backup, "c2", "fast", TransferProgress.NONE);
        assertThat(lxd.last("POST")).hasToString("POST /1.0/instances");
        assertThat(lxd.last("POST").header("X-LXD-name")).isEqualTo("c2");
        assertThat(lxd.last("POST").header("X-LXD-pool")).isEqualTo("fast");
        assertThat(lxd.last("POST").body()).isEqualTo("tarball");

        client.instances().importBackup(backup, "c2");
        assertThat(lxd.last("POST").header("X-LXD-pool")).isEmpty();
    }

    @Test
    void statesAreChangedOneByOneAndAllAtOnce() {
        c1.changeState(StateChange.restart(Duration.ofSeconds(20)));
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/instances/c1/state");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString("{\"action\":\"restart\",\"timeout\":20,\"force\":false}"));

        client.project("dev").instances().changeState(StateChange.forceStop());
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/instances?{project=dev}");
        assertThat(lxd.lastCall()
                        .json()
                        .getAsJsonObject()
                        .getAsJsonObject("state")
                        .get("force")
                        .getAsBoolean())
                .isTrue();
    }

    @Test
    void anInstanceIsChangedWithItsVolatileSettings() {
        lxd.on("GET", "/1.0/instances/c1", call -> Response.sync(C1).with("ETag", "\"e\""));

        c1.edit(it -> it.withConfig("limits.cpu", "2")
                .withoutConfig("image.os")
                .withDescription("d")
                .withProfiles("web")
                .withEphemeral(true)
                .withDevice("eth0", Map.of("type", "nic"))
                .withoutDevice("root"));
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/instances/c1");
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"e\"");
        assertThat(lxd.lastCall().body())
                .contains(
                        "\"config\":{\"volatile.idmap.base\":\"0\",\"limits.cpu\":\"2\"}",
                        "\"devices\":{\"eth0\":{\"type\":\"nic\"}}",
                        "\"profiles\":[\"web\"]",
                        "\"ephemeral\":true");

        c1.replace(c1.settings());
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"e\"");
        c1.replace(c1.settings().value());
        assertThat(lxd.lastCall().header("If-Match")).isEmpty();
        c1.patch(Patch.config("limits.cpu", "3")
                .withDevice("d", Map.of("type", "none"))
                .withDescription("x"));
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"config\":{\"limits.cpu\":\"3\"},\"devices\":{\"d\":{\"type\":\"none\"}},"
                                + "\"description\":\"x\"}"));
        c1.patch(c1.settings().with(Patch.of("devices", Map.of())));
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"e\"");
        c1.delete();
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/instances/c1");
    }

    @Test
    void anInstanceIsMovedAndOffered() {
        c1.move(InstanceMove.NOWHERE.withPool("fast").withProject("dev"));
        assertThat(lxd.lastCall()).hasToString("POST /1.0/instances/c1");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"pool\":\"fast\",\"project\":\"dev\",\"live\":false,\"instance_only\":false,"
                                + "\"name\":\"c1\",\"migration\":true}"));

        c1.move(InstanceMove.NOWHERE
                .withMember("m2")
                .withName("c9")
                .withLive(true)
                .withInstanceOnly(true));
        assertThat(lxd.lastCall()).hasToString("POST /1.0/instances/c1?{target=m2}");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"c9\",\"live\":true,\"instance_only\":true,\"migration\":true}"));

        lxd.inBackground().withOperation("{\"control\":\"SECRET1\",\"fs\":\"SECRET2\"}", "{}");
        MigrationOffer offer = c1.offer(false, true);
        assertThat(offer.secrets()).isEqualTo(Map.of("control", "SECRET1", "fs", "SECRET2"));
        assertThat(offer.toString()).contains("control").doesNotContain("SECRET");
    }

    @Test
    void snapshotsAreMadeChangedAndRestored() {
        lxd.on("/1.0/instances/c1/snapshots/before", SNAP);
        Instant expiry = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(c1.snapshots().create("before").expiresAt()).isEqualTo(Instant.parse("2031-01-01T00:00:00Z"));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"before\",\"stateful\":false}"));
        c1.snapshots().create(SnapshotSpec.of("before").withStateful(true).withExpiresAt(expiry));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"before\",\"stateful\":true,\"expires_at\":\"2030-01-01T00:00:00Z\"}"));

        c1.snapshots().restore("before");
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/instances/c1");
        assertThat(lxd.lastCall().json().getAsJsonObject().get("restore").getAsString())
                .isEqualTo("before");
        c1.snapshots().restoreWithMemory("before");
        assertThat(lxd.lastCall().json().getAsJsonObject().get("stateful").getAsBoolean())
                .isTrue();
        assertThatThrownBy(() -> {
                    lxd.on("DELETE", "/1.0/instances/c1/snapshots/no", call -> Response.error(404, "not there"));
                    c1.snapshots().delete("no");
                })
                .hasMessageStartingWith("cannot delete snapshot no of instance c1: LXD answered 404 not there");
    }

    @Test
    void backupsAreReadWhileTheyCome() throws IOException {
        lxd.on("GET", "/1.0/instances/c1/backups/b/export", call -> Response.text("tarball"));

        try (InputStream backup = c1.backups().open("b")) {
            assertThat(backup).hasContent("tarball");
        }
        lxd.on("/1.0/instances/c1/backups/b", BACKUP);
        c1.backups()
                .create(BackupSpec.of("b")
                        .withInstanceOnly(true)
                        .withOptimizedStorage(true)
                        .withCompressionAlgorithm("none")
                        .withExpiresAt(null));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"b\",\"instance_only\":true,\"optimized_storage\":true,"
                        + "\"compression_algorithm\":\"none\"}"));
    }

    @Test
    void logsAndTheConsoleAreText() throws IOException {
        lxd.on("/1.0/instances/c1/logs", "[\"/1.0/instances/c1/logs/lxc.conf\",\"/1.0/instances/c1/logs/lxc.log\"]");
        lxd.on("GET", "/1.0/instances/c1/logs/lxc.log", call -> Response.text("a log"));
        lxd.on("GET", "/1.0/instances/c1/console", call -> Response.text("a console"));

        assertThat(c1.logs().names()).containsExactly("lxc.conf", "lxc.log");
        try (InputStream log = c1.logs().open("lxc.log");
                InputStream console = c1.consoleLog()) {
            assertThat(log).hasContent("a log");
            assertThat(console).hasContent("a console");
        }
        c1.clearConsoleLog();
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/instances/c1/console");
        c1.logs().delete("exec_1.stdout");
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/instances/c1/logs/exec_1.stdout");
    }

    @Test
    void metadataAndTemplatesAreChanged() throws IOException {
        lxd.on("/1.0/instances/c1/metadata", """
                {"architecture":"x86_64","creation_date":1795424842,"expiry_date":0,"properties":{"os":"tiny"},
                 "templates":{"/etc/hostname":{"when":["create","copy"],"create_only":false,"template":"hostname.tpl",
                                               "properties":{}}}}
                """);
        Template template = new Template(List.of("start"), true, "motd.tpl", Map.of());

        InstanceMetadata metadata = c1.metadata().info();
        assertThat(metadata.templates())
                .containsEntry(
                        "/etc/hostname", new Template(List.of("create", "copy"), false, "hostname.tpl", Map.of()));
        assertThat(metadata.creationDate()).isEqualTo(1795424842);
        c1.metadata()
                .edit(it -> it.withProperty("a", "b")
                        .withTemplate("/etc/motd", template)
                        .withoutTemplate("/etc/hostname"));
        assertThat(lxd.lastCall().body())
                .contains("\"properties\":{\"os\":\"tiny\",\"a\":\"b\"}", "\"templates\":{\"/etc/motd\":{");

        lxd.on("/1.0/instances/c1/metadata/templates", "[\"hostname.tpl\"]");
        assertThat(c1.templates().names()).containsExactly("hostname.tpl");
        lxd.on("GET", "/1.0/instances/c1/metadata/templates", call -> Response.text("hello"));
        try (InputStream content = c1.templates().open("a b.tpl")) {
            assertThat(content).hasContent("hello");
        }
        assertThat(lxd.lastCall().query()).isEqualTo(Map.of("path", "a b.tpl"));
        c1.templates().write("x.tpl", FileContent.of("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(lxd.lastCall().body()).isEqualTo("new");
        assertThat(lxd.lastCall().header("Content-Type")).isEqualTo("application/octet-stream");
        c1.templates().delete("x.tpl");
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/instances/c1/metadata/templates?{path=x.tpl}");
    }
}
