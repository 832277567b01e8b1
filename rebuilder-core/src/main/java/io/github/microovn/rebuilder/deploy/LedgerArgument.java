package io.github.microovn.rebuilder.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.ledger.LedgerText;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ledger as an argument of a script that records it. */
final class LedgerArgument {

    /** Linux takes 128 KiB for an argument, and a login shell by SSH that much for a whole command. */
    private static final int LONGEST = 40 * 1024;

    private static final int PERMISSIONS = 0644;

    private LedgerArgument() {}

    /**
     * Its text; where that is too long, {@code @} and the name of a file beside the ledger that has it, which is put there now.
     *
     * @param name tells such files of a call apart
     */
    static String of(Ledger ledger, Host host, Lease lease, String name) {
        byte[] text = (LedgerText.of(ledger) + "\n").getBytes(UTF_8);
        if (text.length <= LONGEST) {
            return new String(text, 0, text.length - 1, UTF_8);
        }
        String file = ".ledger." + lease.id() + "." + name;
        try {
            Path local = Files.createTempFile("microovn-rebuilder-ledger-", ".json");
            try {
                Files.write(local, text);
                host.put(local, HostScripts.HOME + "/" + file, PERMISSIONS);
            } finally {
                Files.delete(local);
            }
        } catch (IOException e) {
            String reason = "cannot write a temporary file: " + IoReason.of(e);
            throw new HostStepException(host.name(), Step.UPLOAD, reason, e);
        }
        return "@" + file;
    }
}
