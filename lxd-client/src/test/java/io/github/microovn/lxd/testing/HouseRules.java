package io.github.microovn.lxd.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules that hold in every module; each module's {@code ArchitectureTest} applies them and adds its own. */
public final class HouseRules {

    private static final String[] HIDDEN = {
        "okhttp3..",
        "okio..",
        "mockwebserver3..",
        "com.google.gson..",
        "jnr..",
        "org.yaml.snakeyaml..",
        "org.apache.sshd..",
        "com.beust.jcommander..",
        "kotlin..",
        "..internal.."
    };

    private HouseRules() {}

    /**
     * The classes of one module, without its tests and without those of other modules.
     *
     * @param aClass a class of the module
     */
    public static JavaClasses mainClassesOf(Class<?> aClass) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importUrl(aClass.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Packages do not depend on each other in a circle, nor does a package on those below it that depend on it. */
    public static ArchRule noPackageCycles() {
        return slices().matching("io.github.microovn.(**)").should().beFreeOfCycles();
    }

    /** What others can call, extend or catch is made of the JDK's types and our own public ones. */
    public static ArchRule publicTypesNameNoHiddenType() {
        return classes()
                .that(arePublicApi())
                .should(nameNone(resideInAnyPackage(HIDDEN)))
                .because("a library behind our types can be exchanged, one in our signatures cannot");
    }

    /** Null is an exception everywhere. */
    public static ArchRule everyPackageIsNullMarked() {
        return classes().should(new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(violated(item, item.getPackageName() + " is not @NullMarked"));
                }
            }
        });
    }

    /** Nothing is remembered in a class instead of an object. */
    public static ArchRule noStaticState() {
        return fields().that().areStatic().should().beFinal();
    }

    /** A library reports to its caller; it does not print and it does not end the process. */
    public static ArchRule neitherPrintsNorExits() {
        return noClasses()
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class);
    }

    /** Logs go through slf4j. */
    public static ArchRule noJavaUtilLogging() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");
    }

    /**
     * The source files that are too long to be read at once, with their lengths.
     *
     * @param folder a folder of sources
     * @param limit how many lines a file may have
     */
    public static List<String> filesLongerThan(int limit, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > limit)
                    .map(file -> file.getFileName() + ": " + lines(file) + " lines")
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> arePublicApi() {
        return new DescribedPredicate<>("can be named from other modules") {
            @Override
            public boolean test(JavaClass item) {
                boolean enclosed = item.getEnclosingClass().isEmpty()
                        || test(item.getEnclosingClass().get());
                return enclosed
                        && isOpen(item.getModifiers())
                        && !item.getPackageName().contains(".internal");
            }
        };
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> nameNone(Predicate<JavaClass> hidden) {
        return new ArchCondition<>("name no hidden type in a signature") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Stream.concat(supertypes(item), members(item))
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .filter(hidden)
                        .distinct()
                        .forEach(type -> events.add(violated(item, item.getName() + " names " + type.getName())));
            }
        };
    }

    private static Stream<JavaType> supertypes(JavaClass item) {
        return Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream());
    }

    private static Stream<JavaType> members(JavaClass item) {
        Stream<JavaType> fields = item.getFields().stream()
                .filter(field -> isOpen(field.getModifiers()))
                .map(JavaField::getType);
        Stream<JavaType> calls = item.getCodeUnits().stream()
                .filter((JavaMember member) -> isOpen(member.getModifiers()))
                .flatMap(unit -> Stream.concat(
                        Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()),
                        unit.getExceptionTypes().stream()));
        return Stream.concat(fields, calls);
    }
}
