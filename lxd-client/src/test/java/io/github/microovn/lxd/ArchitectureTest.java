package io.github.microovn.lxd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.microovn.lxd.testing.HouseRules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = HouseRules.mainClassesOf(LxdClient.class);

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
        // MockWebServer's logger can only be silenced where it logs.
        HouseRules.noJavaUtilLogging().check(MAIN.that(not(simpleName("QuietServer"))));
    }

    @Test
    void onlyInternalPackagesUseTheLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..lxd.internal..", "..lxd.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "okhttp3..", "okio..", "mockwebserver3..", "com.google.gson..", "jnr..", "org.yaml..")
                .check(MAIN);
    }

    @Test
    void nothingDependsOnTheEmbeddedServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..lxd.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..lxd.embedded..", "mockwebserver3..")
                .check(MAIN);
    }

    @Test
    void filesCanBeReadAtOnce() throws IOException {
        assertThat(HouseRules.filesLongerThan(300, Path.of("src/main/java"))).isEmpty();
        assertThat(HouseRules.filesLongerThan(600, Path.of("src/test/java"))).isEmpty();
    }
}
