package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageFiles;
import io.github.microovn.lxd.model.ImageInfo;
import io.github.microovn.lxd.model.ImageSpec;
import io.github.microovn.lxd.model.ImageTarget;
import io.github.microovn.lxd.model.InstanceType;
import io.github.microovn.lxd.model.IssuedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest extends ScriptedTest {
    private static final String FINGERPRINT = "b516435426454add30c0efbb36d6c646f7d8a55e234b5dfdba1e55ef6bd5059f";
    private static final String IMAGE = """
            {"auto_update":false,"properties":{"description":"Tiny","os":"tiny"},"public":false,
             "expires_at":"1970-01-01T00:00:00Z","profiles":["default"],"aliases":[{"name":"tiny","description":"d"}],
             "architecture":"x86_64","cached":false,"filename":"ti.tgz","fingerprint":"%s","size":266,"type":"container",
             "created_at":"2023-11-14T22:13:20Z","last_used_at":"0001-01-01T00:00:00Z",
             "uploaded_at":"2026-11-23T12:45:30.299823771Z"}
            """.formatted(FINGERPRINT);
    private static final String PATH = "/1.0/images/" + FINGERPRINT;

    @TempDir
    private Path directory;

    @Test
    void anImageIsFoundByAliasOrFingerprint() {
        lxd.on(
                "/1.0/images/aliases/a%2Fb",
                "{\"name\":\"a/b\",\"target\":\"" + FINGERPRINT + "\",\"type\":\"container\"}");
        lxd.on("GET", "/1.0/images/aliases/b516", call -> Response.error(404, "Image alias not found"));
        lxd.on("GET", "/1.0/images/aliases/no", call -> Response.error(404, "Image alias not found"));
        lxd.on("GET", "/1.0/images/no", call -> Response.error(404, "Image not found"));
        lxd.on(PATH, IMAGE).on("/1.0/images/b516", IMAGE);

        ImageInfo image = client.images().get("a/b");

        assertThat(image.aliases()).containsExactly(new ImageAlias("tiny", "", InstanceType.UNKNOWN, "d"));
        assertThat(image.expiresAt()).isNull();
        assertThat(image.createdAt()).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
        assertThat(image.updateSource()).isNull();
        assertThat(client.images().get(FINGERPRINT)).isEqualTo(image);
        assertThat(client.images().find("b516")).contains(image);
        assertThat(client.images().find("no")).isEmpty();
    }

    @Test
    void aliasesAreNamedByWhatTheyAreNotByTheirUrl() {
        lxd.on(
                "/1.0/images/aliases",
                "[{\"name\":\"a/b c\",\"target\":\"f\",\"type\":\"container\",\"description\":\"\"}]");

        assertThat(client.images().aliases().names()).containsExactly("a/b c");
        client.images()
                .aliases()
                .create(ImageAlias.of("x/y", "f").withDescription("d").withTarget("g"));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"x/y\",\"target\":\"g\",\"description\":\"d\"}"));
        client.images().aliases().rename("x/y", "z");
        assertThat(lxd.lastCall()).hasToString("POST /1.0/images/aliases/x%2Fy");
    }

    @Test
    void anImageThatIsThereAlreadyIsThatOne() throws IOException {
        lxd.on("POST", "/1.0/images", call -> lxd.started())
                .withOperation("{\"fingerprint\":\"" + FINGERPRINT + "\"}", "{}")
                .on(
                        "GET",
                        lxd.operationPath() + "/wait",
                        call -> Response.sync(
                                lxd.operation("Failure", 400, "Image with same fingerprint already exists")))
                .on(PATH, IMAGE)
                .on("/1.0/images/aliases/old", "{\"name\":\"old\",\"target\":\"" + FINGERPRINT + "\"}")
                .on("GET", "/1.0/images/aliases/new", call -> Response.error(404, "Image alias not found"));
        Path file = Files.writeString(directory.resolve("tiny.tgz"), "tarball");

        assertThat(client.images().importFrom(file, "old").fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(lxd.calls()).noneMatch(call -> call.toString().equals("POST /1.0/images/aliases"));

        lxd.on("GET", PATH, call -> Response.error(404, "Image not found"));
        assertThatThrownBy(() -> client.images().importFrom(file))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void theDaemonMakesAndFetchesImages() {
        lxd.inBackground()
                .withOperation("{\"fingerprint\":\"" + FINGERPRINT + "\"}", "{}")
                .on(PATH, IMAGE);

        client.images()
                .create(ImageSpec.ofInstance("c1")
                        .withProperty("os", "tiny")
                        .withAlias("tiny")
                        .withCompression("none")
                        .asPublic());
        assertThat(lxd.last("POST").body())
                .startsWith("{\"source\":{")
                .contains("\"type\":\"instance\"", "\"name\":\"c1\"")
                .endsWith("\"public\":true,\"auto_update\":false,\"properties\":{\"os\":\"tiny\"},"
                        + "\"aliases\":[{\"name\":\"tiny\",\"description\":\"\"}],\"compression_algorithm\":\"none\"}");

        client.images().create(ImageSpec.ofSnapshot("c1", "s0"));
        assertThat(lxd.last("POST").body()).contains("\"name\":\"c1/s0\"");
        ImageSpec remote = ImageSpec.remote("https://a:8443", "lxd", "x")
                .withSource("secret", "SECRET")
                .withAutoUpdate();
        client.images().create(remote);
        assertThat(lxd.last("POST").body()).contains("\"secret\":\"SECRET\"", "\"auto_update\":true");
        assertThat(remote.toString()).doesNotContain("SECRET");
        client.images().create(ImageSpec.ofUrl("https://a/image"));
        assertThat(lxd.last("POST").body()).contains("\"url\":\"https://a/image\"");
    }

    @Test
    void anImageOfOneFileIsExportedUnderTheNameThatTheDaemonGives() {
        lxd.on(
                "GET",
                PATH + "/export",
                call -> Response.text("tarball")
                        .with("Content-Disposition", "inline;filename=../../" + FINGERPRINT + ".tar.gz"));

        ImageFiles files = client.images().export(FINGERPRINT, directory);

        assertThat(files.metadata())
                .isEqualTo(directory.resolve(FINGERPRINT + ".tar.gz"))
                .hasContent("tarball");
        assertThat(files.rootfs()).isNull();

        lxd.on(
                "GET",
                PATH + "/export",
                call -> Response.text("tarball").with("Content-Disposition", "inline;filename="));
        assertThat(client.images().export(FINGERPRINT, directory).metadata()).hasFileName("image");
    }

    @Test
    void anImageOfTwoFilesIsExportedAsSuch() {
        String body = """
                --1af4\r
                Content-Disposition: form-data; name="metadata"; filename="meta-b516.tar.gz"\r
                Content-Type: application/octet-stream\r
                \r
                METADATA\r
                --1af4\r
                Content-Disposition: form-data; name="rootfs"; filename="b516.squashfs"\r
                Content-Type: application/octet-stream\r
                \r
                ROOTFS\r
                --1af4--\r
                """;
        lxd.on(
                "GET",
                PATH + "/export",
                call -> Response.text(body).with("Content-Type", "multipart/form-data; boundary=1af4"));

        ImageFiles files = client.images().export(FINGERPRINT, directory);

        assertThat(files.metadata()).hasFileName("meta-b516.tar.gz").hasContent("METADATA");
        assertThat(files.rootfs()).isEqualTo(directory.resolve("b516.squashfs")).hasContent("ROOTFS");
    }

    @Test
    void anExportThatFailsLeavesNothingBehind() throws IOException {
        lxd.on(
                "GET",
                PATH + "/export",
                call -> Response.text("tarball").with("Content-Disposition", "inline;filename=x.tar"));
        assertThatThrownBy(() -> client.images().export(FINGERPRINT, directory.resolve("no")))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("cannot save to");

        String brokenOff = "--1af4\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\nMETA";
        lxd.on(
                "GET",
                PATH + "/export",
                call -> Response.text(brokenOff).with("Content-Type", "multipart/form-data; boundary=1af4"));
        assertThatThrownBy(() -> client.images().export(FINGERPRINT, directory)).isInstanceOf(LxdException.class);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anImageIsSentToAnotherServer() {
        ImageTarget target = new ImageTarget("https://b:8443", "PEM", "SECRET", null, List.of("x"));

        client.images().sendTo(FINGERPRINT, target);

        assertThat(lxd.lastCall()).hasToString("POST " + PATH + "/export");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"target\":\"https://b:8443\",\"certificate\":\"PEM\",\"secret\":\"SECRET\","
                                + "\"aliases\":[{\"name\":\"x\"}]}"));
        assertThat(target.toString()).doesNotContain("SECRET");
    }

    @Test
    void secretsAndRefreshesAreOperations() {
        lxd.inBackground().withOperation("{\"secret\":\"SECRET\",\"refreshed\":true}", "{}");

        IssuedToken secret = client.images().issueSecret(FINGERPRINT);
        assertThat(secret.text()).isEqualTo("SECRET");
        assertThat(lxd.lastCall()).hasToString("POST " + PATH + "/secret");
        assertThat(client.images().refresh(FINGERPRINT)).isTrue();
        lxd.withOperation("{}", "{}");
        assertThat(client.images().refresh(FINGERPRINT)).isFalse();
    }

    @Test
    void whatAnImageSaysIsChanged() {
        lxd.on(PATH, IMAGE);

        client.images()
                .edit(
                        FINGERPRINT,
                        it -> it.withPublic(true)
                                .withProperty("a", "b")
                                .withoutProperty("os")
                                .withProfiles(List.of("web"))
                                .withAutoUpdate(true)
                                .withExpiresAt(Instant.parse("2030-01-01T00:00:00Z")));

        assertThat(lxd.lastCall().body())
                .contains(
                        "\"public\":true",
                        "\"properties\":{\"description\":\"Tiny\",\"a\":\"b\"}",
                        "\"profiles\":[\"web\"]",
                        "\"auto_update\":true",
                        "\"expires_at\":\"2030-01-01T00:00:00Z\"",
                        "\"fingerprint\":\"" + FINGERPRINT);
    }
}
