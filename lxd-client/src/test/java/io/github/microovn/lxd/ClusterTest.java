package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.model.IssuedToken;
import io.github.microovn.lxd.model.cluster.ClusterGroup;
import io.github.microovn.lxd.model.cluster.ClusterInfo;
import io.github.microovn.lxd.model.cluster.ClusterMemberInfo;
import io.github.microovn.lxd.model.cluster.ClusterMembership;
import io.github.microovn.lxd.model.cluster.MemberKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest extends ScriptedTest {
    private static final String M1 = """
            {"server_name":"m1","url":"https://10.0.0.1:8443","database":true,"status":"Online",
             "message":"Fully operational","architecture":"x86_64","roles":["database-leader","database"],
             "failure_domain":"default","description":"","config":{},"groups":["default"]}
            """;

    private final Cluster cluster = client.cluster();

    @Test
    void aServerOutsideOfClustersTellsWhatItWouldHaveToBring() {
        lxd.on("/1.0/cluster", """
                {"server_name":"","enabled":false,"member_config":[{"entity":"storage-pool","name":"default","key":"source",
                 "value":"","description":"\\"source\\" property for storage pool \\"default\\""}]}
                """);

        ClusterInfo info = cluster.info();

        assertThat(info.enabled()).isFalse();
        MemberKey source = info.memberConfig().get(0);
        assertThat(source.withValue("/dev/sdb").value()).isEqualTo("/dev/sdb");
        assertThat(source.key()).isEqualTo("source");
    }

    @Test
    void aServerBecomesTheFirstMemberAnotherMemberOrNone() {
        cluster.change(ClusterMembership.first("m1"));
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/cluster");
        assertThat(lxd.lastCall().body()).startsWith("{\"server_name\":\"m1\",\"enabled\":true");

        MemberKey key = new MemberKey("storage-pool", "default", "source", "/dev/sdb", "");
        ClusterMembership joining = ClusterMembership.joining("m2", "10.0.0.2:8443", "10.0.0.1:8443", "PEM", "SECRET")
                .withMemberConfig(List.of(key));
        cluster.change(joining);
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"server_name\":\"m2\",\"enabled\":true,\"server_address\":\"10.0.0.2:8443\","
                                + "\"cluster_address\":\"10.0.0.1:8443\",\"cluster_certificate\":\"PEM\","
                                + "\"cluster_token\":\"SECRET\",\"cluster_password\":\"SECRET\",\"member_config\":["
                                + "{\"entity\":\"storage-pool\",\"name\":\"default\",\"key\":\"source\","
                                + "\"value\":\"/dev/sdb\",\"description\":\"\"}]}"));
        assertThat(joining.toString()).contains("m2").doesNotContain("SECRET");

        cluster.change(ClusterMembership.none());
        assertThat(lxd.lastCall().body()).contains("\"enabled\":false");
    }

    @Test
    void theCertificateOfAllMembersIsReplaced() {
        cluster.replaceCertificate("CRT", "KEY");

        assertThat(lxd.lastCall()).hasToString("PUT /1.0/cluster/certificate");
        assertThat(lxd.lastCall()
                        .json()
                        .getAsJsonObject()
                        .get("cluster_certificate_key")
                        .getAsString())
                .isEqualTo("KEY");
    }

    @Test
    void membersAreReadAndChanged() {
        lxd.on("/1.0/cluster/members", "[" + M1 + "]").on("/1.0/cluster/members/m1", M1);

        assertThat(cluster.members().list())
                .containsExactly(new ClusterMemberInfo(
                        "m1",
                        "https://10.0.0.1:8443",
                        true,
                        "Online",
                        "Fully operational",
                        "x86_64",
                        List.of("database-leader", "database"),
                        "default",
                        "",
                        Map.of(),
                        List.of("default")));

        cluster.members()
                .edit(
                        "m1",
                        it -> it.withGroup("fast")
                                .withFailureDomain("rack1")
                                .withDescription("d")
                                .withRole("event-hub")
                                .withConfig("scheduler.instance", "manual"));
        assertThat(lxd.lastCall().body())
                .contains(
                        "\"groups\":[\"default\",\"fast\"]",
                        "\"failure_domain\":\"rack1\"",
                        "\"roles\":[\"database-leader\",\"database\",\"event-hub\"]");
        cluster.members().rename("m1", "m9");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"server_name\":\"m9\"}"));
        cluster.members().evacuate("m1");
        assertThat(lxd.lastCall()).hasToString("POST /1.0/cluster/members/m1/state");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"action\":\"evacuate\"}"));
        cluster.members().restore("m1");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"action\":\"restore\"}"));
        cluster.members().forget("m1");
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/cluster/members/m1?{force=1}");
    }

    @Test
    void anInvitationIsATokenAsTheDaemonsOwnClientReadsIt() {
        lxd.inBackground().withOperation("""
                        {"serverName":"m4","secret":"SECRET","fingerprint":"57bb","addresses":["10.0.0.1:8443"],
                         "expiresAt":"2026-11-23T15:00:00Z"}""", "{}");

        IssuedToken token = cluster.members().invite("m4");

        String json = new String(Base64.getDecoder().decode(token.text()), StandardCharsets.UTF_8);
        assertThat(json)
                .isEqualTo("{\"server_name\":\"m4\",\"fingerprint\":\"57bb\",\"addresses\":[\"10.0.0.1:8443\"],"
                        + "\"secret\":\"SECRET\",\"expires_at\":\"2026-11-23T15:00:00Z\"}");
        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(lxd.operationPath()).endsWith(token.operationId());
    }

    @Test
    void groupsHaveMembers() {
        lxd.on("/1.0/cluster/groups/fast", "{\"description\":\"d\",\"members\":[\"m1\"],\"name\":\"fast\"}");
        ClusterGroup fast = ClusterGroup.of("fast").withDescription("d").withMember("m1");

        assertThat(cluster.groups().create(fast)).isEqualTo(fast);
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"fast\",\"description\":\"d\",\"members\":[\"m1\"]}"));
        cluster.groups().edit("fast", it -> it.withMembers(List.of()));
        assertThat(lxd.lastCall().body()).contains("\"members\":[]");
    }
}
