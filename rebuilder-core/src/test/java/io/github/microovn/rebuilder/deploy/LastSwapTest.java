package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.ledger.LedgerText;
import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastSwapTest {

    private static final String NORTHD = "/root/squashfs-root/bin/ovn-northd";

    private final MicroOvnInstance movn = new MicroOvnInstance();

    @AfterEach
    void close() {
        movn.close();
    }

    private Optional<Instant> asked() {
        return new LastSwap().on(movn.host());
    }

    private void ledger(String text) {
        movn.instance().withFile("/var/lib/microovn-rebuilder/ledger.json", text + "\n");
    }

    @Test
    void isWhenAFileOfTheLedgerWasPutInPlaceByTheHostsClock() throws IOException {
        movn.instance().withFile(NORTHD, "new");
        Content content = new Content("0".repeat(64), "755", "0:0");
        Ledger ledger = Ledger.EMPTY
                .deploying(NORTHD, Optional.empty(), content, 1, Instant.EPOCH, List.of())
                .deploying("/nowhere", Optional.empty(), content, 1, Instant.EPOCH, List.of())
                .settled();
        ledger(LedgerText.of(ledger));

        FileTime changed = (FileTime) Files.getAttribute(movn.instance().file(NORTHD), "unix:ctime");
        assertThat(asked()).contains(Instant.ofEpochSecond(changed.toInstant().getEpochSecond()));
    }

    @Test
    void isUnknownWhereNothingWasDeployedOrNobodyCanTell() {
        assertThat(asked()).isEmpty();
        ledger(LedgerText.of(Ledger.EMPTY));
        assertThat(asked()).isEmpty();
        ledger("damaged");
        assertThat(asked()).isEmpty();
    }
}
