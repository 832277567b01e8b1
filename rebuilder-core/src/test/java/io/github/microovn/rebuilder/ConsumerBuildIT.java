package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.testing.ConsumerBuild;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's project has rebuilder-core as a dependency, and its test a cluster. */
class ConsumerBuildIT {

    @Test
    void aTestOfAnotherProjectDeploysToAClusterInItsOwnProcess(@TempDir Path directory) throws Exception {
        ConsumerBuild consumer = new ConsumerBuild(directory);
        ConsumerBuild.make(consumer.ovn());

        consumer.test();
    }
}
