package io.github.microovn.lxd.testing;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types as a signature has them, with what may be null; by the short name those of the JDK and of the own package. */
final class TypeText {
    private final String ownPackage;

    TypeText(String ownPackage) {
        this.ownPackage = ownPackage;
    }

    String name(Class<?> type) {
        String name = String.valueOf(type.getCanonicalName());
        String home = type.getPackageName();
        return !type.isPrimitive() && (home.equals(ownPackage) || home.startsWith("java."))
                ? name.substring(home.length() + 1)
                : name;
    }

    String of(AnnotatedType type) {
        String mark = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        if (type instanceof AnnotatedArrayType array) {
            String arrayMark = mark.isEmpty() ? "" : " " + mark;
            return of(array.getAnnotatedGenericComponentType()) + arrayMark + "[]";
        }
        if (type instanceof AnnotatedParameterizedType parameterized
                && parameterized.getType() instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw) {
            return mark + name(raw) + "<" + list(parameterized.getAnnotatedActualTypeArguments()) + ">";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return mark + wildcard(wildcard);
        }
        if (type instanceof AnnotatedTypeVariable variable && variable.getType() instanceof TypeVariable<?> named) {
            return mark + named.getName();
        }
        return mark
                + (type.getType() instanceof Class<?> plain
                        ? name(plain)
                        : type.getType().getTypeName());
    }

    private String wildcard(AnnotatedWildcardType wildcard) {
        if (wildcard.getAnnotatedLowerBounds().length > 0) {
            return "? super " + list(wildcard.getAnnotatedLowerBounds());
        }
        return wildcard.getAnnotatedUpperBounds().length == 0 || isObject(wildcard.getAnnotatedUpperBounds()[0])
                ? "?"
                : "? extends " + list(wildcard.getAnnotatedUpperBounds());
    }

    /** In angle brackets; nothing where there are none. */
    String typeParameters(TypeVariable<?>[] parameters) {
        return parameters.length == 0
                ? ""
                : Arrays.stream(parameters).map(this::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private String typeParameter(TypeVariable<?> parameter) {
        AnnotatedType[] bounds = parameter.getAnnotatedBounds();
        return isObject(bounds[0])
                ? parameter.getName()
                : parameter.getName() + " extends "
                        + Arrays.stream(bounds).map(this::of).collect(Collectors.joining(" & "));
    }

    private static boolean isObject(AnnotatedType type) {
        return type.getType().equals(Object.class) && !type.isAnnotationPresent(Nullable.class);
    }

    String parameters(AnnotatedType[] parameters, boolean variable) {
        String text = list(parameters);
        return variable ? text.substring(0, text.length() - "[]".length()) + "..." : text;
    }

    String list(AnnotatedType[] types) {
        return Arrays.stream(types).map(this::of).collect(Collectors.joining(", "));
    }
}
