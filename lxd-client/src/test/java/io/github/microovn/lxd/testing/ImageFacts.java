package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Images and their aliases. */
interface ImageFacts {
    Probe lxd();

    String instance();

    private JsonObject upload(byte[] tarball, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        all[0] = "Content-Type: application/octet-stream";
        System.arraycopy(headers, 0, all, 1, headers.length);
        return lxd().await(new RawHttp(lxd().socket()).request("POST", "/1.0/images", tarball, all));
    }

    @Test
    default void anImageGoesByItsHash() throws IOException, NoSuchAlgorithmException {
        byte[] tarball = TinyImage.tarball(instance());
        String fingerprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(tarball));
        try {
            JsonObject imported = upload(tarball, "X-LXD-properties: a=b%20c&d=e", "X-LXD-filename: tiny.tar");
            JsonObject again = upload(tarball);
            JsonObject wrong = upload(tarball, "X-LXD-fingerprint: 00ff");
            RawHttp.Answer answer = lxd().get("/1.0/images/" + fingerprint.substring(0, 12));
            JsonObject image = Probe.metadata(answer).getAsJsonObject();

            assertThat(imported.get("metadata")
                            .getAsJsonObject()
                            .get("fingerprint")
                            .getAsString())
                    .isEqualTo(fingerprint);
            assertThat(imported.get("metadata").getAsJsonObject().get("size").getAsString())
                    .isEqualTo("" + tarball.length);
            assertThat(imported.get("resources").isJsonNull()).isTrue();
            assertThat(again.get("err").getAsString()).isEqualTo("Image with same fingerprint already exists");
            assertThat(again.get("metadata")
                            .getAsJsonObject()
                            .get("fingerprint")
                            .getAsString())
                    .isEqualTo(fingerprint);
            assertThat(wrong.get("err").getAsString())
                    .isEqualTo("fingerprints don't match, got " + fingerprint + " expected 00ff");
            assertThat(answer.headers().get("etag")).matches("\"[0-9a-f]{64}\"");
            assertThat(image.get("fingerprint").getAsString()).isEqualTo(fingerprint);
            assertThat(image.get("size").getAsInt()).isEqualTo(tarball.length);
            assertThat(image.get("filename").getAsString()).isEqualTo("tiny.tar");
            assertThat(image.get("properties").getAsJsonObject().get("a").getAsString())
                    .isEqualTo("b c");
            aliases(fingerprint);
        } finally {
            lxd().request("DELETE", "/1.0/images/aliases/" + instance());
            lxd().succeed(lxd().request("DELETE", "/1.0/images/" + fingerprint));
        }
        assertThat(Probe.error(lxd().get("/1.0/images/" + fingerprint))).isEqualTo("Image not found");
        assertThat(Probe.error(lxd().request("DELETE", "/1.0/images/" + fingerprint)))
                .isEqualTo("Image not found");
    }

    private void aliases(String fingerprint) throws IOException {
        String alias = "/1.0/images/aliases/" + instance();
        String body = "{\"name\":\"" + instance() + "\",\"target\":\"" + fingerprint + "\",\"description\":\"d\"}";

        RawHttp.Answer created = lxd().send("POST", "/1.0/images/aliases", body);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().get("location")).isEqualTo(alias);
        assertThat(Probe.metadata(created).isJsonNull()).isTrue();
        RawHttp.Answer again = lxd().send("POST", "/1.0/images/aliases", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(Probe.error(again)).isEqualTo("Alias \"" + instance() + "\" already exists");
        assertThat(Probe.metadata(lxd().get(alias)).toString())
                .isEqualTo("{\"description\":\"d\",\"target\":\"" + fingerprint + "\",\"name\":\"" + instance()
                        + "\",\"type\":\"container\"}");
        assertThat(Probe.metadata(lxd().get("/1.0/images/aliases")).toString()).contains(alias);
        assertThat(Probe.metadata(lxd().get("/1.0/images?recursion=1")).toString())
                .contains("\"aliases\":[{\"name\":\"" + instance() + "\",\"description\":\"d\"}]");
        assertThat(lxd().request("DELETE", alias).status()).isEqualTo(200);
        assertThat(lxd().request("DELETE", alias).status()).isEqualTo(404);
        assertThat(Probe.error(lxd().get(alias))).isEqualTo("Image alias not found");
    }

    @Test
    default void anAliasNeedsANameAndATarget() throws IOException {
        RawHttp.Answer incomplete = lxd().send("POST", "/1.0/images/aliases", "{\"target\":\"x\"}");
        RawHttp.Answer nowhere = lxd().send("POST", "/1.0/images/aliases", "{\"name\":\"x-x\",\"target\":\"nope\"}");

        assertThat(incomplete.status()).isEqualTo(400);
        assertThat(Probe.error(incomplete)).isEqualTo("name and target are required");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(Probe.error(nowhere)).isEqualTo("Image not found");
    }

    @Test
    default void anUnknownSourceOfAnImageIsRefused() throws IOException {
        RawHttp.Answer answer = lxd().send("POST", "/1.0/images", "{\"source\":{\"type\":\"foo\"}}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(Probe.error(answer)).isEqualTo("Invalid images JSON");
    }
}
