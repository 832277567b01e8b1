package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.testing.StubHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapServicesTest {

    @Test
    void asksForAllServicesInOneCommand() {
        assertThat(SnapServices.showCommand(List.of("microovn.chassis", "microovn.daemon")))
                .containsExactly(
                        "systemctl",
                        "show",
                        "-p",
                        "Id,LoadState,UnitFileState,ActiveState",
                        "snap.microovn.chassis.service",
                        "snap.microovn.daemon.service");
        assertThat(SnapServices.showCommand(List.of())).isEmpty();
    }

    @Test
    void readsStatesAsSystemdPrintsThem() {
        // systemd prints properties in its own order, whatever order they are asked in.
        Map<String, ServiceState> states =
                SnapServices.states(List.of("microovn.daemon", "microovn.chassis", "microovn.nope"), """
                Id=snap.microovn.chassis.service
                LoadState=loaded
                ActiveState=inactive
                UnitFileState=disabled

                Id=snap.microovn.daemon.service
                LoadState=loaded
                ActiveState=active
                UnitFileState=enabled

                Id=snap.microovn.nope.service
                LoadState=not-found
                ActiveState=inactive
                UnitFileState=
                """);

        assertThat(states.keySet()).containsExactly("microovn.daemon", "microovn.chassis", "microovn.nope");
        assertThat(states.get("microovn.daemon")).isEqualTo(new ServiceState(true, true, true));
        assertThat(states.get("microovn.chassis")).isEqualTo(new ServiceState(true, false, false));
        assertThat(states.get("microovn.nope")).isEqualTo(new ServiceState(false, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "loaded, enabled, active, true",
        "loaded, enabled, failed, true",
        "loaded, enabled, inactive, true",
        "loaded, enabled-runtime, inactive, true",
        "loaded, disabled, active, true",
        "loaded, disabled, activating, true",
        "loaded, disabled, reloading, true",
        "loaded, disabled, inactive, false",
        "loaded, disabled, failed, false",
        "loaded, static, inactive, false",
        "masked, masked, inactive, false",
        "masked, enabled, inactive, false"
    })
    void aServiceIsWantedWhereItIsEnabledOrActive(String load, String file, String active, boolean wanted) {
        String output =
                "Id=snap.a.b.service\nLoadState=" + load + "\nUnitFileState=" + file + "\nActiveState=" + active;

        assertThat(SnapServices.states(List.of("a.b"), output).values())
                .singleElement()
                .satisfies(state -> assertThat(state.wanted()).isEqualTo(wanted));
    }

    @ParameterizedTest
    @CsvSource({
        "simple, active, running",
        "notify, reloading, reload",
        "forking, activating, start",
        "oneshot, inactive, dead"
    })
    void aServiceThatIsUpAfterItsRestartIsFine(String type, String active, String sub) {
        StubHost host = StubHost.saying(0, shown(type, active, sub), "");

        assertThatCode(() -> new SnapServices(host).restart("microovn.chassis")).doesNotThrowAnyException();
        assertThat(host.commands().get(0).arguments()).last().isEqualTo("snap.microovn.chassis.service");
    }

    @ParameterizedTest
    @CsvSource({
        "simple, failed, failed, it is failed after its start",
        "simple, activating, auto-restart, it is activating after its start",
        "simple, inactive, dead, it is inactive after its start",
        "simple, deactivating, stop, it is deactivating after its start"
    })
    void aServiceThatIsNotUpAfterItsRestartHasFailed(String type, String active, String sub, String reason) {
        StubHost host = StubHost.saying(0, shown(type, active, sub), "");

        assertThatThrownBy(() -> new SnapServices(host).restart("microovn.chassis"))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo(reason + ", result exit-code; see 'snap logs microovn.chassis' there"));
    }

    @Test
    void aRestartThatSystemdRefusesHasFailedWithItsFirstLine() {
        StubHost host = StubHost.saying(1, "ActiveState=active\n", "Job for x failed.\nSee systemctl status.\n");

        assertThatThrownBy(() -> new SnapServices(host).restart("microovn.chassis"))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .isEqualTo("Job for x failed.; see 'snap logs microovn.chassis' there"));
    }

    private static String shown(String type, String active, String sub) {
        return "Type=" + type + "\nResult=exit-code\nActiveState=" + active + "\nSubState=" + sub + "\n";
    }
}
