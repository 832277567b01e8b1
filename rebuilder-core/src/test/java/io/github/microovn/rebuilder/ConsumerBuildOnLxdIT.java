package io.github.microovn.rebuilder;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.testing.ConsumerBuild;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test of {@link ConsumerBuildIT} runs on a real LXD without a change, with the lab's OVN. */
@RealLxd
class ConsumerBuildOnLxdIT {

    @Test
    void theSameTestDeploysToAClusterOnLxd(@TempDir Path directory) throws Exception {
        ConsumerBuild consumer = new ConsumerBuild(directory);
        Path ovn = consumer.withSource(Path.of("../lab/source"));
        ConsumerBuild.make(ovn);

        consumer.test(
                "-Dmicroovn.lxd=real",
                "-Dmicroovn.image=" + RealLxdSocket.IMAGE,
                "-Dmicroovn.network=" + environment("LAB_NET", "lxdbr0"),
                "-Dmicroovn.storage=" + environment("LAB_POOL", "default"),
                "-Dmicroovn.prefix=" + RealLxdSocket.newInstanceName() + "-",
                "-Dovn.source=" + ovn);
    }

    private static String environment(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
