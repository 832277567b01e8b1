package io.github.microovn.lxd.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.LxdClientBuilder;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.TreeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's examples do what it says, and are those that are compiled. */
class GuideTest {
    private static final Path GUIDE = Path.of("README.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/github/microovn/lxd/guide/Examples.java");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```\n");
    private static final Pattern METHOD = Pattern.compile("(?ms)^    static (.*?)^    }$");

    @TempDir
    Path directory;

    private EmbeddedLxd server;
    private EmbeddedInstance c1;
    private LxdClient lxd;

    @BeforeEach
    void start() {
        server = EmbeddedLxd.start();
        c1 = server.addInstance("c1");
        lxd = LxdClient.builder().socket(server.socket()).connect();
    }

    @AfterEach
    void stop() {
        lxd.close();
        server.close();
    }

    @Test
    void aCommandOnATerminalSeesItsSize() throws IOException {
        assertThat(Examples.onTerminal(lxd)).isEqualTo("40 120, exit code 0");
    }

    @Test
    void theGuideHasEveryExampleAsItIsCompiled() throws IOException {
        List<String> compiled = METHOD.matcher(Files.readString(EXAMPLES, UTF_8))
                .results()
                .map(found -> found.group().substring("    static ".length()).replace("\n    ", "\n"))
                .toList();

        List<String> shown = BLOCK.matcher(Files.readString(GUIDE, UTF_8))
                .results()
                .map(found -> found.group(1).strip())
                .toList();

        assertThat(shown).hasSizeGreaterThanOrEqualTo(10).containsExactlyElementsOf(compiled);
    }

    @Test
    void everyExampleIsRun() throws IOException {
        String self = Files.readString(EXAMPLES.resolveSibling("GuideTest.java"), UTF_8);

        assertThat(Arrays.stream(Examples.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(method -> "Examples." + method.getName() + "("))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(self).contains(call));
    }

    @Test
    void aCommandIsOneLine() {
        c1.withFile("/etc/hostname", "c1\n");

        assertThat(Examples.run(lxd)).isEqualTo("c1\n");
    }

    @Test
    void aCommandGetsInputAndEnvironment() throws IOException {
        Files.createDirectories(c1.file("/root"));

        ExecResult result = Examples.runWithInput(lxd);

        assertThat(result.stdout()).isEqualTo("from here\n");
        assertThat(result.stderr()).isEqualTo("hello\n");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void outputIsReadWhileTheCommandRuns() throws IOException {
        c1.withFile("/var/log/ovn.log", "started\nconnected\n");

        assertThat(Examples.firstLine(lxd)).isEqualTo("started");
    }

    @Test
    void aFileIsReplacedInOneStep() throws IOException {
        c1.withFile("/usr/bin/ovn-northd", "old");
        Path binary = Files.writeString(directory.resolve("ovn-northd"), "new");

        Examples.replace(lxd, binary);

        assertThat(c1.file("/usr/bin/ovn-northd")).hasContent("new").isExecutable();
        assertThat(c1.file("/usr/bin")).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void aTreeIsCopiedAndLookedAt() throws IOException {
        Files.createDirectories(c1.file("/opt"));
        Path build = directory.resolve("build");
        Files.createDirectories(build.resolve("bin"));
        Files.writeString(build.resolve("small"), "1");
        Files.writeString(build.resolve("large"), "1234");
        Files.createSymbolicLink(build.resolve("bin/link"), Path.of("../small"));

        TreeResult result = Examples.copyTree(lxd, build);

        assertThat(result.files()).isEqualTo(2);
        assertThat(result.links()).isEqualTo(1);
        assertThat(Examples.links(lxd)).containsExactly("/opt/ovn/bin/link -> ../small");
    }

    @Test
    void aServiceIsWaitedFor() {
        String listening = "  0: 00000000:19F1 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1\n";
        c1.withFile("/proc/net/tcp", listening).withFile("/proc/net/tcp6", "");
        c1.withAddress("eth0", "10.0.0.1").stop();

        assertThat(Examples.awaitService(lxd)).isEqualTo("10.0.0.1");
    }

    @Test
    void whatHappensIsHeard() {
        assertThat(Examples.hear(lxd)).isEqualTo("instance-paused /1.0/instances/c1");
    }

    @Test
    void aHarnessScriptsCommands() {
        ExecResult result = Examples.script();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("database connection failed\n");
    }

    @Test
    void aTokenMakesAServerTrustThisClient() {
        LxdClientBuilder settings = LxdClient.builder().environment(Map.of("HOME", directory.toString()));

        assertThat(Examples.redeem(server.https().trustToken("ci"), settings)).isTrue();
    }

    @Test
    void whatIsNotTypedIsAskedFor() {
        assertThat(Examples.raw(lxd)).isEqualTo("older than LXD 5.21");
    }

    @Test
    void whatFailsIsExplained() {
        assertThat(Examples.explain(lxd.instance("c2"))).isEqualTo("no such instance");
        server.faults().on("PUT", "/1.0/instances/c1/state").error(403, "not now");
        assertThat(Examples.explain(lxd.instance("c1"))).isEqualTo("refused: not now");
    }

    @Test
    void aHarnessInjectsFaults() {
        assertThat(Examples.harness()).startsWith("Running, 2 requests, ").contains("connection lost");
    }
}
