package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.InputStream;
import java.util.List;

/** The logs of an instance ({@code /1.0/instances/NAME/logs}). Thread-safe. */
public final class InstanceLogs {
    private final Family<?, ?> family;

    InstanceLogs(Item<?, ?> instance) {
        this.family = instance.family(Object.class, Record.class, Noun.of("log"), "logs");
    }

    /** {@return the names of the logs there are ({@code GET /1.0/instances/NAME/logs})} */
    public List<String> names() {
        return family.names(ListQuery.ALL);
    }

    /**
     * Opens a log for reading ({@code GET /1.0/instances/NAME/logs/LOG}).
     *
     * @param name its name, for example {@code lxc.log}
     * @return its bytes; to be closed
     */
    public InputStream open(String name) {
        return family.item(name).download(TransferProgress.NONE).open();
    }

    /**
     * Deletes a log ({@code DELETE /1.0/instances/NAME/logs/LOG}). Only recorded outputs of commands can be.
     *
     * @param name its name
     */
    public void delete(String name) {
        family.item(name).delete();
    }
}
