package dev.constitution.docs;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.SimpleJavaFileObject;

/**
 * A {@code java} block as a class that can be compiled. Statements become the body of a method of a class below {@link Given},
 * members become its members, a class stays one. The user's packages, LangChain4j's and some of Java's are imported; a
 * variable whose value is {@code …} gets the one of {@link Given}.
 */
final class JavaSnippet extends SimpleJavaFileObject {
    static final String PACKAGE = "dev.constitution.docs.snippets";

    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern MEMBERS = Pattern.compile("\\s*(?:@\\w|(?:public|private|protected|static) )");
    private static final Pattern LEFT_OPEN = Pattern.compile("(\\w+) = …");

    private enum Form {
        STATEMENTS,
        MEMBERS,
        TYPE
    }

    private final Block block;
    private final Form form;
    private final String name;
    private final String source;

    private JavaSnippet(Block block, Form form, String name, String source) {
        super(URI.create("string:///" + PACKAGE.replace('.', '/') + "/" + name + Kind.SOURCE.extension), Kind.SOURCE);
        this.block = block;
        this.form = form;
        this.name = name;
        this.source = source;
    }

    static List<JavaSnippet> all(List<String> packages) {
        List<Block> blocks = Page.blocks("java").stream()
                .filter(block -> !block.isMarked("run in constitution-spark")) // SparkPageTest does it
                .toList();
        return IntStream.range(0, blocks.size())
                .mapToObj(i -> of(blocks.get(i), "Snippet" + i, packages))
                .toList();
    }

    /** The source begins in one line, so that a line of the block has a number one higher in the source. */
    private static JavaSnippet of(Block block, String name, List<String> packages) {
        List<String> imports = new ArrayList<>();
        List<String> code = new ArrayList<>();
        for (String line : block.lines()) {
            boolean isImport = line.startsWith("import ");
            if (isImport) {
                imports.add(line);
            }
            code.add(isImport || line.startsWith("package ") ? "" : line);
        }
        packages.forEach(imported -> imports.add("import " + imported + ".*;"));
        String body = LEFT_OPEN.matcher(String.join("\n", code)).replaceAll("$1 = this.$1");
        Form form = form(body);
        String head = "package " + PACKAGE + "; " + String.join(" ", imports);
        String type = "public class " + name + " extends dev.constitution.docs.Given {";
        return switch (form) {
            case TYPE -> new JavaSnippet(block, form, name, head + type + "\n" + staticTypes(body) + "\n}");
            case MEMBERS -> new JavaSnippet(block, form, name, head + type + "\n" + body + "\n}");
            case STATEMENTS ->
                new JavaSnippet(
                        block, form, name, head + type + " public void run() throws Exception {\n" + body + "\n}}");
        };
    }

    private static Form form(String body) {
        return TYPE.matcher(body).find()
                ? Form.TYPE
                : MEMBERS.matcher(body).lookingAt() ? Form.MEMBERS : Form.STATEMENTS;
    }

    private static String staticTypes(String body) {
        Matcher type = TYPE.matcher(body);
        return type.replaceAll(found ->
                Matcher.quoteReplacement(found.group().contains("class ") ? "static " + found.group() : found.group()));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
    }

    /** Where a line of the source stands in the page. */
    String location(long sourceLine) {
        return block.page() + ":" + (block.line() + sourceLine - 2);
    }

    /** Runs what can be run: statements, and main methods. */
    void run(ClassLoader classes) throws Exception {
        Class<?> type = classes.loadClass(PACKAGE + "." + name);
        if (form == Form.STATEMENTS) {
            try (Given snippet = (Given) type.getDeclaredConstructor().newInstance()) {
                type.getMethod("run").invoke(snippet);
            }
        } else if (form == Form.TYPE) {
            for (Class<?> nested : type.getDeclaredClasses()) {
                nested.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            }
        }
    }

    boolean isRun() {
        return form != Form.MEMBERS && !block.isMarked("compiled only");
    }

    @Override
    public String toString() {
        return block.location();
    }

    /** The packages of these types. */
    static List<String> packages(List<String> types) {
        return types.stream()
                .map(type -> type.substring(0, type.lastIndexOf('.')))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }
}
