package io.github.microovn.rebuilder.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "io.github.microovn.rebuilder.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.microovn.rebuilder.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_JCOMMANDER = noClasses()
            .that()
            .resideOutsideOfPackage("..cli.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.beust.jcommander..");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule NOBODY_PRINTS_PAST_THE_OUTPUT = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule ONLY_THE_DEMO_KNOWS_LXD = noClasses()
            .that()
            .resideOutsideOfPackage("..cli.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.microovn.lxd..");
}
