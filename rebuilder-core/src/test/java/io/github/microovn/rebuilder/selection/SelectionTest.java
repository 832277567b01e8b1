package io.github.microovn.rebuilder.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.SelectionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final HostSpecs HOSTS = HostSpecs.parse(
                    List.of("lxd:movn1", "lxd:movn2", "lxd:lab:movn3?project=ovn", "ssh:root@lab9:2222", "local:"))
            .withGroups(Map.of(
                    "central", HostSpecs.parse(List.of("lxd:movn1,lxd:movn2")).hosts(),
                    "elsewhere", HostSpecs.parse(List.of("lxd:movn8")).hosts()));

    private static final List<Target> TARGETS = List.of(
            target("northd/ovn-northd"),
            target("./controller/ovn-controller"),
            target("utilities/ovn-nbctl"),
            target("utilities/ovn-sbctl"),
            target("ovn-nb.ovsschema"));

    private static Target target(String path) {
        return new Target(path, "bin/x", List.of(), OptionalInt.empty());
    }

    private static List<String> names(String joined) {
        return Arrays.asList(joined.split(";", -1));
    }

    private static List<String> hosts(String... limit) {
        List<HostSpec> rest = new ArrayList<>(HOSTS.hosts());
        rest.removeAll(Selection.of(HOSTS, List.of(limit), TARGETS, List.of()).hostsLeftOut());
        return rest.stream().map(HostSpec::address).toList();
    }

    private static List<String> targets(List<String> only) {
        return Selection.of(HOSTS, List.of(), TARGETS, only).of(TARGETS).stream()
                .map(Target::localPath)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "movn1, movn1",
        "lxd:movn1, movn1",
        "' lxd : movn1 ', movn1",
        "movn2;movn1;lxd:movn2, movn1;movn2",
        "central, movn1;movn2",
        "central;local:, movn1;movn2;localhost",
        "movn?, movn1;movn2",
        "*movn*, movn1;movn2;lab:movn3?project=ovn",
        "lxd:*, movn1;movn2;lab:movn3?project=ovn",
        "c*l, movn1;movn2",
        "lab:movn3?project=ovn, lab:movn3?project=ovn",
        "root@lab9:2222, root@lab9:2222",
    })
    void findsHostsByAddressSpecificationGroupAndWildcard(String limit, String expected) {
        assertThat(hosts(names(limit).toArray(String[]::new))).isEqualTo(names(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "northd/ovn-northd, northd/ovn-northd",
        "ovn-northd, northd/ovn-northd",
        "northd, northd/ovn-northd",
        "./northd//ovn-northd, northd/ovn-northd",
        "controller/ovn-controller, ./controller/ovn-controller",
        "utilities/, utilities/ovn-nbctl;utilities/ovn-sbctl",
        "ovn-?bctl, utilities/ovn-nbctl;utilities/ovn-sbctl",
        "*.ovsschema;northd, northd/ovn-northd;ovn-nb.ovsschema",
    })
    void findsTargetsByPathLastPartDirectoryAndWildcard(String only, String expected) {
        assertThat(targets(names(only))).isEqualTo(names(expected));
    }

    @Test
    void nothingIsLeftOutWhenNothingIsNamed() {
        assertThat(Selection.of(HOSTS, List.of(), TARGETS, List.of())).isEqualTo(Scope.EVERYTHING);
        assertThat(Scope.EVERYTHING.limited()).isFalse();
    }

    @Test
    void saysWhichNameFitsNothingAndWhatIsNearOrThere() {
        assertThatThrownBy(() -> hosts("movn1", "mvn2"))
                .isInstanceOf(SelectionException.class)
                .hasMessage("'mvn2' is neither a host nor a group; did you mean 'movn2'?");
        assertThatThrownBy(() -> hosts("xyz*"))
                .hasMessageStartingWith("'xyz*' is neither a host nor a group; there are: movn1, movn2,"
                        + " lab:movn3?project=ovn, root@lab9:2222, localhost, group ");
        assertThatThrownBy(() -> hosts("")).hasMessageStartingWith("'' is neither a host nor a group; there are: ");
        assertThatThrownBy(() -> targets(List.of("ovn-nothd")))
                .hasMessage("'ovn-nothd' is no target; did you mean 'ovn-northd'?");
        assertThatThrownBy(() -> hosts("elsewhere"))
                .hasMessageStartingWith("no host of the group 'elsewhere' is among the hosts: movn1, movn2, ");
    }

    @Test
    void doesNotListAHundredHosts() {
        HostSpecs many = HostSpecs.parse(
                IntStream.range(0, 100).mapToObj(i -> "lxd:node" + i).toList());

        assertThatThrownBy(() -> Selection.of(many, List.of("elephant"), TARGETS, List.of()))
                .hasMessageEndingWith("node10, node11 and 88 more");
    }
}
