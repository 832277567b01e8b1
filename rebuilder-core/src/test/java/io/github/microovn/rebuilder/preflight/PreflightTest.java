package io.github.microovn.rebuilder.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.microovn.rebuilder.change.ElfFile;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.testing.StubHost;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what hosts say. */
class PreflightTest {

    private static final String FIT = """
            machine x86_64
            tried here
            directory fit
            free 2000000
            version 24.03.2+snap1
            base core24
            glibc 2.39
            """;

    private static final Product NORTHD = product("northd/ovn-northd", "bin/ovn-northd", "x86_64");

    private static Product product(String name, String remotePath, String machine) {
        ElfFile elf = new ElfFile(machine, new TreeSet<>());
        return new Product(name, Optional.of(elf), 20_000_000, remotePath, "bin/.staged.rebuilder-1");
    }

    private static List<Check> everything(String output, Product... products) {
        return new Preflight(StubHost.saying(0, output, ""), "/root/snap").everything(List.of(products));
    }

    private static Check only(String name, List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Check found(String name, String output, Product... products) {
        return only(name, everything(output, products));
    }

    @Test
    void aHostThatIsFitIsFitInEveryRespect() {
        List<Check> checks =
                everything(FIT + "old 0 0 ovn-northd 24.03.2\nnew 0 0 .staged.rebuilder-1 24.03.90\n", NORTHD);

        assertThat(checks).extracting(Check::verdict).containsOnly(Verdict.OK);
        assertThat(checks).extracting(Check::advice).containsOnly("");
        assertThat(checks)
                .extracting(Check::name)
                .containsExactly(
                        "directory", "space", "snap", "plugs", "architecture", "libraries", "starts", "version");
        assertThat(only("starts", checks).what()).isEqualTo("northd/ovn-northd --version says: ovn-northd 24.03.90");
        assertThat(only("version", checks).what())
                .isEqualTo("northd/ovn-northd is OVN 24.03, the cluster's snap 24.03");
        assertThat(checks).noneMatch(Check::failed);
    }

    @Test
    void aMissingLibraryIsNamedWithTheBaseAndWhereToBuild() {
        List<Check> checks = everything(FIT + """
                lacks 0 libunbound.so.9 => not found
                lacks 0 /snap/x/.staged: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.43' not found (required by x)
                lacks 0 something else not found
                new 0 127 .staged: error while loading shared libraries: libunbound.so.9
                """, NORTHD);

        Check libraries = only("libraries", checks);
        assertThat(libraries.failed()).isTrue();
        assertThat(libraries.what())
                .isEqualTo(
                        "northd/ovn-northd needs libunbound.so.9, GLIBC_2.43 of libc.so.6, something else not found, "
                                + "which neither base core24 (glibc 2.39) nor the snap has");
        assertThat(libraries.advice())
                .isEqualTo("build it on Ubuntu 24.04, for instance in a container with the source directory as a disk");
        assertThat(checks).extracting(Check::name).doesNotContain("starts", "version");
    }

    @Test
    void ofAnotherBaseOnlyTheNameIsKnown() {
        assertThat(found("libraries", "base core\nlacks 0 a.so => not found\nnew 0 127 x\n", NORTHD)
                        .advice())
                .startsWith("build it on the system that base core is made of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "124 | WARN | northd/ovn-northd --version did not end within 10 s",
                "134 Aborted | FAIL | northd/ovn-northd --version was killed by signal 6: Aborted",
                "139 | FAIL | northd/ovn-northd --version was killed by signal 11",
                "126 cannot execute | FAIL | northd/ovn-northd does not start: cannot execute",
                "2 usage | WARN | northd/ovn-northd --version ended with exit code 2: usage"
            })
    void saysHowAProgramFails(String said, Verdict verdict, String what) {
        Check starts = found("starts", FIT + "new 0 " + said + "\n", NORTHD);

        assertThat(starts.verdict()).isEqualTo(verdict);
        assertThat(starts.what()).isEqualTo(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26.03.0 | WARN | northd/ovn-northd is OVN 26.03, the cluster's snap 24.03",
                "22.03.0 | WARN | northd/ovn-northd is OVN 22.03, the cluster's snap 24.03",
                "26.09.0 | FAIL | northd/ovn-northd is OVN 26.09, the cluster's snap 24.03: more than one long-term "
                        + "release apart"
            })
    void releasesThatAreTooFarApartDoNotWorkTogether(String version, Verdict verdict, String what) {
        Check check = found("version", FIT + "new 0 0 ovn-northd " + version + "\n", NORTHD);

        assertThat(check.verdict()).isEqualTo(verdict);
        assertThat(check.what()).isEqualTo(what);
        assertThat(check.advice()).endsWith("check out branch-24.03");
    }

    @Test
    void aDatabaseServerAcrossABorderIsAWarning() {
        Product server = product("ovs/ovsdb/ovsdb-server", "bin/ovsdb-server", "x86_64");
        String output = FIT + "old 0 0 ovsdb-server (Open vSwitch) %s\nnew 0 0 ovsdb-server (Open vSwitch) %s\n";

        assertThat(found("version", output.formatted("3.1.0", "3.7.90"), server).what())
                .isEqualTo("ovs/ovsdb/ovsdb-server is Open vSwitch 3.7, the host has 3.1: from 3.2 on servers write "
                        + "databases that older ones cannot read");
        assertThat(found("version", output.formatted("2.17.1", "2.13.0"), server)
                        .what())
                .contains("from 2.15 on");
        assertThat(everything(output.formatted("3.3.0", "3.7.90"), server))
                .extracting(Check::name)
                .doesNotContain("version");
    }

    @Test
    void aProgramForAnotherMachineFails() {
        Check check = found("architecture", FIT, product("a", "bin/a", "aarch64"));

        assertThat(check.failed()).isTrue();
        assertThat(check.what()).isEqualTo("a is a program for aarch64, the host is x86_64");
        assertThat(check.advice()).isEqualTo("build it for x86_64");
    }

    @Test
    void whatIsNoProgramIsNotTried() {
        Product schema = new Product("ovn-nb.ovsschema", Optional.empty(), 100, "share/ovn/ovn-nb.ovsschema", "");

        assertThat(everything(FIT, schema))
                .extracting(Check::name)
                .containsExactly("directory", "space", "snap", "plugs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "missing | '/root/snap' does not exist",
                "file | '/root/snap' is not a directory",
                "readonly | not writable: '/root/snap'",
                "fit/readonly bin/readonly share/ovn | not writable: '/root/snap/bin', '/root/snap/share/ovn'",
                "strange | '/root/snap' cannot be looked at"
            })
    void aDirectoryThatIsNotFitFails(String found, String what) {
        Check check = found("directory", "directory " + found.replaceAll("/(?=read)", "\n") + "\n");

        assertThat(check.failed()).isTrue();
        assertThat(check.what()).isEqualTo(what);
    }

    @Test
    void thereMustBeSpaceForTwiceWhatIsDeployed() {
        Check check = found("space", "free 39000\n", NORTHD);

        assertThat(check.failed()).isTrue();
        assertThat(check.what()).isEqualTo("'/root/snap' has 39000 KiB, twice what is deployed are 39064 KiB");
        assertThat(found("space", "free 39064\n", NORTHD).verdict()).isEqualTo(Verdict.OK);
        assertThat(found("space", "free much\n", NORTHD).verdict()).isEqualTo(Verdict.WARN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tried elsewhere /srv/a b | snap microovn is tried from '/srv/a b': what is deployed to '/root/snap' does "
                        + "not run",
                "tried no | snap microovn is installed, not tried from a directory: what is deployed does not run",
                "tried nothing | there is no snap microovn"
            })
    void aSnapThatIsNotTriedFromThereRunsNothingThatIsDeployed(String found, String what) {
        Check check = found("snap", found + "\n");

        assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check.what()).isEqualTo(what);
        assertThat(check.advice()).isNotEmpty();
    }

    @Test
    void plugsThatAreNotConnectedAreAWarning() {
        Check check = found("plugs", FIT + "plug network-control\nplug kernel-module-observe\nplug system-trace\n");

        assertThat(check.verdict()).isEqualTo(Verdict.WARN);
        assertThat(check.what()).isEqualTo("not connected: network-control, system-trace");
        assertThat(check.advice())
                .isEqualTo("run 'snap connect microovn:network-control; snap connect microovn:system-trace' on stub, "
                        + "then 'snap restart microovn.daemon'");
    }

    @Test
    void aSnapThatDoesNotRunMeansThatNothingCanBeTried() {
        Check check = found("environment", "outside error: cannot find app\n", NORTHD);

        assertThat(check.verdict()).isEqualTo(Verdict.WARN);
        assertThat(check.what()).isEqualTo("programs cannot be tried: error: cannot find app");
    }

    @Test
    void whatIsWellIsSaidOnceForAllPrograms() {
        Product ctl = product("utilities/ovn-nbctl", "bin/ovn-nbctl", "x86_64");
        Product trace = product("utilities/ovn-trace", "bin/ovn-trace", "x86_64");
        String said = "new 0 0 ovn-northd 24.03.90\nnew 1 0 ovn-nbctl 24.03.90\nnew 2 1 no\n";

        List<Check> checks = everything(FIT + said, NORTHD, ctl, trace);

        assertThat(checks)
                .extracting(Check::name, Check::target, Check::what)
                .endsWith(
                        tuple("architecture", "", "3 programs are for x86_64"),
                        tuple("libraries", "", "3 programs find all of their libraries in the snap"),
                        tuple("starts", "", "2 programs start and say their version"),
                        tuple(
                                "starts",
                                "utilities/ovn-trace",
                                "utilities/ovn-trace --version ended with exit code 1: no"),
                        tuple("version", "", "2 programs are OVN 24.03, the cluster's snap 24.03"));
    }

    @Test
    void whatIsNoProgramDoesNotTakeTheNameOfOne() {
        Product script = new Product("northd/ovn-northd", Optional.empty(), 100, "bin/ovn-northd", "");

        Check check = found("product", FIT + "old 0 0 ovn-northd 24.03.2\n", script);

        assertThat(check.failed()).isTrue();
        assertThat(check.what())
                .isEqualTo("northd/ovn-northd is no program (ELF), but the file that it replaces is one");
    }

    @Test
    void onlyStagedProgramsAreTriedAgain() {
        StubHost host = StubHost.saying(0, "base core24\nnew 0 0 ovn-northd 24.03.1\n", "");

        assertThat(new Preflight(host, "/root/snap").staged(List.of(NORTHD)))
                .extracting(Check::name)
                .containsExactly("libraries", "starts");
        assertThat(host.commands().get(0).arguments())
                .contains("bin/.staged.rebuilder-1")
                .contains("");
    }

    @Test
    void aHostThatCannotLookIsAFailedStep() {
        Preflight broken = new Preflight(StubHost.saying(127, "", "sh: not found\n"), "/");

        assertThatThrownBy(() -> broken.everything(List.of()))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason()).isEqualTo("cannot look at the host: sh: not found"));
    }
}
