package io.github.microovn.lxd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.InteractiveProcess;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RealLxd
class RealLxdContractIT extends LxdContract {
    private static final String DEVICES = "{\"root\":{\"path\":\"/\",\"type\":\"disk\",\"pool\":\""
            + System.getenv().getOrDefault("LAB_POOL", "default") + "\"}}";

    private final Probe lxd = new Probe(RealLxdSocket.path());
    private final String instance = RealLxdSocket.newInstanceName();

    @BeforeAll
    void launch() throws IOException {
        lxd.succeed(lxd.send(
                "POST",
                "/1.0/instances",
                "{\"name\":\"" + instance + "\",\"devices\":" + DEVICES + ",\"source\":{\"type\":\"image\",\"alias\":\""
                        + RealLxdSocket.IMAGE + "\"}}"));
        lxd.succeed(change("start"));
    }

    @AfterAll
    void remove() throws IOException {
        if (lxd.get("/1.0/instances/" + instance).status() == 200) {
            lxd.await(change("stop")); // it may be stopped already
            lxd.succeed(lxd.request("DELETE", "/1.0/instances/" + instance));
        }
    }

    private RawHttp.Answer change(String action) throws IOException {
        return lxd.send(
                "PUT",
                "/1.0/instances/" + instance + "/state",
                "{\"action\":\"" + action + "\",\"timeout\":30,\"force\":true}");
    }

    @Override
    public Probe lxd() {
        return lxd;
    }

    @Override
    public Probe impatient() {
        return lxd;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String devices() {
        return DEVICES;
    }

    @Override
    public void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis()); // the daemon has no other clock
    }

    @Override
    public String goodProgram(String says) {
        // Not exec: a shell keeps its script open, and so tells which one it is.
        return "#!/bin/sh\necho " + says + "\nsleep 100000\n";
    }

    @Override
    public String runningSha256() {
        String script = "sha256sum < /proc/$(systemctl show --value -p MainPID snap.it.main.service)/fd/10";
        String sum = it().run("sh", "-c", script).stdout();
        return sum.isEmpty() ? "" : sum.substring(0, 64);
    }

    @Override
    public void printOnConsole(String line) {
        it().runDetached(ExecRequest.of("sh", "-c", "echo \"$1\" > /dev/console", "sh", line));
    }

    @Test
    void aTerminalIsOneEchoesAndInterrupts() throws IOException {
        ExecRequest request = ExecRequest.of("sh", "-c", "tty; read -r line; exec sleep 30");
        try (InteractiveProcess process = it().execInteractive(request, TerminalSize.STANDARD);
                BufferedReader output = new BufferedReader(new InputStreamReader(process.output(), UTF_8))) {
            assertThat(output.readLine()).startsWith("/dev/pts/");
            process.input().write("x\n".getBytes(UTF_8));
            assertThat(output.readLine()).isEqualTo("x");

            process.input().write(3);

            assertThat(process.waitFor(Duration.ofSeconds(20))).isEqualTo(130);
        }
    }
}
