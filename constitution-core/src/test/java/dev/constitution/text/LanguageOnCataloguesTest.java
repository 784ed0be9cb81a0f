package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How often {@link Language} is right on the messages of the programs that this machine has translations of (gettext). */
class LanguageOnCataloguesTest {
    private static final Path FOLDER = Path.of("/usr/share/locale");
    private static final int SHORTEST = 120;
    private static final int MOST_OF_A_LANGUAGE = 400;

    /** By the catalogues' name what is to be said. */
    private static final Map<String, String> EXPECTED = new TreeMap<>();

    static {
        for (String code : "de fr es pt it nl sv da fi pl cs ro hu tr id vi ru uk ja ko".split(" ")) {
            EXPECTED.put(code, code);
        }
        EXPECTED.putAll(Map.of("zh_CN", "zh", "el", "greek", "ar", "arabic", "he", "hebrew"));
    }

    private final Map<String, Integer> answers = new TreeMap<>();
    private int messages;
    private int told;

    /** The first long messages of the catalogues of a language. */
    private static List<String> messages(String catalogues) throws IOException {
        Set<String> messages = new LinkedHashSet<>();
        Path folder = FOLDER.resolve(catalogues).resolve("LC_MESSAGES");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".mo"))
                        .sorted()
                        .toList()) {
                    translations(Files.readAllBytes(file)).stream()
                            .filter(text -> text.length() >= SHORTEST)
                            .forEach(messages::add);
                }
            }
        }
        return messages.stream().limit(MOST_OF_A_LANGUAGE).toList();
    }

    /** What a catalogue in UTF-8 really translates; its first entry describes it and is left out. */
    private static List<String> translations(byte[] bytes) {
        ByteBuffer catalogue = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> originals = texts(catalogue, catalogue.getInt(12));
        List<String> all = texts(catalogue, catalogue.getInt(16));
        boolean isReadable = !all.isEmpty() && all.get(0).contains("charset=UTF-8");
        return IntStream.range(1, isReadable ? all.size() : 1)
                .filter(i -> !all.get(i).equals(originals.get(i)))
                .mapToObj(all::get)
                .toList();
    }

    private static List<String> texts(ByteBuffer catalogue, int table) {
        return IntStream.range(0, catalogue.getInt(8))
                .map(i -> table + 8 * i)
                .mapToObj(at -> new String(
                        catalogue.array(), catalogue.getInt(at + 4), catalogue.getInt(at), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void of_messagesOfPrograms_isRightOrUnsure() throws IOException {
        int right = 0;
        for (Map.Entry<String, String> expected : EXPECTED.entrySet()) {
            for (String text : messages(expected.getKey())) {
                right += tell(expected.getKey(), text).equals(Optional.of(expected.getValue())) ? 1 : 0;
            }
        }
        Assumptions.assumeTrue(messages > 1000, "there are too few translated programs here");

        String figures = messages + " messages, " + told + " told, " + right + " rightly: " + answers;
        assertThat((double) right / told).as(figures).isGreaterThan(0.99);
        assertThat((double) told / messages).as(figures).isGreaterThan(0.6);
    }

    @Test
    void of_languageThatIsNotKnown_isUnsureOrARelative() throws IOException {
        for (String catalogues : List.of("bg", "ca", "et", "gl", "hr", "sk", "sl")) {
            for (String text : messages(catalogues)) {
                tell(catalogues, text);
            }
        }
        Assumptions.assumeTrue(messages > 500, "there are too few translated programs here");

        assertThat((double) told / messages)
                .as(messages + " messages, " + told + " told: " + answers)
                .isLessThan(0.4);
    }

    private Optional<String> tell(String catalogues, String text) {
        Optional<String> language = Language.of(text);
        messages++;
        told += language.isPresent() ? 1 : 0;
        answers.merge(catalogues + " as " + language.orElse("unsure"), 1, Integer::sum);
        return language;
    }
}
