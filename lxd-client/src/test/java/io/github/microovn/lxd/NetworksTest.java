package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.model.network.AclRule;
import io.github.microovn.lxd.model.network.ForwardPort;
import io.github.microovn.lxd.model.network.NetworkAclInfo;
import io.github.microovn.lxd.model.network.NetworkAclSpec;
import io.github.microovn.lxd.model.network.NetworkForwardInfo;
import io.github.microovn.lxd.model.network.NetworkForwardSpec;
import io.github.microovn.lxd.model.network.NetworkInfo;
import io.github.microovn.lxd.model.network.NetworkLease;
import io.github.microovn.lxd.model.network.NetworkPeerInfo;
import io.github.microovn.lxd.model.network.NetworkPeerSpec;
import io.github.microovn.lxd.model.network.NetworkSpec;
import io.github.microovn.lxd.model.network.NetworkState;
import io.github.microovn.lxd.model.network.NetworkZoneSpec;
import io.github.microovn.lxd.model.network.ZoneRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworksTest extends ScriptedTest {

    @Test
    void networksAreThoseOfTheDaemonAndTheInterfacesOfTheHost() {
        lxd.on("/1.0/networks", """
                [{"config":{"ipv4.address":"10.77.0.1/24","ipv4.nat":"true","ipv6.address":"none"},"description":"",
                  "name":"lxdbr0","type":"bridge","used_by":["/1.0/instances/c1"],"managed":true,"status":"Created",
                  "locations":["none"]},
                 {"config":{},"description":"","name":"lo","type":"loopback","used_by":[],"managed":false,"status":"",
                  "locations":null}]
                """);

        assertThat(client.networks().list())
                .containsExactly(
                        new NetworkInfo(
                                "lxdbr0",
                                "bridge",
                                true,
                                "Created",
                                "",
                                Map.of("ipv4.address", "10.77.0.1/24", "ipv4.nat", "true", "ipv6.address", "none"),
                                List.of("none"),
                                List.of("/1.0/instances/c1")),
                        new NetworkInfo("lo", "loopback", false, "", "", Map.of(), List.of(), List.of()));
    }

    @Test
    void aNetworkIsCreatedWithItsTypeAndSettings() {
        lxd.on("/1.0/networks/br0", "{\"name\":\"br0\",\"used_by\":null}");

        NetworkInfo created = client.networks()
                .create(NetworkSpec.bridge("br0").withDescription("d").withConfig("ipv4.nat", "false"));

        assertThat(created.usedBy()).isEmpty();
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString("{\"name\":\"br0\",\"type\":\"bridge\",\"description\":\"d\","
                        + "\"config\":{\"ipv4.nat\":\"false\"}}"));
    }

    @Test
    void aNetworkIsRenamedAndDeletedByItsHandle() {
        client.network("br0").rename("br1");
        assertThat(lxd.lastCall()).hasToString("POST /1.0/networks/br0");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"name\":\"br1\"}"));

        client.network("br1").delete();
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/networks/br1");
    }

    @Test
    void stateTellsWhatTheNetworkIs() {
        lxd.on("/1.0/networks/lxdbr0/state", """
                {"addresses":[{"family":"inet","address":"10.77.0.1","netmask":"24","scope":"global"}],
                 "counters":{"bytes_received":1332258,"bytes_sent":708566529,"packets_received":15687,"packets_sent":20232},
                 "hwaddr":"00:16:3e:cf:97:3d","mtu":1500,"state":"up","type":"broadcast","bond":null,
                 "bridge":{"id":"8000.00163ecf973d","stp":false,"forward_delay":1500,"vlan_default":0,
                           "vlan_filtering":false,"upper_devices":["veth0ed86978","veth132d28cc"]},
                 "vlan":null,"ovn":null}
                """);

        NetworkState state = client.network("lxdbr0").state();

        assertThat(state.addresses()).containsExactly(new NetworkState.Address("inet", "10.77.0.1", "24", "global"));
        assertThat(state.counters()).isEqualTo(new NetworkState.Counters(1332258, 708566529, 15687, 20232));
        assertThat(state.bridge())
                .isEqualTo(new NetworkState.Bridge(
                        "8000.00163ecf973d", false, 1500, 0, false, List.of("veth0ed86978", "veth132d28cc")));
        assertThat(state.bond()).isNull();
        assertThat(state.vlan()).isNull();
        assertThat(state.ovn()).isNull();
        assertThat(state.mtu()).isEqualTo(1500);
    }

    @Test
    void leasesTellWhoHasWhichAddress() {
        lxd.on("/1.0/networks/lxdbr0/leases", """
                [{"hostname":"lxdbr0.gw","hwaddr":"","address":"10.77.0.1","type":"gateway","location":""},
                 {"hostname":"movn1","hwaddr":"00:16:3e:19:ab:a1","address":"10.77.0.11","type":"static","location":"none"}]
                """);

        assertThat(client.network("lxdbr0").leases())
                .containsExactly(
                        new NetworkLease("lxdbr0.gw", "", "10.77.0.1", "gateway", ""),
                        new NetworkLease("movn1", "00:16:3e:19:ab:a1", "10.77.0.11", "static", "none"));
    }

    @Test
    void forwardsAreNamedByTheirAddress() {
        String forward = """
                {"description":"f","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80",
                 "target_port":"8080","target_address":"10.0.0.5"}],"listen_address":"2001:db8::7","location":"none"}
                """;
        lxd.on("/1.0/networks/br0/forwards/2001:db8::7", forward);
        lxd.on("/1.0/networks/br0/forwards", "[\"/1.0/networks/br0/forwards/2001:db8::7\"]");
        CreatableResources<NetworkForwardInfo, NetworkForwardSpec> forwards =
                client.network("br0").forwards();
        ForwardPort port = ForwardPort.tcp("80", "10.0.0.5").withTargetPort("8080");

        NetworkForwardInfo created = forwards.create(
                NetworkForwardSpec.of("2001:db8::7").withDescription("f").withPort(port));

        assertThat(created).isEqualTo(new NetworkForwardInfo("2001:db8::7", "f", Map.of(), List.of(port), "none"));
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"listen_address\":\"2001:db8::7\",\"description\":\"f\",\"config\":{},\"ports\":["
                                + "{\"description\":\"\",\"protocol\":\"tcp\",\"listen_port\":\"80\","
                                + "\"target_address\":\"10.0.0.5\",\"target_port\":\"8080\"}]}"));
        assertThat(forwards.names()).containsExactly("2001:db8::7");

        forwards.edit(
                "2001:db8::7",
                it -> it.withConfig("target_address", "10.0.0.9")
                        .withPorts(List.of(ForwardPort.udp("53", "10.0.0.6").withDescription("dns"))));
        assertThat(lxd.lastCall().json().getAsJsonObject().get("location").getAsString())
                .isEqualTo("none");
        assertThat(lxd.lastCall().body())
                .contains("\"config\":{\"target_address\":\"10.0.0.9\"}", "\"listen_port\":\"53\"");

        forwards.edit("2001:db8::7", it -> it.withoutConfig("target_address").withDescription("g"));
        assertThat(lxd.lastCall().body()).contains("\"description\":\"g\"");
    }

    @Test
    void peersNameTheOtherNetwork() {
        lxd.on("/1.0/networks/ovn1/peers/to2", """
                {"config":{},"description":"","name":"to2","target_project":"default","target_network":"ovn2",
                 "status":"Pending","used_by":[]}
                """);

        NetworkPeerInfo peer = client.network("ovn1")
                .peers()
                .create(NetworkPeerSpec.of("to2", "default", "ovn2")
                        .withDescription("x")
                        .withConfig("user.a", "b"));

        assertThat(peer.status()).isEqualTo("Pending");
        assertThat(lxd.last("POST").json())
                .isEqualTo(
                        JsonParser.parseString("{\"name\":\"to2\",\"description\":\"x\",\"config\":{\"user.a\":\"b\"},"
                                + "\"target_project\":\"default\",\"target_network\":\"ovn2\"}"));
    }

    @Test
    void accessControlListsHaveRules() {
        lxd.on("/1.0/network-acls/web", """
                {"name":"web","description":"d","egress":[],"ingress":[{"action":"allow","source":"10.0.0.0/8",
                 "protocol":"tcp","destination_port":"22","state":"enabled"}],"config":{},"used_by":[]}
                """);
        AclRule ssh = AclRule.allow().from("10.0.0.0/8").withProtocol("tcp").withDestinationPort("22");

        NetworkAclInfo acl = client.networkAcls()
                .create(NetworkAclSpec.of("web").withIngressRule(ssh).withEgressRule(AclRule.drop()));

        assertThat(acl.ingress()).containsExactly(ssh);
        assertThat(lxd.last("POST").json().getAsJsonObject().get("egress").toString())
                .startsWith("[{\"action\":\"drop\",\"state\":\"enabled\"");

        AclRule ping = AclRule.reject()
                .to("10.1.0.0/16")
                .withProtocol("icmp4")
                .withIcmpType("8")
                .withIcmpCode("0")
                .withSourcePort("")
                .withState("logged")
                .withDescription("no ping");
        client.networkAcls().edit("web", it -> it.withEgress(List.of(ping)).withIngress(List.of()));
        assertThat(lxd.lastCall().body()).contains("\"icmp_type\":\"8\"", "\"ingress\":[]");
    }

    @Test
    void theLogOfAnAccessControlListIsText() throws IOException {
        lxd.on("GET", "/1.0/network-acls/web/log", call -> Response.text("{\"time\":\"now\"}\n"));

        try (InputStream log = client.networkAcls().log("web")) {
            assertThat(log).hasContent("{\"time\":\"now\"}\n");
        }
    }

    @Test
    void zonesHaveRecords() {
        lxd.on("/1.0/network-zones/lxd.example.net/records", """
                [{"description":"","entries":[{"type":"A","ttl":300,"value":"10.0.0.1"}],"config":{},"name":"www"}]
                """);
        ZoneRecord www = ZoneRecord.of("www").withEntry(new ZoneRecord.Entry("A", 300, "10.0.0.1"));

        CreatableResources<ZoneRecord, ZoneRecord> records =
                client.networkZones().records("lxd.example.net");
        assertThat(records.list()).containsExactly(www);

        records.replace("www", www.withDescription("d").withConfig("user.a", "b"));
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/network-zones/lxd.example.net/records/www");
        assertThat(lxd.lastCall().json())
                .isEqualTo(
                        JsonParser.parseString("{\"name\":\"www\",\"description\":\"d\",\"config\":{\"user.a\":\"b\"},"
                                + "\"entries\":[{\"type\":\"A\",\"ttl\":300,\"value\":\"10.0.0.1\"}]}"));

        client.networkZones().create(NetworkZoneSpec.of("z.net").withConfig("dns.nameservers", "ns.z.net"));
        assertThat(lxd.last("POST").body()).contains("\"config\":{\"dns.nameservers\":\"ns.z.net\"}");
    }
}
