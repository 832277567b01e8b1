package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.AddressFamily;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which of many addresses is the one of an instance. */
class InstanceAddressesTest extends ScriptedTest {
    private static final String INSTANCE = """
            {"name":"c1","expanded_config":{"volatile.eth0.hwaddr":"00:16:3e:00:00:01"},
             "expanded_devices":{"root":{"type":"disk"},"eth0":{"type":"nic","network":"n"}},
             "state":{"status":"Running","processes":%d,"network":{%s}}}
            """;

    private InstanceWaits waits() {
        return client.instance("c1").await();
    }

    private static String network(String name, String hwaddr, String... addresses) {
        StringBuilder list = new StringBuilder();
        for (String address : addresses) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"family\":\"inet\",\"address\":\"")
                    .append(address)
                    .append("\",\"scope\":\"global\"}");
        }
        return "\"" + name + "\":{\"type\":\"broadcast\",\"hwaddr\":\"" + hwaddr + "\",\"addresses\":[" + list + "]}";
    }

    private void has(String... networks) {
        lxd.on("/1.0/instances/c1", INSTANCE.formatted(5, String.join(",", networks)));
    }

    @Test
    void aBridgeInAContainerIsNotItsDevice() {
        has(
                network("br-int", "00:16:3e:00:00:01", "10.9.9.9"),
                network("docker0", "02:42:00:00:00:01", "172.17.0.1"),
                network("eth0", "00:16:3e:00:00:01", "10.0.0.1", "10.0.0.2"));

        assertThat(waits().address(AddressFamily.INET, Duration.ZERO).address()).isEqualTo("10.0.0.1");
        assertThat(lxd.lastCall().query()).containsEntry("recursion", "1");
    }

    @Test
    void aBridgeAloneIsNotEnough() {
        has(network("docker0", "02:42:00:00:00:01", "172.17.0.1"), network("eth0", "00:16:3e:00:00:01"));

        assertThatThrownBy(() -> waits().address(AddressFamily.INET, Duration.ZERO))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("docker0 with 172.17.0.1 (global); eth0 with no address");
    }

    @Test
    void aVirtualMachineNamesItsDevicesItself() {
        has(network("docker0", "02:42:00:00:00:01", "172.17.0.1"), network("enp5s0", "00:16:3e:00:00:01", "10.0.0.1"));

        assertThat(waits().address(AddressFamily.INET, Duration.ZERO).address()).isEqualTo("10.0.0.1");
    }

    @Test
    void anAgentAnswersWhenProcessesAreCounted() {
        lxd.on("/1.0/instances/c1/state", "{\"status\":\"Running\",\"processes\":-1}");
        assertThatThrownBy(() -> waits().agent(Duration.ZERO))
                .hasMessageContaining("an instance that is running, processes: -1");

        lxd.on("/1.0/instances/c1/state", "{\"status\":\"Running\",\"processes\":17}");
        waits().agent(Duration.ZERO);
    }
}
