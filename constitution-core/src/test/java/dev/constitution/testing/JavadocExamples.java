package dev.constitution.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The examples of Java code in the documentation comments of a folder of sources, for the compiler to check. */
public final class JavadocExamples {
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);

    private final List<Example> examples;

    private JavadocExamples(List<Example> examples) {
        this.examples = examples;
    }

    /**
     * One example.
     *
     * @param place the file's name and line
     */
    private record Example(String place, String code) {}

    /** Those of all sources below a folder. */
    public static JavadocExamples in(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return new JavadocExamples(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .flatMap(JavadocExamples::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> of(Path file) {
        String source;
        try {
            source = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Example> examples = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(source);
        while (example.find()) {
            long line = source.substring(0, example.start()).lines().count();
            examples.add(new Example(
                    file.getFileName() + ":" + line, example.group(1).replaceAll("(?m)^ *\\* ?", "")));
        }
        return examples.stream();
    }

    /** Where they are. */
    public List<String> places() {
        return examples.stream().map(Example::place).toList();
    }

    /**
     * What the compiler has against them, each beginning with the example's place.
     *
     * @param imports the types that examples may use, beside those of {@code java.util}
     * @param given what every example may take for given, as type and name
     * @param folder where to compile
     */
    public List<String> faults(Set<String> imports, List<String> given, Path folder) {
        List<String> faults = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<Path> files = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
            for (int i = 0; i < examples.size(); i++) {
                files.add(Files.writeString(
                        folder.resolve("Example" + i + ".java"),
                        source("Example" + i, examples.get(i), imports, given)));
            }
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            compiler.getTask(null, manager, said, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<? extends JavaFileObject> fault : said.getDiagnostics()) {
            if (fault.getKind() == Diagnostic.Kind.ERROR) {
                String file = Path.of(fault.getSource().getName()).getFileName().toString();
                Example example = examples.get(Integer.parseInt(file.replaceAll("\\D", "")));
                faults.add(example.place() + ": " + fault.getMessage(null));
            }
        }
        return faults;
    }

    private static String source(String name, Example example, Set<String> imports, List<String> given) {
        return imports.stream().map(type -> "import " + type + ";\n").collect(Collectors.joining())
                + "import java.util.*;\nimport java.util.concurrent.*;\nimport dev.langchain4j.model.chat.ChatModel;\n"
                + "abstract class " + name + " {\n"
                + given.stream().map(field -> field + ";\n").collect(Collectors.joining())
                + "void example() throws Exception {\n" + example.code() + "\n}\n}\n";
    }
}
