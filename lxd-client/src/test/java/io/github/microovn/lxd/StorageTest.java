package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.storage.StoragePoolInfo;
import io.github.microovn.lxd.model.storage.StoragePoolSpec;
import io.github.microovn.lxd.model.storage.StoragePoolUse.Use;
import io.github.microovn.lxd.model.storage.VolumeBackupInfo;
import io.github.microovn.lxd.model.storage.VolumeBackupSpec;
import io.github.microovn.lxd.model.storage.VolumeInfo;
import io.github.microovn.lxd.model.storage.VolumeSnapshotInfo;
import io.github.microovn.lxd.model.storage.VolumeSnapshotSpec;
import io.github.microovn.lxd.model.storage.VolumeSource;
import io.github.microovn.lxd.model.storage.VolumeSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest extends ScriptedTest {
    private static final String DATA = "/1.0/storage-pools/p/volumes/custom/data";

    private final StoragePool pool = client.storagePool("p");

    @Test
    void poolsTellTheirDriverAndUse() {
        lxd.on("/1.0/storage-pools/default", """
                {"config":{"source":"/var/lib/lxd/storage-pools/default"},"description":"","name":"default","driver":"dir",
                 "used_by":null,"status":"Created","locations":["none"]}
                """);
        lxd.on(
                "/1.0/storage-pools/p/resources",
                "{\"space\":{\"used\":27653353472,\"total\":270553174016},\"inodes\":{\"used\":491591,\"total\":16777216}}");

        assertThat(client.storagePools().get("default"))
                .isEqualTo(new StoragePoolInfo(
                        "default",
                        "dir",
                        "",
                        "Created",
                        Map.of("source", "/var/lib/lxd/storage-pools/default"),
                        List.of("none"),
                        List.of()));
        assertThat(pool.use().space()).isEqualTo(new Use(27653353472L, 270553174016L));
        assertThat(pool.use().inodes()).isEqualTo(new Use(491591, 16777216));
    }

    @Test
    void aPoolIsCreatedOnAMemberAndDeleted() {
        client.target("m1").storagePools().create(StoragePoolSpec.of("p", "zfs").withConfig("source", "/dev/sdb"));
        assertThat(lxd.last("POST")).hasToString("POST /1.0/storage-pools?{target=m1}");
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"p\",\"driver\":\"zfs\",\"description\":\"\","
                        + "\"config\":{\"source\":\"/dev/sdb\"}}"));

        pool.delete();
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/storage-pools/p");
    }

    @Test
    void volumesAreListedWithTheirSnapshots() {
        String volumes = """
                [{"config":{},"description":"vol","name":"data","type":"custom","used_by":[],"location":"none",
                  "content_type":"filesystem","project":"default","created_at":"0001-01-01T00:00:00Z"},
                 {"config":{},"description":"vol","name":"data/s0","type":"custom","used_by":[],"location":"none",
                  "content_type":"filesystem","project":"default","created_at":"2026-11-23T12:44:23Z"}]
                """;
        lxd.on("/1.0/storage-pools/p/volumes", volumes).on("/1.0/storage-pools/p/volumes/custom", volumes);

        assertThat(pool.allVolumes().list())
                .extracting(VolumeInfo::name, VolumeInfo::isSnapshot, VolumeInfo::createdAt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("data", false, null),
                        org.assertj.core.groups.Tuple.tuple("data/s0", true, Instant.parse("2026-11-23T12:44:23Z")));
        assertThat(pool.volumes().names()).containsExactly("data", "data/s0");
    }

    @Test
    void aVolumeIsEmptyOrACopy() {
        lxd.on(DATA, "{\"name\":\"data\"}").on("/1.0/storage-pools/p/volumes/custom/copy", "{\"name\":\"copy\"}");

        assertThat(pool.volumes()
                        .create(VolumeSpec.of("data").withConfig("size", "1GiB"))
                        .name())
                .isEqualTo("data");
        assertThat(lxd.last("POST")).hasToString("POST /1.0/storage-pools/p/volumes/custom");
        assertThat(lxd.last("POST").json())
                .isEqualTo(
                        JsonParser.parseString("{\"name\":\"data\",\"type\":\"custom\",\"content_type\":\"filesystem\","
                                + "\"description\":\"\",\"config\":{\"size\":\"1GiB\"}}"));

        VolumeSource source =
                VolumeSource.copyOf("q", "data/s0").withProject("dev").withVolumeOnly(true);
        pool.volumes().create(VolumeSpec.block("copy").from(source.withRefresh(true)));
        assertThat(lxd.last("POST").json().getAsJsonObject().get("source"))
                .hasToString("{\"type\":\"copy\",\"pool\":\"q\",\"name\":\"data/s0\",\"project\":\"dev\","
                        + "\"volume_only\":true,\"refresh\":true}");

        pool.allVolumes().create(VolumeSpec.of("data"));
        assertThat(lxd.last("POST")).hasToString("POST /1.0/storage-pools/p/volumes");
    }

    @Test
    void aVolumeIsChangedMovedRestoredAndDeletedByItsHandle() {
        lxd.on(DATA, "{\"name\":\"data\",\"config\":{},\"description\":\"\",\"content_type\":\"block\"}");
        Volume data = pool.volume("data");

        data.edit(it -> it.withDescription("d").withConfig("size", "2GiB"));
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"data\",\"config\":{\"size\":\"2GiB\"},\"description\":\"d\","
                                + "\"content_type\":\"block\"}"));
        data.restore("s0");
        assertThat(lxd.lastCall()).hasToString("PUT " + DATA);
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"restore\":\"s0\"}"));
        data.moveTo("q", "data2");
        assertThat(lxd.lastCall()).hasToString("POST " + DATA);
        assertThat(lxd.lastCall().json().getAsJsonObject().get("pool").getAsString())
                .isEqualTo("q");
        data.rename("data3");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"name\":\"data3\"}"));
        data.delete();
        assertThat(lxd.lastCall()).hasToString("DELETE " + DATA);
        pool.volume("image", "fp").delete();
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/storage-pools/p/volumes/image/fp");
    }

    @Test
    void stateTellsTheUse() {
        lxd.on(DATA + "/state", "{\"usage\":{\"used\":1693552640,\"total\":0}}");

        assertThat(pool.volume("data").state().usage().used()).isEqualTo(1693552640L);
    }

    @Test
    void snapshotsAreNamedWithoutTheirVolume() {
        lxd.on(DATA + "/snapshots", """
                [{"description":"vol","expires_at":null,"name":"data/s0","config":{},"content_type":"",
                  "created_at":"0001-01-01T00:00:00Z"}]
                """);
        var snapshots = pool.volume("data").snapshots();

        assertThat(snapshots.list()).containsExactly(new VolumeSnapshotInfo("s0", "vol", Map.of(), "", null, null));

        snapshots.replace(
                "s0",
                VolumeSnapshotSpec.of("s0").withDescription("x").withExpiresAt(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(lxd.lastCall()).hasToString("PUT " + DATA + "/snapshots/s0");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"s0\",\"description\":\"x\",\"expires_at\":\"2030-01-01T00:00:00Z\"}"));
        snapshots.rename("s0", "s1");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"name\":\"s1\"}"));
    }

    @Test
    void anEditCanTakeAnExpiryAway() {
        lxd.on(DATA + "/snapshots/s0", "{\"name\":\"s0\",\"expires_at\":\"2030-01-01T00:00:00Z\"}");

        pool.volume("data").snapshots().edit("s0", it -> it.withExpiresAt(null));

        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"name\":\"s0\",\"expires_at\":null}"));
    }

    @Test
    void backupsComeToThisMachine(@TempDir Path directory) throws IOException {
        lxd.on(DATA + "/backups/b0", """
                {"name":"b0","created_at":"2026-11-23T12:44:26Z","expires_at":"0001-01-01T00:00:00Z","volume_only":false,
                 "optimized_storage":false}
                """);
        lxd.on("GET", DATA + "/backups/b0/export", call -> Response.text("tarball"));
        Backups<VolumeBackupInfo, VolumeBackupSpec> backups =
                pool.volume("data").backups();
        VolumeBackupSpec spec = VolumeBackupSpec.of("b0")
                .withCompressionAlgorithm("none")
                .withVolumeOnly(true)
                .withOptimizedStorage(false)
                .withExpiresAt(Instant.parse("2030-01-01T00:00:00Z"));

        assertThat(backups.create(spec).createdAt()).isEqualTo(Instant.parse("2026-11-23T12:44:26Z"));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"b0\",\"expires_at\":\"2030-01-01T00:00:00Z\",\"volume_only\":true,"
                                + "\"optimized_storage\":false,\"compression_algorithm\":\"none\"}"));

        List<String> heard = new ArrayList<>();
        Path file = directory.resolve("b0.tar");
        backups.exportTo("b0", file, (sent, total) -> heard.add(sent + "/" + total));
        assertThat(file).hasContent("tarball");
        assertThat(heard).containsExactly("7/7");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        backups.rename("b0", "b1");
        assertThat(lxd.lastCall()).hasToString("POST " + DATA + "/backups/b0");
    }

    @Test
    void aVolumeIsMadeOfABackup() {
        lxd.on("/1.0/storage-pools/p/volumes/custom/new", "{\"name\":\"new\"}");
        byte[] backup = "tarball".getBytes(StandardCharsets.UTF_8);

        assertThat(pool.volumes().importBackup(FileContent.of(backup), "new").name())
                .isEqualTo("new");

        assertThat(lxd.last("POST")).hasToString("POST /1.0/storage-pools/p/volumes/custom");
        assertThat(lxd.last("POST").header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(lxd.last("POST").header("X-LXD-name")).isEqualTo("new");
        assertThat(lxd.last("POST").body()).isEqualTo("tarball");
    }
}
