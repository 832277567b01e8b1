package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.testing.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FakeHostContractTest extends ConnectorContract {

    @TempDir
    private Path directory;

    private FakeHost host;

    @BeforeEach
    void open() throws IOException {
        host = new FakeHost("fake", directory);
        Files.createDirectories(host.file("/it"));
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected String remote() {
        return "/it";
    }
}
