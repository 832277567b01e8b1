package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.embedded.CommandAnswer;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConditionException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.CloudInitStatus;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.SystemdState;
import io.github.microovn.lxd.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceWaitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String LISTENERS = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100
               1: 0100007F:1F90 0100007F:1F91 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100
            """;

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance c1 = lxd.addInstance("c1");
    private final Http http = new Http(Transport.unix(lxd.socket()), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private final Api api = new Api(http, null, Duration.ofSeconds(10));
    private final FakeTime time = new FakeTime();
    private final InstanceWaits waits = waits("c1");

    private InstanceWaits waits(String name) {
        return new InstanceWaits(new Instance(api, name), Instances.family(api).item(name), time.waiter());
    }

    @AfterEach
    void stop() {
        http.close();
        lxd.close();
    }

    @Test
    void anAddressIsFoundWhenItIsThere() {
        c1.withAddress("eth0", "fe80::1").withAddress("eth1", "fd00::2");
        time.during(5, () -> c1.withAddress("eth1", "10.0.0.2").withAddress("eth0", "10.0.0.1"));

        assertThat(waits.address(AddressFamily.INET, MINUTE).address()).isEqualTo("10.0.0.1");
        assertThat(time.sleeps()).isEqualTo(5);
        assertThat(waits.address(AddressFamily.INET, "eth1", Duration.ZERO).address())
                .isEqualTo("10.0.0.2");
        assertThat(waits.address(AddressFamily.INET6, "eth1", Duration.ZERO))
                .isEqualTo(new InstanceState.Address("inet6", "fd00::2", "64", "global"));
    }

    @Test
    void aTimeoutSaysWhatWasSeenLast() {
        c1.withAddress("eth0", "fd00::1");
        time.during(3, c1::stop);

        LxdTimeoutException late =
                catchThrowableOfType(LxdTimeoutException.class, () -> waits.address(AddressFamily.INET, MINUTE));
        assertThat(late)
                .hasMessage("cannot wait until instance c1 has an IPv4 address: not done within 60 s; last seen: an"
                        + " instance that is stopped (GET /1.0/instances/c1/state)");
        c1.start();
        assertThatThrownBy(() -> waits.address(AddressFamily.INET, "eth1", MINUTE))
                .hasMessageContaining("has an IPv4 address on eth1")
                .hasMessageContaining("last seen: an instance that is running, eth0 with fd00::1 (global)");
    }

    @Test
    void pausesGrowToAQuarterOfASecond() {
        assertThatThrownBy(() -> waits.until("is somebody else", instance -> false, Duration.ofSeconds(10)))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("cannot wait until instance c1 is somebody else: not done within 10 s");

        assertThat(time.sleeps()).isBetween(40, 46);
    }

    @Test
    void anythingCanBeWaitedFor() {
        time.during(2, c1::freeze);
        InstanceState state = waits.state("is frozen", seen -> seen.status() == InstanceStatus.FROZEN, MINUTE);
        assertThat(state.status()).isEqualTo(InstanceStatus.FROZEN);
        time.during(4, c1::start);

        waits.until("takes commands", instance -> instance.run("true").isSuccess(), MINUTE);

        assertThat(c1.status()).isEqualTo("Running");
    }

    @Test
    void aDaemonThatStartsIsWaitedForAndAMissingInstanceIsNot() {
        lxd.faults().on("GET", "/1.0/instances/c1/state").times(3).unavailable();
        lxd.faults().on("GET", "/1.0/instances/c1/state").times(2).dropAfter(0);

        waits.agent(MINUTE);

        assertThat(time.sleeps()).isGreaterThanOrEqualTo(3);
        assertThatThrownBy(() -> waits("nobody").agent(MINUTE))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
    }

    @Test
    void aDaemonThatHangsDoesNotHoldUpTheEnd() {
        lxd.faults().on("GET", "/1.0/instances/c1/state").hang();

        assertThatThrownBy(() -> waits.agent(Duration.ZERO))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("not done within 0 s; last seen: cannot wait until instance c1 has an agent that"
                        + " answers: not done within 500 ms; LXD at");
    }

    @Test
    void anInterruptEndsTheWait() {
        time.during(2, () -> Thread.currentThread().interrupt());
        try {
            assertThatThrownBy(() -> waits.address(AddressFamily.INET, MINUTE))
                    .isInstanceOf(LxdCancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Has a command answer one after the other, the last one for ever. */
    private void script(List<CommandAnswer> answers, String... command) {
        Queue<CommandAnswer> left = new ArrayDeque<>(answers);
        c1.commands().on(command).answers(asked -> left.size() > 1 ? left.remove() : left.element());
    }

    @Test
    void systemdIsReadyWhenItHasBooted() {
        script(
                List.of(
                        new CommandAnswer(1, "", "Failed to connect to bus: No such file or directory\n"),
                        new CommandAnswer(1, "starting\n", ""),
                        CommandAnswer.success("running\n")),
                "systemctl",
                "is-system-running");

        assertThat(waits.systemd(MINUTE)).isEqualTo(SystemdState.RUNNING);
        assertThat(time.sleeps()).isEqualTo(2);
    }

    @Test
    void failedUnitsAreNoReasonToWait() {
        c1.commands().on("systemctl").answers(1, "degraded\n", "");

        assertThat(waits.systemd(Duration.ZERO)).isEqualTo(SystemdState.DEGRADED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|maintenance|last seen: systemd in maintenance mode",
                "127||last seen: an instance without systemctl"
            })
    void aSystemThatDoesNotBootIsNotWaitedFor(int code, String stdout, String seen) {
        c1.commands().on("systemctl").answers(code, stdout == null ? "" : stdout, "");

        LxdConditionException hopeless = catchThrowableOfType(LxdConditionException.class, () -> waits.systemd(MINUTE));

        assertThat(hopeless).hasMessageContaining("this cannot come any more; " + seen);
        assertThat("last seen: " + hopeless.lastSeen()).isEqualTo(seen);
    }

    @Test
    void aSystemThatIsSlowIsSaidToBe() {
        c1.commands().on("systemctl").times(2).answers(1, "", "no bus");
        assertThatThrownBy(() -> waits.systemd(Duration.ZERO))
                .hasMessageContaining("last seen: systemd that does not answer yet: no bus");

        c1.commands().on("systemctl").answers(1, "starting\n", "");
        assertThatThrownBy(() -> waits.systemd(SHORT)).hasMessageContaining("last seen: systemd that is starting");

        c1.stop();
        assertThatThrownBy(() -> waits.systemd(SHORT))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("Instance is not running");
    }

    @ParameterizedTest
    @CsvSource({"0,done,DONE", "2,done,DEGRADED", "0,disabled,DISABLED"})
    void cloudInitTellsHowItEnded(int code, String status, CloudInitStatus expected) {
        c1.commands().on("cloud-init", "status", "--wait").answers(code, "....\nstatus: " + status + "\n", "");

        assertThat(waits.cloudInit(MINUTE)).isEqualTo(expected);
    }

    @Test
    void cloudInitThatFailsIsAFailure() {
        c1.commands().on("cloud-init").answers(1, "\nstatus: error\ndetail:\nthe moon is full\n", "");
        assertThatThrownBy(() -> waits.cloudInit(SHORT))
                .isInstanceOf(LxdConditionException.class)
                .hasMessageContaining("cloud-init that has failed: status: error detail: the moon is full");

        c1.commands().on("cloud-init").answers(127, "", "");
        assertThatThrownBy(() -> waits.cloudInit(SHORT))
                .isInstanceOf(LxdConditionException.class)
                .hasMessageContaining("an instance without cloud-init");

        c1.commands().on("cloud-init").answers(1, "", "Traceback");
        assertThatThrownBy(() -> waits.cloudInit(SHORT))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("last seen: cloud-init that says: Traceback");
    }

    @Test
    void aPortIsOpenWhenSomebodyListens() {
        c1.withFile("/proc/net/tcp", "").withFile("/proc/net/tcp6", "");
        assertThatThrownBy(() -> waits.port(22, SHORT)).hasMessageContaining("last seen: nobody that listens");
        c1.withFile("/proc/net/tcp", LISTENERS);

        waits.port(22, Duration.ZERO);

        assertThatThrownBy(() -> waits.port(8080, SHORT))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("listens on port 8080")
                .hasMessageContaining("last seen: only listeners on [22]");
    }
}
