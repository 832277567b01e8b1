package io.github.microovn.rebuilder.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cluster.StatusText.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void membersAreReadWithTheirServices() {
        String status = """
                MicroOVN deployment summary:
                - movn1 (10.75.224.44)
                  Services: central, chassis, switch
                - movn4 (fd42::4)
                  Services: chassis, switch
                OVN Database summary:
                OVN Northbound: OK (7.3.0)
                OVN Southbound: OK (20.33.0)
                """;

        assertThat(StatusText.members(status))
                .containsExactly(
                        new Member("movn1", "10.75.224.44", List.of("central", "chassis", "switch")),
                        new Member("movn4", "fd42::4", List.of("chassis", "switch")));
        assertThat(StatusText.members(status).stream().map(Member::central)).containsExactly(true, false);
    }

    @Test
    void whatIsNoStatusHasNoMembers() {
        assertThat(StatusText.members("Error: failed listing services: Database is not yet initialized\n"))
                .isEmpty();
    }
}
