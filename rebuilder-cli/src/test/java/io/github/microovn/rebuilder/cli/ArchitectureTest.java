package io.github.microovn.rebuilder.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.github.microovn.lxd.testing.HouseRules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = HouseRules.mainClassesOf(Main.class);

    @Test
    void packagesDoNotDependOnEachOtherInACircle() {
        HouseRules.noPackageCycles().check(MAIN);
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
    void onlyMainTouchesTheProcess() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(MAIN);
    }

    @Test
    void nobodyPrintsPastTheOutput() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void onlyCommandsKnowHowArgumentsAreParsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.beust.jcommander..")
                .check(MAIN);
    }

    @Test
    void onlyTheConsoleKnowsHowATerminalIsTaken() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .check(MAIN);
    }

    @Test
    void onlyTheDemoKnowsLxd() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.microovn.lxd..")
                .check(MAIN);
    }

    @Test
    void nothingKnowsTheLibrariesBehindTheOtherModules() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "okhttp3..",
                        "mockwebserver3..",
                        "com.google.gson..",
                        "jnr..",
                        "org.yaml.snakeyaml..",
                        "org.apache.sshd..")
                .check(MAIN);
    }

    @Test
    void filesCanBeReadAtOnce() throws IOException {
        assertThat(HouseRules.filesLongerThan(300, Path.of("src/main/java"))).isEmpty();
        assertThat(HouseRules.filesLongerThan(600, Path.of("src/test/java"))).isEmpty();
    }
}
