package io.github.microovn.lxd.guide;

import io.github.microovn.lxd.EventSubscription;
import io.github.microovn.lxd.ExecProcess;
import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.InstanceWaits;
import io.github.microovn.lxd.InteractiveProcess;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.LxdClientBuilder;
import io.github.microovn.lxd.RawAnswer;
import io.github.microovn.lxd.RawRequest;
import io.github.microovn.lxd.SftpSession;
import io.github.microovn.lxd.TrustToken;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TerminalSize;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TreeResult;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.Resync;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The examples of the guide, which {@link GuideTest} runs; the guide has them word for word. */
final class Examples {

    private Examples() {}

    static String run(LxdClient lxd) {
        ExecResult result = lxd.instance("c1").run("cat", "/etc/hostname");
        return result.stdout();
    }

    static ExecResult runWithInput(LxdClient lxd) {
        ExecRequest request = ExecRequest.of("sh", "-c", "cat; echo \"$GREETING\" >&2; exit 3")
                .withStdin("from here\n")
                .withEnvironment("GREETING", "hello")
                .withDirectory("/root")
                .withTimeout(Duration.ofSeconds(30));
        return lxd.instance("c1").run(request);
    }

    static String firstLine(LxdClient lxd) throws IOException {
        ExecRequest follow = ExecRequest.of("tail", "-f", "/var/log/ovn.log");
        try (ExecProcess process = lxd.instance("c1").exec(follow);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            process.signal(15);
            process.waitFor(Duration.ofSeconds(10));
            return line;
        }
    }

    static String onTerminal(LxdClient lxd) throws IOException {
        ExecRequest request = ExecRequest.of("sh", "-c", "stty size; sleep 0.5").withEnvironment("TERM", "xterm");
        try (InteractiveProcess process = lxd.instance("c1").execInteractive(request, new TerminalSize(120, 40))) {
            String shown = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            return shown.strip() + ", exit code " + process.waitFor(Duration.ofSeconds(10));
        }
    }

    static void replace(LxdClient lxd, Path binary) {
        lxd.instance("c1")
                .files()
                .pushAtomically(
                        FileContent.of(binary),
                        "/usr/bin/ovn-northd",
                        FileAttributes.mode(0755),
                        (sent, total) -> System.out.printf("%d of %d bytes%n", sent, total));
    }

    static TreeResult copyTree(LxdClient lxd, Path build) {
        TransferOptions options = TransferOptions.defaults().withOwner(0, 0);
        return lxd.instance("c1").files().pushTree(build, "/opt/ovn", options);
    }

    static List<String> links(LxdClient lxd) {
        try (SftpSession session = lxd.instance("c1").files().sftp()) {
            return session.list("/opt/ovn/bin").stream()
                    .filter(file -> file.type() == FileType.SYMLINK)
                    .map(link -> link.path() + " -> " + session.readLink(link.path()))
                    .toList();
        }
    }

    static String awaitService(LxdClient lxd) {
        Instance c1 = lxd.instance("c1");
        c1.ensureRunning(Duration.ofMinutes(1));
        InstanceWaits await = c1.await();
        await.systemd(Duration.ofMinutes(2));
        await.port(6641, Duration.ofMinutes(1));
        await.until("answers", it -> it.run("true").isSuccess(), Duration.ofMinutes(1));
        return await.address(AddressFamily.INET, Duration.ofMinutes(1)).address();
    }

    static String hear(LxdClient lxd) {
        try (EventSubscription events = lxd.events().subscribe(EventFilter.ofTypes(EventFilter.LIFECYCLE))) {
            lxd.instance("c1").changeState(StateChange.freeze());
            LxdEvent event = events.next(Duration.ofSeconds(10)).orElseThrow();
            if (event instanceof LifecycleEvent happened) {
                return happened.action() + " " + happened.source();
            }
            return event instanceof Resync gap ? "look again: " + gap.reason() : "something else";
        }
    }

    static boolean redeem(String token, LxdClientBuilder settings) {
        try (LxdClient lab = TrustToken.parse(token).redeem("lab", settings)) {
            return lab.server().auth().equals("trusted");
        }
    }

    static String raw(LxdClient lxd) {
        if (!lxd.server().supports("instances_state_total")) {
            return "older than LXD 5.21";
        }
        RawAnswer answer = lxd.raw().send(RawRequest.of("GET", "/1.0/instances/c1/state"));
        return answer.json();
    }

    static String explain(Instance instance) {
        try {
            instance.start();
            return "started";
        } catch (LxdApiException e) {
            return e.isNotFound() ? "no such instance" : "refused: " + e.daemonMessage();
        } catch (LxdTimeoutException e) {
            return "still busy after " + e.deadline();
        } catch (LxdConnectionException e) {
            return "no daemon: " + e.getMessage();
        } catch (LxdException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static String harness() {
        try (EmbeddedLxd server = EmbeddedLxd.start()) {
            EmbeddedInstance c1 = server.addInstance("c1").withFile("/etc/motd", "as it was");
            server.faults().on("POST", "/1.0/instances/c1/files").dropAfter(1024);

            try (LxdClient lxd = LxdClient.builder().socket(server.socket()).connect()) {
                byte[] large = new byte[100_000];
                lxd.instance("c1").files().push(FileContent.of(large), "/tmp/large", FileAttributes.mode(0644));
                return "pushed";
            } catch (LxdException e) {
                return c1.status() + ", " + server.requests().size() + " requests, " + e.getMessage();
            }
        }
    }

    static ExecResult script() {
        try (EmbeddedLxd server = EmbeddedLxd.start()) {
            EmbeddedInstance c1 = server.addInstance("c1");
            c1.commands().on("ovn-sbctl", "show").answers(1, "", "database connection failed\n");
            try (LxdClient lxd = LxdClient.builder().socket(server.socket()).connect()) {
                return lxd.instance("c1").run("ovn-sbctl", "show");
            }
        }
    }
}
