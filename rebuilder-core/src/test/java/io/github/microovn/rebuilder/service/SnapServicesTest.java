package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;

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
}
