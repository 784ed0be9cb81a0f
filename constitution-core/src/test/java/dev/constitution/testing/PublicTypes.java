package dev.constitution.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module's public types, held against a list: under {@code # for users} stands what a user may call and may count on, under
 * {@code # for other rooms} what is public only because another room of the project needs it.
 *
 * @param root the package that the module's rooms are packages of
 * @param classes the folder of the module's classes
 * @param file the list
 * @param below types for users of the modules below, which signatures may speak of
 */
public record PublicTypes(String root, Path classes, Path file, Set<String> below) {
    private static final String FOR_USERS = "# for users";
    private static final String FOR_ROOMS = "# for other rooms";

    /** The Java platform's, and those of the library whose models everything here is about. */
    private static final Set<String> EVERYBODYS = Set.of("java.", "dev.langchain4j.");

    /** Classes of page templates, which are public whoever uses them. */
    private static final String GENERATED = "Generated";

    /** The types for users of a list, by their full names. */
    public static Set<String> forUsers(Path file, String root) {
        return section(file, root, FOR_USERS);
    }

    private static Set<String> section(Path file, String root, String heading) {
        Set<String> types = new TreeSet<>();
        boolean within = false;
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("#")) {
                    within = line.equals(heading);
                } else if (within && !line.isBlank()) {
                    String[] words = line.split(":\\s*|,?\\s+");
                    for (int i = 1; i < words.length; i++) {
                        types.add(root + "." + words[0] + "." + words[i]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }

    private Set<String> users() {
        return forUsers(file, root);
    }

    private Set<String> listed() {
        Set<String> all = section(file, root, FOR_ROOMS);
        all.addAll(users());
        return all;
    }

    /** Public types that no heading names. */
    public Set<String> unlisted() {
        return without(publicTypes(), listed());
    }

    /** Names in the list for which there is no public type. */
    public Set<String> gone() {
        return without(listed(), publicTypes());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }

    private Set<String> publicTypes() {
        try (Stream<Path> files = Files.walk(classes.resolve(root.replace('.', File.separatorChar)))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(path ->
                            path.endsWith(".class") && !path.contains("$") && !path.endsWith("package-info.class"))
                    .map(path ->
                            path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .filter(name -> !name.endsWith(GENERATED)
                            && Modifier.isPublic(type(name).getModifiers()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Public members of types for users that need a type which is not for users, or of a library that users need not have, as
     * {@code Type.member: Type}.
     */
    public Set<String> hiddenInSignatures() {
        Set<String> known = users();
        known.addAll(below);
        Set<String> hidden = new TreeSet<>();
        for (String name : users()) {
            for (Class<?> type : withNested(type(name)).toList()) {
                members(type)
                        .flatMap(member -> mentioned(member.type())
                                .filter(used -> !known.contains(used) && !isEverybodys(used))
                                .map(used -> type.getName() + "." + member.name() + ": " + used))
                        .forEach(hidden::add);
            }
        }
        return hidden;
    }

    private static boolean isEverybodys(String type) {
        return !type.contains(".") || EVERYBODYS.stream().anyMatch(type::startsWith);
    }

    private record Member(String name, Type type) {}

    private static Stream<Class<?>> withNested(Class<?> type) {
        return Stream.concat(
                Stream.of(type),
                Arrays.stream(type.getClasses())
                        .filter(nested -> nested.getDeclaringClass() == type)
                        .flatMap(PublicTypes::withNested));
    }

    private static Stream<Member> members(Class<?> type) {
        Stream<Member> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(PublicTypes::isVisible)
                .filter(method -> !method.isSynthetic())
                .flatMap(method -> Stream.concat(
                        bounds(method.getName(), method),
                        Stream.concat(Stream.of(method.getGenericReturnType()), parameters(method))
                                .map(used -> new Member(method.getName(), used))));
        Stream<Member> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicTypes::isVisible)
                .flatMap(made -> parameters(made).map(used -> new Member("new", used)));
        Stream<Member> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .map(PublicTypes::ofField);
        Stream<Member> above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(used -> new Member("extends", used));
        return Stream.of(methods, constructors, fields, above, bounds("<>", type))
                .flatMap(members -> members);
    }

    private static Member ofField(Field field) {
        return new Member(field.getName(), field.getGenericType());
    }

    private static boolean isVisible(Executable member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }

    private static Stream<Type> parameters(Executable member) {
        return Stream.concat(
                Arrays.stream(member.getGenericParameterTypes()), Arrays.stream(member.getGenericExceptionTypes()));
    }

    /** What type parameters must be. */
    private static Stream<Member> bounds(String name, GenericDeclaration of) {
        return Arrays.stream(of.getTypeParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getBounds()))
                .map(bound -> new Member(name, bound));
    }

    /** The outermost types that a type speaks of, by their full names. */
    private static Stream<String> mentioned(Type type) {
        if (type instanceof Class<?> plain) {
            Class<?> of = plain;
            while (of.isArray()) {
                of = of.getComponentType();
            }
            while (of.getDeclaringClass() != null) {
                of = of.getDeclaringClass();
            }
            return Stream.of(of.getName());
        } else if (type instanceof ParameterizedType generic) {
            return Stream.concat(
                    mentioned(generic.getRawType()),
                    Arrays.stream(generic.getActualTypeArguments()).flatMap(PublicTypes::mentioned));
        } else if (type instanceof WildcardType wildcard) {
            return Stream.concat(Arrays.stream(wildcard.getUpperBounds()), Arrays.stream(wildcard.getLowerBounds()))
                    .flatMap(PublicTypes::mentioned);
        } else if (type instanceof GenericArrayType array) {
            return mentioned(array.getGenericComponentType());
        }
        return Stream.of();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, PublicTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
