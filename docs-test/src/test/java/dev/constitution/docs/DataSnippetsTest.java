package dev.constitution.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.Prices;
import dev.constitution.source.SchemaFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The data that pages show: YAML fits its schema, JSON parses, properties exist, a POM names modules that there are. */
class DataSnippetsTest {
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    static Stream<Block> blocks(String... languages) {
        return Page.blocks(languages).stream();
    }

    static Stream<Block> yaml() {
        return blocks("yaml");
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void yaml_block_fitsItsSchema(Block block, @TempDir Path folder) throws IOException {
        String text = block.text();
        if (text.contains("\nprinciples:")) {
            assertThat(Constitutions.parse(text, block.location()).principles()).isNotEmpty();
        } else if (text.contains("\nmodels:")) {
            assertThat(Prices.parse(block.location(), text).models()).isNotEmpty();
        } else {
            Path file = Files.writeString(folder.resolve(block.location().replaceAll("\\W", "-") + ".yaml"), text);
            String name = text.contains("\narms:") ? "experiment" : "run-config";
            String schema = Files.readString(Page.ROOT.resolve("docs/" + name + ".schema.json"));
            assertThat(SchemaFile.read(file, schema)).as(block.location()).isNotEmpty();
        }
    }

    static Stream<Block> json() {
        return blocks("json", "jsonl");
    }

    @ParameterizedTest
    @MethodSource("json")
    void json_lines_parse(Block block) {
        String text = block.text();
        (text.startsWith("{\n") || text.startsWith("[\n") ? Stream.of(text) : text.lines())
                .filter(value -> !value.isBlank())
                .forEach(value -> assertThatCode(() -> Json.MAPPER.readTree(value))
                        .as(block.location())
                        .doesNotThrowAnyException());
    }

    static Stream<Block> properties() {
        return blocks("properties");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void properties_block_namesPropertiesThatThereAre(Block block) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block.text()));

        assertThat(springProperties()).as(block.location()).containsAll(properties.stringPropertyNames());
    }

    @Test
    void library_tableOfProperties_listsThemAll() throws IOException {
        List<String> page = Files.readAllLines(Page.ROOT.resolve("docs/library.md"));

        assertThat(page.stream()
                        .filter(line -> line.startsWith("| `constitution."))
                        .map(line -> line.split("`", 3)[1]))
                .containsExactlyInAnyOrderElementsOf(springProperties());
    }

    private static Set<String> springProperties() throws IOException {
        try (InputStream metadata = DataSnippetsTest.class.getClassLoader().getResourceAsStream(METADATA)) {
            Set<String> names = new TreeSet<>();
            for (JsonNode property : Json.MAPPER.readTree(metadata).get("properties")) {
                names.add(property.get("name").asText());
            }
            return names;
        }
    }

    static Stream<Block> xml() {
        return blocks("xml");
    }

    @ParameterizedTest
    @MethodSource("xml")
    void xml_dependencies_areModulesOfThisVersion(Block block) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(block.text())))
                .getDocumentElement();
        NodeList dependencies = root.getElementsByTagName("dependency");
        String parent = Files.readString(Page.ROOT.resolve("pom.xml"));

        assertThat(dependencies.getLength()).as(block.location()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("dev.constitution")) {
                assertThat(Page.ROOT.resolve(text(dependency, "artifactId")).resolve("pom.xml"))
                        .exists();
                if (dependency.getElementsByTagName("version").getLength() > 0) {
                    assertThat(parent).contains("<version>" + text(dependency, "version") + "</version>");
                }
            }
        }
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent().strip();
    }

    @Test
    void python_blocks_parse(@TempDir Path folder) throws IOException, InterruptedException {
        List<Block> blocks = Page.blocks("python");
        for (Block block : blocks) {
            Files.writeString(folder.resolve(block.location().replaceAll("\\W", "_") + ".py"), block.text());
        }
        Process python;
        try {
            python = new ProcessBuilder("python3", "-m", "compileall", "-q", folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no Python: " + e.getMessage());
            return;
        }
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(python.exitValue()).as(said).isZero();
    }
}
