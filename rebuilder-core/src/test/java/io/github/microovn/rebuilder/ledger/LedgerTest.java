package io.github.microovn.rebuilder.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final String PATH = "/root/squashfs-root/bin/ovn-northd";
    private static final String SERVICE = "microovn.ovn-northd";
    private static final Instant TIME = Instant.parse("2026-11-23T12:00:00Z");
    private static final Content STOCK = content('0');

    private static final Optional<String> HELD = Optional.of("e".repeat(64));

    private static Content content(char digit) {
        return new Content(String.valueOf(digit).repeat(64), "755", "0:0");
    }

    private static Ledger deploying(Ledger ledger, Content found, Content content, int round) {
        return ledger.deploying(PATH, Optional.of(found), content, round, TIME, List.of(SERVICE));
    }

    private static Ledger deployed(int rounds) {
        Ledger ledger = Ledger.EMPTY;
        Content found = STOCK;
        for (int round = 1; round <= rounds; round++) {
            Content next = content((char) ('0' + round));
            ledger = deploying(ledger, found, next, round).settled().restarted(List.of(SERVICE));
            found = next;
        }
        return ledger;
    }

    private static Entry entry(Ledger ledger) {
        return ledger.entry(PATH).orElseThrow();
    }

    @Test
    void theFirstFileThatIsReplacedIsTheOriginal() {
        Ledger ledger = deployed(2);

        assertThat(entry(ledger).original()).contains(STOCK);
        assertThat(entry(ledger).current()).contains(content('2'));
        assertThat(entry(ledger).round()).isEqualTo(OptionalInt.of(2));
        assertThat(entry(ledger).previous()).contains(content('1'));
        assertThat(ledger.round()).isEqualTo(2);
    }

    @Test
    void aSwapThatWasCutOffIsSettledByWhatIsThere() {
        Ledger begun = deploying(deployed(1), content('1'), content('2'), 2);

        Ledger done = begun.settled(Map.of(PATH, Optional.of(content('2').sha256())));
        assertThat(entry(done).current()).contains(content('2'));
        assertThat(done.restarts()).containsExactly(SERVICE);

        Ledger undone = begun.settled(Map.of(PATH, Optional.of(content('1').sha256())));
        assertThat(entry(undone).current()).contains(content('1'));
        assertThat(undone.restarts()).isEmpty();

        Ledger foreign = begun.settled(Map.of(PATH, Optional.of(content('f').sha256())));
        assertThat(entry(foreign).current()).contains(content('1'));
        assertThat(foreign.restarts()).isEmpty();
    }

    @Test
    void aRestartStaysOwedUntilItIsDone() {
        Ledger ledger = deploying(Ledger.EMPTY, STOCK, content('1'), 1).settled();
        assertThat(ledger.restarts()).containsExactly(SERVICE);
        assertThat(deploying(ledger, content('1'), content('2'), 2).restarts()).containsExactly(SERVICE);
        assertThat(ledger.restarted(List.of(SERVICE)).restarts()).isEmpty();
        assertThat(ledger.owing(List.of("microovn.chassis")).restarts()).containsExactly(SERVICE, "microovn.chassis");
    }

    @Test
    void anUndoGoesBackOneRoundAndWithholdsWhatItTookAway() {
        Ledger ledger = deployed(2).takingBack(PATH, false, HELD);
        assertThat(entry(ledger).awaited()).contains(content('1'));

        Entry undone = entry(ledger.settled());

        assertThat(undone.current()).contains(content('1'));
        assertThat(undone.round()).isEqualTo(OptionalInt.of(1));
        assertThat(undone.withheld()).isEqualTo(HELD);
    }

    @Test
    void aRestoreGoesBackToTheOriginal() {
        Entry restored = entry(deployed(3).takingBack(PATH, true, HELD).settled());

        assertThat(restored.deployed()).isFalse();
        assertThat(restored.current()).contains(STOCK);
        assertThat(restored.withheld()).isEqualTo(HELD);
    }

    @Test
    void aFileThatDidNotExistIsRemovedByARestore() {
        Ledger ledger = Ledger.EMPTY
                .deploying(PATH, Optional.empty(), content('1'), 1, TIME, List.of())
                .settled()
                .takingBack(PATH, true, HELD);

        assertThat(entry(ledger).awaited()).isEmpty();
        assertThat(entry(ledger.settled(Map.of(PATH, Optional.empty()))).deployed())
                .isFalse();
    }

    @Test
    void whatSomebodyElseHadPutThereIsWhatAnUndoPutsBack() {
        Ledger ledger = deploying(deployed(1), content('f'), content('2'), 2).settled();

        assertThat(entry(ledger).previous()).contains(content('f'));
        assertThat(entry(ledger).original()).contains(STOCK);
        assertThat(ledger.kept()).contains(content('f').sha256());
    }

    @Test
    void onlyTheLastVersionsAreKeptAndTheOriginalForEver() {
        Ledger ledger = deployed(9);

        assertThat(entry(ledger).versions())
                .extracting(version -> version.round())
                .containsExactly(6, 7, 8, 9);
        assertThat(ledger.kept()).hasSize(5).contains(STOCK.sha256());
    }

    @Test
    void theTextHasEverything() {
        Ledger ledger = deploying(deployed(2).takingBack(PATH, false, HELD).settled(), content('1'), content('3'), 3)
                .owing(List.of("microovn.chassis"))
                .owingHooks(List.of(PATH, "post_deploy"))
                .deploying("/new \"file\"", Optional.empty(), content('4'), 3, TIME, List.of());

        assertThat(LedgerText.read(LedgerText.of(ledger))).contains(ledger);
        assertThat(LedgerText.of(ledger)).doesNotContain("\n").startsWith("{\"format\":1,\"round\":3,");
        Ledger rebuilt = new Ledger(0, Map.of(), ledger.restarts(), true);
        assertThat(LedgerText.read(LedgerText.of(rebuilt))).contains(rebuilt);
    }

    @Test
    void aTextThatIsCutAnywhereIsDamaged() {
        String text = LedgerText.of(deploying(deployed(2), content('2'), content('3'), 3));
        for (int end = 0; end < text.length(); end++) {
            assertThat(LedgerText.read(text.substring(0, end))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{\"format\":2,\"round\":1,\"files\":{},\"restarts\":[]}",
                "{\"format\":1,\"round\":\"x\",\"files\":{},\"restarts\":[]}",
                "{\"format\":1,\"round\":1,\"files\":{\"/a\":{\"services\":[],\"versions\":[{\"sha256\":\"../x\",\"mode\":\"755\","
                        + "\"owner\":\"0:0\",\"round\":1,\"time\":\"2026-11-23T12:00:00Z\"}]}},\"restarts\":[]}"
            })
    void whatIsNotALedgerIsDamaged(String text) {
        assertThat(LedgerText.read(text)).isEmpty();
    }

    @Test
    void aConversionIsOwedOnceTheSchemaIsSwappedAndForNoOtherFile() {
        Content schema = new Content("a".repeat(64), "644", "0:0");
        Ledger begun = Ledger.EMPTY
                .withSchemas(List.of("/nb"))
                .deploying("/nb", Optional.empty(), schema, 1, Instant.EPOCH, List.of())
                .deploying("/northd", Optional.empty(), schema, 1, Instant.EPOCH, List.of());

        assertThat(begun.settled(Map.of("/northd", Optional.of(schema.sha256())))
                        .schemas()
                        .owed())
                .isEmpty();
        Ledger owing = begun.settled();
        assertThat(owing.schemas().owed()).containsExactly("/nb");
        assertThat(LedgerText.read(LedgerText.of(owing))).contains(owing);
        assertThat(owing.converted(List.of("/nb")).schemas()).isEqualTo(new Schemas(Set.of("/nb"), Set.of()));
    }
}
