package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConditionException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.SystemdState;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.network.NetworkInfo;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes to a system that boots, on a real LXD: it needs a kernel. */
@RealLxd
class InstanceWaitsIT {
    private static final Duration MINUTES = Duration.ofMinutes(3);
    private static final String LISTEN =
            "systemd-run --quiet --unit=it-listen systemd-socket-activate -l 0.0.0.0:12345 /bin/cat";

    private final LxdClient client =
            LxdClient.builder().socket(RealLxdSocket.path()).connect();
    private final Instance instance = client.instance(RealLxdSocket.newInstanceName());

    @AfterEach
    void remove() {
        try (client) {
            instance.ensureAbsent(MINUTES);
        }
    }

    private Optional<String> bridge() {
        return client.networks().list().stream()
                .filter(network -> network.managed() && network.type().equals("bridge"))
                .filter(network ->
                        !network.config().getOrDefault("ipv4.address", "none").equals("none"))
                .map(NetworkInfo::name)
                .findFirst();
    }

    @Test
    void aSystemBootsGetsAnAddressAndListens() {
        Optional<String> bridge = bridge();
        assumeThat(bridge).as("a bridge that gives addresses").isPresent();
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        client.instances()
                .create(InstanceSpec.of(instance.name(), RealLxdSocket.IMAGE)
                        .withConfig("security.nesting", "true")
                        .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool))
                        .withDevice("eth0", Map.of("type", "nic", "name", "eth0", "network", bridge.orElseThrow())));
        instance.ensureRunning(MINUTES);
        InstanceWaits await = instance.await();

        String address = await.address(AddressFamily.INET, MINUTES).address();
        assertThat(await.systemd(MINUTES)).isIn(SystemdState.RUNNING, SystemdState.DEGRADED);
        assertThat(await.address(AddressFamily.INET, "eth0", MINUTES).address()).isEqualTo(address);
        await.agent(MINUTES);
        assertThatThrownBy(() -> await.cloudInit(MINUTES)).isInstanceOf(LxdConditionException.class);
        assertThatThrownBy(() -> await.port(12345, Duration.ofSeconds(1))).isInstanceOf(LxdTimeoutException.class);
        assertThat(instance.run(LISTEN.split(" ")).stderr()).isEmpty();
        await.port(12345, MINUTES);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> await.port(1, MINUTES)).isInstanceOf(LxdCancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        instance.ensureStopped(Duration.ofSeconds(20));
    }

    /** The daemon leaves who does not answer its pings for thirty seconds. */
    @Test
    void aListenerIsHeardForLongerThanTheDaemonWaitsForSilentOnes() {
        try (EventSubscription subscription = client.events().subscribe(EventFilter.ofTypes(EventFilter.LIFECYCLE))) {
            long end = System.nanoTime() + Duration.ofSeconds(33).toNanos();
            List<LxdEvent> heard = new ArrayList<>();
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                subscription.next(Duration.ofNanos(left)).ifPresent(heard::add);
            }
            assertThat(heard).allMatch(LifecycleEvent.class::isInstance);
            String pool = System.getenv().getOrDefault("LAB_POOL", "default");
            client.instances()
                    .create(InstanceSpec.of(instance.name(), RealLxdSocket.IMAGE)
                            .withDevice("root", Map.of("type", "disk", "path", "/", "pool", pool)));

            while (heard.stream().noneMatch(event -> event.toString().contains(instance.name()))) {
                heard.add(subscription.next(MINUTES).orElseThrow());
            }
            assertThat(heard).allMatch(LifecycleEvent.class::isInstance);
        }
    }
}
