package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static io.github.microovn.rebuilder.TestSession.REMOTE;
import static io.github.microovn.rebuilder.TestSession.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.TargetKind;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schemas and their databases: the cluster's is one file that all servers share, and its programs are short scripts. */
@Timeout(120)
class SchemaTest {

    private static final String LOCAL = "ovn-nb.ovsschema";
    private static final String FILE = REMOTE + "/share/ovn/ovn-nb.ovsschema";
    private static final String NB = "/var/snap/microovn/common/run/ovn/ovnnb_db";
    private static final String SWITCH = "/var/snap/microovn/common/run/switch/";
    private static final String BACKUPS = "/var/lib/microovn-rebuilder/backups";

    private static final String SNAP = "shift 3; SNAP=/nowhere; export SNAP; exec sh \"$@\"\n";
    private static final String TOOL = """
            [ -f "$2" ] || { echo "ovsdb-tool: $2: no such file" >&2; exit 1; }
            sed -n "s/^${1#schema-} //p" "$2"
            """;
    // A socket is a file that names the file of the database.
    private static final String CLIENT = """
            shift 3
            case $1 in get-*) file= ;; *) file=$3 ;; esac
            database=$(cat "${2#unix:}") || exit 1
            case $1 in
              needs-conversion) if cmp -s "$database" "$3"; then echo no; else echo yes; fi ;;
              convert) cp "$3" "$database"; echo "$0" >> "$database.conversions" ;;
              backup) cat "$database" ;;
              get-schema-*) sed -n "s/^${1#get-schema-} //p" "$database" ;;
            esac
            """;
    private static final String APPCTL = """
            shift 3
            control=$1
            case $2 in
              version) echo "ovsdb-server (Open vSwitch) $(sed -n 1p "$control")" ;;
              *) sed 1d "$control" ;;
            esac
            """;

    @TempDir
    private Path directory;

    private static String schema(String database, String version, String checksum) {
        return "name " + database + "\nversion " + version + "\ncksum " + checksum + "\n";
    }

    private static String nb(String version) {
        return schema("OVN_Northbound", version, version.replace(".", "") + " 1");
    }

    /** A session with hosts that all have the schema; the first ones have servers of the database, the second leads. */
    private TestSession session(int servers, String... names) throws IOException {
        TestSession session = new TestSession(directory, names);
        Path database = Files.writeString(directory.resolve("database"), nb("7.0.0"), UTF_8);
        for (FakeHost host : session.hosts) {
            host.withFile(FILE, nb("7.0.0"))
                    .withCommand("snap", SNAP)
                    .withCommand("ovsdb-tool", TOOL)
                    .withCommand("ovsdb-client", CLIENT)
                    .withCommand("ovn-appctl", APPCTL);
        }
        for (int i = 0; i < servers; i++) {
            String members = "    aa (aa at ssl:1:6643)\n    bb (bb at ssl:2:6643)\n";
            session.hosts
                    .get(i)
                    .withFile(NB + ".sock", database.toString())
                    .withFile(NB + ".ctl", "3.1.0\nRole: " + (i == 1 ? "leader" : "follower") + "\n" + members);
        }
        session.targets = List.of(TestSession.targets().get(0), target(TargetKind.OVSDB_SCHEMA));
        session.make(LOCAL, nb("7.0.0"));
        return session;
    }

    private static Target target(TargetKind kind) {
        return new Target(
                LOCAL, "share/ovn/ovn-nb.ovsschema", List.of(), OptionalInt.empty(), kind, List.of(), List.of());
    }

    private String database() throws IOException {
        return Files.readString(directory.resolve("database"), UTF_8);
    }

    private int conversions() throws IOException {
        Path log = directory.resolve("database.conversions");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private static String reason(RoundResult round, String host) {
        return Objects.requireNonNull(result(round, host).failure()).reason();
    }

    private static int first(TestSession session, String type) {
        return types(session).indexOf(type);
    }

    private static List<String> types(TestSession session) {
        return session.events.stream().map(Event::type).toList();
    }

    @Test
    void aSchemaGoesToAllHostsThenTheLeaderConvertsOnceBehindABackupAndThenNorthdRestarts() throws IOException {
        try (TestSession session = session(2, "h1", "h2", "edge").open()) {
            session.builder.makes(() -> {
                session.make("northd/ovn-northd", "northd 2");
                session.make(LOCAL, nb("7.1.0"));
            });
            RoundResult round = session.round();

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(round.pending()).isFalse();
            assertThat(database()).isEqualTo(nb("7.1.0"));
            assertThat(conversions()).isEqualTo(1);
            assertThat(session.host(1).list(BACKUPS)).singleElement().satisfies(name -> {
                assertThat(name).startsWith("OVN_Northbound.");
                assertThat(session.host(1).content(BACKUPS + "/" + name)).isEqualTo(nb("7.0.0"));
            });
            assertThat(session.events(SchemaEvent.Converted.class))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.host()).isEqualTo("h2");
                        assertThat(event.from() + " " + event.to()).isEqualTo("7.0.0 7.1.0");
                    });
            assertThat(session.events(SchemaEvent.Verified.class))
                    .containsExactly(
                            new SchemaEvent.Verified("OVN_Northbound", "7.1.0", "710 1", List.of("h1", "h2"), 0));
            assertThat(first(session, "schema.backed-up")).isLessThan(first(session, "host.swapped"));
            assertThat(types(session).lastIndexOf("host.swapped")).isLessThan(first(session, "schema.converted"));
            assertThat(first(session, "schema.verified")).isLessThan(first(session, "host.restarting"));
            session.hosts.forEach(host -> {
                assertThat(host.content(FILE)).isEqualTo(nb("7.1.0"));
                assertThat(host.content(TestSession.LEDGER)).contains("\"conversions\":[]");
            });
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void anEditThatLeftTheVersionAsItWasIsToldByItsChecksum() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.roundThatMakes(LOCAL, schema("OVN_Northbound", "7.0.0", "9 9"));

            assertThat(conversions()).isEqualTo(1);
            assertThat(session.events(SchemaEvent.Converted.class))
                    .extracting(SchemaEvent.Converted::to)
                    .containsExactly("7.0.0 (checksum 9 9)");
        }
    }

    @Test
    void anOlderSchemaReplacesNothingUnlessItIsForced() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            RoundResult round = session.roundThatMakes(LOCAL, nb("6.9.9"));

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(reason(round, "h1"))
                    .isEqualTo(
                            "Replaced nothing and converted nothing: OVN_Northbound would go down from 7.0.0 to 6.9.9,"
                                    + " and lose what only 7.0.0 has; 'deploy --force' does it");
            assertThat(session.host(0).content(FILE)).isEqualTo(nb("7.0.0"));
            assertThat(session.host(1).list(REMOTE + "/share/ovn")).containsExactly("ovn-nb.ovsschema");

            assertThat(session.rebuilder().deploy(false, false, true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(database()).isEqualTo(nb("6.9.9"));
        }
    }

    @Test
    void whatTakesBackLeavesSchemasAndSaysSoUnlessItIsForced() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.builder.makes(() -> {
                session.make("northd/ovn-northd", "northd 2");
                session.make(LOCAL, nb("7.1.0"));
            });
            session.round();

            assertThat(session.rebuilder().undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.events(SchemaEvent.Kept.class))
                    .containsExactly(new SchemaEvent.Kept(List.of(LOCAL), List.of("h1", "h2")));
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).content(FILE)).isEqualTo(nb("7.1.0"));
            assertThat(session.rebuilder().restore(false).status()).isEqualTo(Status.NO_CHANGES);

            assertThat(session.rebuilder().restore(true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).content(FILE)).isEqualTo(nb("7.0.0"));
            assertThat(database()).isEqualTo(nb("7.0.0"));
            assertThat(conversions()).isEqualTo(2);
        }
    }

    @Test
    void aSchemaIsOneAlsoForAConfigurationThatDoesNotNameIt() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.roundThatMakes(LOCAL, nb("7.1.0"));
            session.targets = List.of(TestSession.targets().get(0));
            session.reopen();

            assertThat(session.rebuilder().restore(false).status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.events(SchemaEvent.Kept.class)).hasSize(1);
            assertThat(session.rebuilder().restore(true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(database()).isEqualTo(nb("7.0.0"));
        }
    }

    @Test
    void aConversionThatFailedIsOwedAndNorthdKeepsRunningUntilItIsDone() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.host(1).lay("convert", Fault.FAILS);
            session.builder.makes(() -> {
                session.make("northd/ovn-northd", "northd 2");
                session.make(LOCAL, nb("7.1.0"));
            });
            RoundResult round = session.round();

            HostResult failed = result(round, "h1");
            assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(Objects.requireNonNull(failed.failure()).step()).isEqualTo(Step.CONVERT);
            assertThat(failed.pendingConversions()).containsExactly(LOCAL);
            assertThat(failed.pendingRestarts()).containsExactly(CENTRAL);
            assertThat(session.host(0).restarts(CENTRAL)).isZero();

            session.reopen();
            assertThat(session.rebuilder().plan(false).hosts().get(0).items())
                    .filteredOn(item -> item.action() == Action.CONVERT)
                    .hasSize(1);
            assertThat(session.rebuilder().status().pending()).isTrue();
            assertThat(session.round().pending()).isFalse();
            assertThat(conversions()).isEqualTo(1);
            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(1);
        }
    }

    @Test
    void aConversionThatNobodyHeardTheEndOfIsNotRepeated() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.host(1).lay("convert", Fault.LOST_AFTER);
            assertThat(session.roundThatMakes(LOCAL, nb("7.1.0")).status()).isEqualTo(Status.HOST_FAILED);

            assertThat(session.reopenAfterKill().round().pending()).isFalse();
            assertThat(conversions()).isEqualTo(1);
        }
    }

    @Test
    void aSwapThatNobodyHeardTheEndOfIsFollowedByItsConversion() throws IOException {
        try (TestSession session = session(2, "h1", "h2").open()) {
            session.host(0).lay("apply", Fault.LOST_AFTER);
            session.host(1).lay("apply", Fault.LOST_AFTER);
            assertThat(session.roundThatMakes(LOCAL, nb("7.1.0")).status()).isEqualTo(Status.HOST_FAILED);
            assertThat(conversions()).isZero();

            assertThat(session.reopenAfterKill().round().pending()).isFalse();
            assertThat(database()).isEqualTo(nb("7.1.0"));
            assertThat(conversions()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsConvertedUntilEveryHostHasTheSchema() throws IOException {
        try (TestSession session = session(2, "h1", "h2", "edge").open()) {
            session.host(2).lay("put", Fault.DISK_FULL);
            RoundResult round = session.roundThatMakes(LOCAL, nb("7.1.0"));

            assertThat(reason(round, "h1"))
                    .isEqualTo(
                            "Did not convert the database of share/ovn/ovn-nb.ovsschema, which edge should have first;"
                                    + " it stays owed");
            assertThat(conversions()).isZero();
            assertThat(session.round().pending()).isFalse();
            assertThat(conversions()).isEqualTo(1);
        }
    }

    @Test
    void withoutAServerAmongTheHostsTheConversionStaysOwedUntilThereIsOne() throws IOException {
        try (TestSession session = session(2, "h1", "h2", "edge")) {
            session.limit = List.of("edge");
            session.open();
            RoundResult round = session.roundThatMakes(LOCAL, nb("7.1.0"));

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(result(round, "edge").pendingConversions()).containsExactly(LOCAL);
            assertThat(session.events(SchemaEvent.Owed.class))
                    .containsExactly(new SchemaEvent.Owed("OVN_Northbound", "7.1.0", List.of("edge")));

            session.limit = List.of();
            session.reopen();
            assertThat(session.rebuilder().deploy(false, true).pending()).isFalse();
            assertThat(conversions()).isEqualTo(1);
        }
    }

    @Test
    void eachHostConvertsTheConfigurationOfItsOwnSwitch() throws IOException {
        String old = schema("Open_vSwitch", "8.4.0", "1 1");
        try (TestSession session = session(0, "h1", "h2")) {
            for (FakeHost host : session.hosts) {
                host.withFile("/conf.db", old)
                        .withFile(SWITCH + "db.sock", host.file("/conf.db").toString())
                        .withFile(SWITCH + "ovsdb-server.pid", "7\n")
                        .withFile(SWITCH + "ovsdb-server.7.ctl", "3.1.0\n");
            }
            session.open();
            assertThat(session.roundThatMakes(LOCAL, schema("Open_vSwitch", "8.5.0", "2 2"))
                            .status())
                    .isEqualTo(Status.DEPLOYED);

            session.hosts.forEach(host -> {
                assertThat(host.content("/conf.db")).contains("8.5.0");
                assertThat(host.list(BACKUPS)).hasSize(1);
            });
        }
    }

    @Test
    void aFileThatIsNotSaidToBeASchemaConvertsNothing() throws IOException {
        try (TestSession session = session(2, "h1", "h2")) {
            session.targets = List.of(target(TargetKind.FILE));
            session.open();
            assertThat(session.roundThatMakes(LOCAL, nb("7.1.0")).status()).isEqualTo(Status.DEPLOYED);

            assertThat(session.host(0).content(FILE)).isEqualTo(nb("7.1.0"));
            assertThat(conversions()).isZero();
            assertThat(types(session)).noneMatch(type -> type.startsWith("schema."));
        }
    }
}
