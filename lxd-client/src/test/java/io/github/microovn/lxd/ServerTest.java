package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.model.CertificateInfo;
import io.github.microovn.lxd.model.CertificateSpec;
import io.github.microovn.lxd.model.IssuedToken;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.WarningInfo;
import io.github.microovn.lxd.model.WarningSettings;
import io.github.microovn.lxd.model.WarningSeverity;
import io.github.microovn.lxd.model.WarningStatus;
import io.github.microovn.lxd.model.system.SystemResources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is about the server itself: settings, hardware, warnings, measurements, and whom it trusts. */
class ServerTest extends ScriptedTest {
    private static final String FINGERPRINT = "08e24e6eefda3e4b8594a3fec50a7f5d96d72139b9009f90ede582ad6402b589";
    private static final String DER = """
            MIIBwDCCAUagAwIBAgIUXN48hdRoRJ+fBbukORjR/NkuvkwwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMcmVidWlsZGVyLWl0MB4XDTI2MTEyMzEy
            NDY0OVoXDTM2MTEyMDEyNDY0OVowFzEVMBMGA1UEAwwMcmVidWlsZGVyLWl0MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEcYlIKRl6pMakb/+zOFTX
            +bNUhEAkCdda4i2YAdn1zDweRDNlkAXqdr10QJ3mK3Bt0ePWAH+nsgcqVlA7Cs3gfGvNY1zL5cS5bNQl4XGTeQwETvh58eGjK1iJFrQ8mQwso1Mw
            UTAdBgNVHQ4EFgQUoIOtGHuIobn5CltfZtbL44x4cHkwHwYDVR0jBBgwFoAUoIOtGHuIobn5CltfZtbL44x4cHkwDwYDVR0TAQH/BAUwAwEB/zAK
            BggqhkjOPQQDAgNoADBlAjEAmb5fNWiSaMhrEnoBJbmCH/hrGVOorT8QR0gTwY3GqKqqnbJx2f/4leg6O4US9yL2AjAKGLC/91oKsWJIYF4KxrKE
            a5lTxkl+rBuM2vD0IwguWd3Cee5LYK9gmVU7CydB9SQ=""".replaceAll("\\s", "");

    @Test
    void anEditOfTheServerKeepsWhatStandsForAPassword() {
        lxd.on(
                "GET",
                "/1.0",
                call -> Response.sync(
                                "{\"config\":{\"core.trust_password\":true,\"user.a\":\"1\"},\"api_extensions\":[\"etag\"]}")
                        .with("ETag", "e"));

        client.serverConfig()
                .edit(it -> it.withConfig("core.https_address", ":8443").withoutConfig("user.a"));

        assertThat(lxd.lastCall()).hasToString("PUT /1.0");
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("e");
        assertThat(lxd.lastCall().body())
                .contains("\"config\":{\"core.trust_password\":true,\"core.https_address\":\":8443\"}");
        assertThat(client.serverConfig().info().supports("etag")).isTrue();
        client.serverConfig().patch(Patch.config("user.a", "").withoutConfig("user.b"));
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString("{\"config\":{\"user.a\":\"\",\"user.b\":\"\"}}"));
    }

    @Test
    void theServerSpeaksVersionsOfTheApi() {
        lxd.on("/", "[\"/1.0\"]");

        assertThat(client.versions()).containsExactly("/1.0");
    }

    @Test
    void metricsAreText() {
        lxd.on("GET", "/1.0/metrics", call -> Response.text("lxd_cpu_seconds_total 0.4\n# EOF\n"));

        assertThat(client.metrics()).isEqualTo("lxd_cpu_seconds_total 0.4\n# EOF\n");
    }

    @Test
    void resourcesAreTheHardware() {
        lxd.on("/1.0/resources", """
                {"cpu":{"architecture":"x86_64","sockets":[{"name":"Xeon","vendor":"GenuineIntel","socket":0,
                  "cache":[{"level":1,"type":"Data","size":49152}],"cores":[{"core":0,"die":0,"threads":[{"id":1,
                  "numa_node":0,"thread":0,"online":true,"isolated":false}]}]}],"total":2},
                 "memory":{"nodes":[{"numa_node":0,"hugepages_used":0,"hugepages_total":0,"used":4206972928,
                  "total":25769803776}],"hugepages_total":0,"hugepages_used":0,"hugepages_size":2097152,"used":3126267904,
                  "total":25769803776},
                 "gpu":{"cards":[{"driver":"i915","drm":{"id":0,"card_name":"card0","card_device":"226:0"},
                  "sriov":{"current_vfs":0,"maximum_vfs":7,"vfs":null},"numa_node":0,"vendor_id":"8086",
                  "mdev":{"p":{"api":"vfio-pci","available":2,"name":"n","devices":[]}}}],"total":1},
                 "network":{"cards":[{"driver":"virtio_net","ports":[{"id":"eth0","address":"02:fc:00:00:00:01","port":0,
                  "protocol":"ethernet","auto_negotiation":false,"link_detected":true}],"numa_node":0,
                  "pci_address":"0000:00:03.0"}],"total":1},
                 "storage":{"disks":[{"id":"vda","device":"254:0","type":"virtio","read_only":false,"size":274877906944,
                  "removable":false,"numa_node":0,"block_size":0,"rpm":1,"device_id":"","partitions":[{"id":"vda1",
                  "device":"254:1","read_only":false,"size":1024,"partition":1}]}],"total":2},
                 "usb":{"devices":[{"bus_address":1,"device_address":3,"interfaces":[{"class":"Human Interface Device",
                  "class_id":3,"driver":"usbhid","number":0,"subclass":"Boot","subclass_id":1}],"vendor":"ATEN",
                  "speed":1.5}],"total":1},
                 "pci":{"devices":[{"driver":"virtio-pci","numa_node":0,"pci_address":"0000:00:01.0","vendor_id":"1af4",
                  "iommu_group":20,"vpd":{"entries":{"EC":"A-5545"}}}],"total":6},
                 "system":{"uuid":"","type":"container","firmware":null,"chassis":{"vendor":"LENOVO","type":"Notebook"},
                  "motherboard":null}}
                """);

        SystemResources resources = client.resources();

        assertThat(resources
                        .cpu()
                        .sockets()
                        .get(0)
                        .cores()
                        .get(0)
                        .threads()
                        .get(0)
                        .id())
                .isEqualTo(1);
        assertThat(resources.cpu().sockets().get(0).cache().get(0).size()).isEqualTo(49152);
        assertThat(resources.memory().nodes().get(0).total()).isEqualTo(25769803776L);
        var card = resources.gpu().cards().get(0);
        assertThat(card.drm()).isNotNull().hasFieldOrPropertyWithValue("cardName", "card0");
        assertThat(card.sriov()).isNotNull().hasFieldOrPropertyWithValue("maximumVfs", 7L);
        assertThat(card.nvidia()).isNull();
        assertThat(card.mdev().get("p")).hasFieldOrPropertyWithValue("available", 2L);
        assertThat(resources.network().cards().get(0).ports().get(0).linkDetected())
                .isTrue();
        assertThat(resources.network().cards().get(0).ports().get(0).infiniband())
                .isNull();
        assertThat(resources.storage().disks().get(0).partitions().get(0).id()).isEqualTo("vda1");
        assertThat(resources.usb().devices().get(0).speed()).isEqualTo(1.5);
        assertThat(resources.usb().devices().get(0).interfaces().get(0).type()).isEqualTo("Human Interface Device");
        assertThat(resources.pci().devices().get(0).vpd().entries()).containsEntry("EC", "A-5545");
        assertThat(resources.system().firmware()).isNull();
        assertThat(resources.system().chassis()).isNotNull().hasFieldOrPropertyWithValue("type", "Notebook");
    }

    @Test
    void warningsAreReadAndAcknowledged() {
        lxd.on("/1.0/warnings", """
                [{"status":"new","uuid":"2733a2df","location":"none","project":"","type":"AppArmor support has been disabled",
                  "count":2,"first_seen_at":"2026-11-23T09:06:32.907321622Z","last_seen_at":"2026-11-23T12:14:52.9Z",
                  "last_message":"Disabled because of lack of kernel support","severity":"low","entity_url":""}]
                """);

        assertThat(client.warnings().list())
                .containsExactly(new WarningInfo(
                        "2733a2df",
                        "AppArmor support has been disabled",
                        WarningStatus.NEW,
                        WarningSeverity.LOW,
                        2,
                        "Disabled because of lack of kernel support",
                        "",
                        "none",
                        "",
                        Instant.parse("2026-11-23T09:06:32.907321622Z"),
                        Instant.parse("2026-11-23T12:14:52.9Z")));
        client.warnings().replace("2733a2df", new WarningSettings(WarningStatus.ACKNOWLEDGED));
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"status\":\"acknowledged\"}"));
    }

    @Test
    void certificatesAreAddedAndNamedByTheirFingerprint() throws CertificateException {
        String certificate = """
                {"name":"y","type":"client","restricted":true,"projects":["default"],
                 "certificate":"-----BEGIN CERTIFICATE-----\\n","fingerprint":"%s"}
                """.formatted(FINGERPRINT);
        lxd.on("POST", "/1.0/certificates", call -> Response.created("/1.0/certificates/" + FINGERPRINT));
        lxd.on("/1.0/certificates/" + FINGERPRINT, certificate);
        X509Certificate x509 = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(DER)));

        CertificateInfo created =
                client.certificates().create(CertificateSpec.of("y", x509).restrictedTo("default"));

        assertThat(created.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"y\",\"type\":\"client\",\"restricted\":true,\"projects\":[\"default\"],"
                                + "\"certificate\":\"" + DER + "\"}"));
        client.certificates()
                .edit(FINGERPRINT, it -> it.unrestricted().withName("z").withType("metrics"));
        assertThat(lxd.lastCall().body())
                .contains("\"restricted\":false", "\"projects\":[]", "\"name\":\"z\"", "BEGIN CERTIFICATE");
    }

    @Test
    void aTrustTokenIsWhatClientsTake() {
        lxd.inBackground().withOperation("""
                        {"addresses":["127.0.0.1:18443"],"fingerprint":"fdb4","request":{"name":"x","type":"client"},
                         "secret":"f66f"}""", "{}");

        IssuedToken token = client.certificates().issueToken("x");

        assertThat(TrustToken.parse(token.text()).clientName()).isEqualTo("x");
        assertThat(new String(Base64.getDecoder().decode(token.text()), StandardCharsets.UTF_8))
                .isEqualTo("{\"client_name\":\"x\",\"fingerprint\":\"fdb4\",\"addresses\":[\"127.0.0.1:18443\"],"
                        + "\"secret\":\"f66f\",\"expires_at\":\"0001-01-01T00:00:00Z\"}");
        client.certificates().issueToken("x", List.of("dev"));
        assertThat(lxd.last("POST").body()).contains("\"restricted\":true", "\"projects\":[\"dev\"]");
    }
}
