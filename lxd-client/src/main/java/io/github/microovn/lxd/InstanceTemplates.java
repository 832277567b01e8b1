package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.transfer.Export;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.InputStream;
import java.util.List;

/**
 * The templates of files that the daemon writes into an instance ({@code /1.0/instances/NAME/metadata/templates}). When it
 * does is part of {@link Instance#metadata()}. Thread-safe.
 */
public final class InstanceTemplates {
    private final Item<?, ?> instance;

    InstanceTemplates(Item<?, ?> instance) {
        this.instance = instance;
    }

    /** {@return the names of all templates ({@code GET /1.0/instances/NAME/metadata/templates})} */
    public List<String> names() {
        return instance.api().list(request("GET", "list the templates of " + instance.called()), String.class);
    }

    /**
     * Opens a template for reading ({@code GET /1.0/instances/NAME/metadata/templates?path=TEMPLATE}).
     *
     * @param name its name, for example {@code hostname.tpl}
     * @return its bytes; to be closed
     */
    public InputStream open(String name) {
        HttpRequest request = request("GET", "read", name);
        return new Export(instance.api().http(), request, TransferProgress.NONE).open();
    }

    /**
     * Writes a template, replacing one that is there ({@code POST /1.0/instances/NAME/metadata/templates?path=TEMPLATE}).
     *
     * @param name its name
     * @param content what to write
     */
    public void write(String name, FileContent content) {
        HttpRequest request = request("POST", "write", name);
        instance.api().change(request.withContent(content, name, TransferProgress.NONE));
    }

    /**
     * Deletes a template ({@code DELETE /1.0/instances/NAME/metadata/templates?path=TEMPLATE}).
     *
     * @param name its name
     */
    public void delete(String name) {
        instance.api().change(request("DELETE", "delete", name));
    }

    private HttpRequest request(String method, String verb, String name) {
        return request(method, verb + " template " + name + " of " + instance.called())
                .withQuery("path", name);
    }

    private HttpRequest request(String method, String action) {
        return instance.request(method, action, "metadata", "templates");
    }
}
