package io.github.microovn.lxd.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines about one type: what it is, and a line for each member that others can use. What follows from the first line is
 * left out: the accessors and the constructor of a record, the methods of every enum and every object.
 */
final class Signatures {
    private static final Set<String> OF_OBJECTS = Set.of("equals", "hashCode", "toString");

    private final Class<?> type;
    private final TypeText text;

    Signatures(Class<?> type) {
        this.type = type;
        text = new TypeText(type.getPackageName());
    }

    Stream<String> lines() {
        String name = text.name(type);
        return Stream.concat(
                Stream.of(name + ": " + declaration()),
                members().map(member -> name + ". " + member).sorted());
    }

    private String declaration() {
        List<String> words = new ArrayList<>(modifiers(type.getModifiers()));
        if (type.isSealed()) {
            words.add("sealed");
        }
        words.add(kind());
        List<String> clauses = new ArrayList<>();
        String own = String.join(" ", words) + text.typeParameters(type.getTypeParameters()) + components();
        clauses.add(own);
        if (extendsSomething()) {
            clauses.add("extends " + text.of(type.getAnnotatedSuperclass()));
        }
        if (!type.isAnnotation() && type.getInterfaces().length > 0) {
            clauses.add((type.isInterface() ? "extends " : "implements ") + text.list(type.getAnnotatedInterfaces()));
        }
        if (type.isSealed()) {
            clauses.add("permits "
                    + Arrays.stream(type.getPermittedSubclasses())
                            .map(text::name)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return String.join(" ", clauses) + deprecation(type);
    }

    private boolean extendsSomething() {
        return !type.isInterface() && !type.isRecord() && !type.isEnum() && !Object.class.equals(type.getSuperclass());
    }

    private String kind() {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private String components() {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> text.of(component.getAnnotatedType()) + " " + component.getName())
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
    }

    private Stream<String> members() {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(Signatures::isOpen)
                .map(this::field);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(Signatures::isOpen)
                .filter(constructor -> !isCanonical(constructor))
                .map(constructor -> call(constructor, "new"));
        return Stream.of(fields, constructors, methods(type)).flatMap(lines -> lines);
    }

    /** Also those that a class which cannot be named hands down. */
    private Stream<String> methods(Class<?> declaring) {
        Stream<String> own = Arrays.stream(declaring.getDeclaredMethods())
                .filter(Signatures::isOpen)
                .filter(method -> !goesWithoutSaying(method))
                .map(this::method);
        Class<?> above = declaring.getSuperclass();
        return above == null
                        || PublicApi.isOpen(above)
                        || above.getPackageName().startsWith("java.")
                ? own
                : Stream.concat(own, methods(above)).distinct();
    }

    private String field(Field field) {
        return field.isEnumConstant()
                ? field.getName()
                : words(modifiers(field.getModifiers()), text.of(field.getAnnotatedType()), field.getName())
                        + deprecation(field);
    }

    private String method(Method method) {
        String preset = method.getDefaultValue() == null ? "" : " default";
        return call(method, text.of(method.getAnnotatedReturnType()) + " " + method.getName()) + preset;
    }

    private String call(Executable call, String named) {
        List<String> modifiers = modifiers(call.getModifiers());
        if (call instanceof Method method && method.isDefault()) {
            modifiers.add("default");
        }
        AnnotatedType[] parameters = call.getAnnotatedParameterTypes();
        String exceptions =
                call.getExceptionTypes().length == 0 ? "" : " throws " + text.list(call.getAnnotatedExceptionTypes());
        return words(
                        modifiers,
                        text.typeParameters(call.getTypeParameters()).strip(),
                        named + "(" + text.parameters(parameters, call.isVarArgs()) + ")")
                + exceptions
                + deprecation(call);
    }

    private boolean goesWithoutSaying(Method method) {
        boolean none = method.getParameterCount() == 0;
        if (type.isEnum()
                && (method.getName().equals("values") || method.getName().equals("valueOf"))) {
            return true;
        }
        if (type.isRecord() && none) {
            return isAccessor(method) || OF_OBJECTS.contains(method.getName());
        }
        return !type.isInterface() && OF_OBJECTS.contains(method.getName());
    }

    private boolean isAccessor(Method method) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .anyMatch(method.getName()::equals);
    }

    private boolean isCanonical(Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    private static boolean isOpen(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && !member.isSynthetic();
    }

    /** Those that a caller or a subclass notices; {@code public} is not said. */
    private List<String> modifiers(int modifiers) {
        List<String> words = new ArrayList<>();
        if (Modifier.isProtected(modifiers)) {
            words.add("protected");
        }
        if (Modifier.isStatic(modifiers)) {
            words.add("static");
        }
        if (Modifier.isAbstract(modifiers) && !type.isInterface()) {
            words.add("abstract");
        }
        if (Modifier.isFinal(modifiers) && !type.isRecord() && !type.isEnum()) {
            words.add("final");
        }
        return words;
    }

    private static String words(List<String> modifiers, String... others) {
        return Stream.concat(modifiers.stream(), Arrays.stream(others))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? " @Deprecated" : "";
    }
}
