package io.github.microovn.rebuilder.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.ovsdb.Decision.Absent;
import io.github.microovn.rebuilder.ovsdb.Decision.Agreed;
import io.github.microovn.rebuilder.ovsdb.Decision.Convert;
import io.github.microovn.rebuilder.ovsdb.Decision.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

    private static final Schema OLD = schema("7.0.0");
    private static final Schema NEW = schema("7.1.0");

    private static Schema schema(String version) {
        return new Schema("OVN_Northbound", version, "1 " + version.charAt(2));
    }

    private static Sighting server(Schema file, Schema active, String release, boolean leads) {
        Server server = new Server(release, leads, 3, !file.equals(active), active);
        return new Sighting(Optional.of(file), Optional.of(server), "");
    }

    private static Sighting file(Schema file) {
        return new Sighting(Optional.of(file), Optional.empty(), "");
    }

    private static Map<String, Sighting> hosts(Sighting... sightings) {
        Map<String, Sighting> hosts = new LinkedHashMap<>();
        for (int i = 0; i < sightings.length; i++) {
            hosts.put("h" + (i + 1), sightings[i]);
        }
        return hosts;
    }

    private static Decision decide(Sighting... sightings) {
        return Decision.of(hosts(sightings), false, false);
    }

    private static String refusal(Sighting... sightings) {
        return ((Refused) decide(sightings)).reason();
    }

    @Test
    void theLeaderConvertsElseTheFirstServer() {
        assertThat(decide(file(NEW), server(NEW, OLD, "3.1.0", false), server(NEW, OLD, "3.1.0", true)))
                .isEqualTo(new Convert("h3", OLD, NEW));
        assertThat(decide(file(NEW), server(NEW, OLD, "3.1.0", false), server(NEW, OLD, "3.1.0", false)))
                .isEqualTo(new Convert("h2", OLD, NEW));
    }

    @Test
    void aFollowerThatLagsBehindALeaderWithTheSchemaConvertsNothing() {
        assertThat(decide(server(NEW, OLD, "3.1.0", false), server(NEW, NEW, "3.1.0", true)))
                .isEqualTo(new Agreed(NEW));
    }

    @Test
    void hostsWithoutServersConvertNothing() {
        assertThat(decide(file(NEW), file(NEW))).isEqualTo(new Absent(NEW));
    }

    @ParameterizedTest
    @CsvSource({"3.1.0, 3.7.90, 3.2", "2.14.2, 2.15.0, 2.15", "2.13.0, 3.3.1, 2.15"})
    void serversOnBothSidesOfARecordFormatAreRefusedWithTheOrderToFollow(String older, String newer, String frontier) {
        assertThat(refusal(server(NEW, OLD, newer, true), server(NEW, OLD, older, false)))
                .isEqualTo("the ovsdb-servers are of OVS " + newer + " on h1 and " + older + " on h2, and those before "
                        + frontier + " die of a conversion by a later one; first bring ovs/ovsdb/ovsdb-server to all of"
                        + " these hosts and have it restarted there (services microovn.ovn-ovsdb-server-nb and -sb), then"
                        + " convert; 'deploy --force' converts all the same");
    }

    @Test
    void serversThatDifferOtherwiseOrRestartBeforeTheConversionAreNotRefused() {
        Sighting[] mixed = {server(NEW, OLD, "3.7.90", true), server(NEW, OLD, "3.1.0", false)};
        assertThat(Decision.of(hosts(mixed), true, false)).isInstanceOf(Convert.class);
        assertThat(Decision.of(hosts(mixed), false, true)).isInstanceOf(Convert.class);
        assertThat(decide(server(NEW, OLD, "3.3.8", true), server(NEW, OLD, "3.7.90", false)))
                .isInstanceOf(Convert.class);
    }

    @Test
    void aSchemaThatIsOlderNeedsForceAndOneWithAnotherChecksumDoesNot() {
        assertThat(refusal(server(OLD, NEW, "3.1.0", true))).contains("would go down from 7.1.0 to 7.0.0");
        assertThat(refusal(server(schema("7.9.0"), schema("7.10.0"), "3.1.0", true)))
                .contains("from 7.10.0 to 7.9.0");
        assertThat(Decision.of(hosts(server(OLD, NEW, "3.1.0", true)), true, false))
                .isEqualTo(new Convert("h1", NEW, OLD));
        Schema edited = new Schema(OLD.database(), OLD.version(), "2 2");
        assertThat(decide(server(edited, OLD, "3.1.0", true))).isEqualTo(new Convert("h1", OLD, edited));
    }

    @Test
    void hostsThatDoNotAgreeOrCannotTellAreNamed() {
        assertThat(refusal(server(NEW, OLD, "3.1.0", true), file(OLD), file(NEW)))
                .isEqualTo("the hosts do not have the same schema of OVN_Northbound: 7.1.0 (checksum 1 1) on h1, h3 and"
                        + " 7.0.0 (checksum 1 0) on h2; bring it to all of them first ('deploy --all')");
        assertThat(refusal(file(NEW), new Sighting(Optional.of(NEW), Optional.empty(), "it does not answer")))
                .isEqualTo("on h2: it does not answer");
        assertThat(refusal(file(new Schema("OVN_IC_Northbound", "1.0.0", "1 1"))))
                .startsWith("MicroOVN has no database OVN_IC_Northbound");
    }

    @Test
    void whatAHostSaysIsReadLineByLine() {
        List<String> lines = List.of(
                "schema 0 OVN_Northbound 7.1.0 11 22",
                "server 0 3.1.0 follower 3 yes 7.0.0 33 44",
                "schema 1 OVN_Southbound 20.27.0 -",
                "unfit 2 ovsdb-tool: cannot parse",
                "schema 3 OVN_Southbound 20.27.0 1 1",
                "silent 3 ovsdb-client: failed to connect");

        assertThat(SightingText.read(lines, 0))
                .isEqualTo(new Sighting(
                        Optional.of(new Schema("OVN_Northbound", "7.1.0", "11 22")),
                        Optional.of(
                                new Server("3.1.0", false, 3, true, new Schema("OVN_Northbound", "7.0.0", "33 44"))),
                        ""));
        assertThat(SightingText.read(lines, 1).server()).isEmpty();
        assertThat(SightingText.read(lines, 2).problem()).isEqualTo("it is no schema: ovsdb-tool: cannot parse");
        assertThat(SightingText.read(lines, 3).problem())
                .isEqualTo("the database server does not answer: ovsdb-client: failed to connect");
        assertThat(SightingText.read(lines, 4).problem()).isNotEmpty();
    }
}
