package io.github.microovn.rebuilder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.microovn.lxd.testing.HouseRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = HouseRules.mainClassesOf(Rebuilder.class);

    @Test
    void packagesDoNotDependOnEachOtherInACircle() {
        HouseRules.noPackageCycles().check(MAIN);
    }

    @Test
    void publicTypesNameNoLibraryAndNoInternalType() {
        HouseRules.publicTypesNameNoHiddenType().check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        HouseRules.everyPackageIsNullMarked().check(MAIN);
    }

    @Test
    void thereIsNoStaticState() {
        HouseRules.noStaticState().check(MAIN);
    }

    @Test
    void theLibraryNeitherPrintsNorExits() {
        HouseRules.neitherPrintsNorExits().check(MAIN);
        HouseRules.noJavaUtilLogging().check(MAIN);
    }

    @Test
    void onlyTheLxdConnectorAndClustersKnowLxd() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..rebuilder.host.lxd..",
                        "..rebuilder.cluster..",
                        "..rebuilder.embedded..",
                        "..rebuilder.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.microovn.lxd..")
                .check(MAIN);
    }

    @Test
    void onlyHarnessesKnowTheEmbeddedLxdAndJUnit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..rebuilder.embedded..", "..rebuilder.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..lxd.embedded..", "..rebuilder.embedded..", "..rebuilder.junit..", "org.junit..")
                .check(MAIN);
    }

    @Test
    void nothingKnowsAConnectorByName() {
        for (String connector : List.of("lxd", "local", "ssh")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..rebuilder.host." + connector + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..rebuilder.host." + connector + "..")
                    .check(MAIN);
        }
    }

    @Test
    void onlyTheSshConnectorKnowsMina() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rebuilder.host.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.sshd..")
                .check(MAIN);
    }

    @Test
    void onlyTheLedgerAndTheJournalsKnowJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..rebuilder.ledger..", "..rebuilder.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.gson..")
                .check(MAIN);
    }

    @Test
    void onlyTheConfigurationKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rebuilder.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml.snakeyaml..")
                .check(MAIN);
    }

    @Test
    void whatIsConfiguredBuiltAndWatchedKnowsNothingOfHosts() {
        noClasses()
                .that()
                .resideInAnyPackage("..rebuilder.config..", "..rebuilder.build..", "..rebuilder.change..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..rebuilder.host..", "..rebuilder.service..", "..rebuilder.deploy..")
                .check(MAIN);
    }

    @Test
    void filesCanBeReadAtOnce() throws IOException {
        assertThat(HouseRules.filesLongerThan(300, Path.of("src/main/java"))).isEmpty();
        assertThat(HouseRules.filesLongerThan(600, Path.of("src/test/java"))).isEmpty();
    }
}
