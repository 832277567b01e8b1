package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path CONSUMER = Path.of("src/it/consumer/src/test/java/example/RedeployTest.java");

    @Test
    void showsTheTestThatTheConsumerBuildRuns() throws IOException {
        String source = Files.readString(CONSUMER);

        assertThat(source.lines()).hasSizeLessThan(40);
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + source + "```\n");
    }
}
