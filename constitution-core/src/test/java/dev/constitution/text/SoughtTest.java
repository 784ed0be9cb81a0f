package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.gate.Gate;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoughtTest {
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}(?: \\p{L}+)*");
    private static final int EACH = 8;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\\bcat, a cat, true",
                "\\bcat, a bobcat, false",
                "\\bcat, cat, true",
                "\\bcat, ca, false",
                "(?<!\\p{L})été, l'été, true",
                "(?<!\\p{L})été, bété, false",
                "(?<!\\p{L})x, éx, false",
                "(?<!un)kind, unkind, false",
                "(?<!un)kind, mankind, true",
                "[^a], 😀, true",
                "\\p{L}, 😀𝒜, true",
                "b$, ab, true",
                "b$, aba, false",
                "^b, ab, false",
                "x*$, ab, true",
                "(?=abcdefghijk)a, zabcdefghijk, true",
                "(?!abcdefghijk)abc, zabcdefghijk, false",
            })
    void isIn_aPatternAndAText_asFind(String regex, String text, boolean expected) {
        assertThat(Sought.of(Pattern.compile(regex)).isIn(text)).isEqualTo(expected);
        assertThat(Pattern.compile(regex).matcher(text).find()).isEqualTo(expected);
    }

    @Test
    void isIn_behindAMarkAboveItsLetter_asFind() {
        Pattern word = Pattern.compile("\\bcat");

        for (String text :
                List.of("e\u0301cat", "\u0301cat", ".\u0301cat", "a \u0301cat", "𝒜cat", "😀cat", "😀\u0301cat")) {
            assertThat(Sought.of(word).isIn(text))
                    .as(text)
                    .isEqualTo(word.matcher(text).find());
        }
    }

    @Test
    void in_severalPatterns_whichOfThemAreFound() {
        Pattern one = Pattern.compile("one");
        Pattern two = Pattern.compile("t.o", Pattern.CASE_INSENSITIVE);
        Pattern end = Pattern.compile("\\Z");
        Sought sought = Sought.of(one, two, end);

        assertThat(sought.in("Two and none")).containsExactlyInAnyOrder(one, two, end);
        assertThat(sought.in("to")).containsExactly(end);
        assertThat(Sought.of(one, two).in("")).isEmpty();
    }

    @Test
    void of_noPattern_isRefused() {
        assertThatThrownBy(() -> Sought.of(Stream.empty())).hasMessage("1 to 63 patterns, got 0");
    }

    @Test
    void isIn_manyThreadsThatLearnAtOnce_asFind() {
        Pattern pattern = Pattern.compile("\\b(?:ab|bc|cd\\w+e|[xyz]{3})");
        List<String> texts = new SplittableRandom(3)
                .ints(20_000, 0, Integer.MAX_VALUE)
                .mapToObj(seed -> new SplittableRandom(seed)
                        .ints(12, 0, 8)
                        .mapToObj("abcdxyz "::charAt)
                        .map(String::valueOf)
                        .collect(Collectors.joining()))
                .toList();
        Sought sought = Sought.of(pattern);

        assertThat(texts.parallelStream()
                        .filter(text ->
                                sought.isIn(text) != pattern.matcher(text).find()))
                .isEmpty();
    }

    /** Every one that the library has, over texts in two dozen languages, parts of them, and the patterns' own words. */
    @Test
    void in_allThatAreSoughtAnywhere_asFind() throws Exception {
        List<String> texts = texts();
        TreeMap<String, Sought> all = new TreeMap<>();
        for (Class<?> room : List.of(Sought.class, Gate.class, Stage.class)) {
            for (Field field : soughtIn(room)) {
                all.put(field.getDeclaringClass().getSimpleName() + "." + field.getName(), (Sought) field.get(null));
            }
        }
        assertThat(all).containsKeys("Question.SOUGHT", "GateChecks.TURNS", "CritiqueReader.STATEMENTS");
        all.forEach((name, sought) -> {
            for (String text : texts) {
                holds(name, sought, text);
            }
            for (Pattern pattern : sought.patterns()) {
                Matcher words = WORDS.matcher(pattern.pattern());
                while (words.find()) {
                    holds(name, sought, words.group());
                    holds(name, sought, "Now: \"" + words.group() + "s the " + words.group() + "\n");
                }
            }
        });
    }

    private static void holds(String name, Sought sought, String text) {
        Set<Pattern> expected = sought.patterns().stream()
                .filter(pattern -> pattern.matcher(text).find())
                .collect(Collectors.toSet());
        assertThat(sought.in(text)).as("%s in %s", name, text).isEqualTo(expected);
        assertThat(sought.isIn(text)).as("%s in %s", name, text).isNotEqualTo(expected.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<=[.!?;])\\s+|(?<=[。！？；।])|\\n+", "[.!?;]\\s+|[。！？；।]|\\n+", "x*", "$"})
    void parts_ofTexts_asSplit(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        Sought sought = Sought.of(pattern);

        List<String> texts = texts();
        texts.addAll(List.of("", "x", "\n", "。", "。。", "a. b.", "a. ", "\n\na", "axéxb"));
        for (String text : texts) {
            assertThat(sought.parts(text)).as(text).containsExactly(pattern.split(text, -1));
        }
    }

    private static List<Field> soughtIn(Class<?> room) throws IOException, URISyntaxException, ClassNotFoundException {
        URL place = Objects.requireNonNull(room.getResource(room.getSimpleName() + ".class"));
        List<Field> fields = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(Path.of(place.toURI()).getParent()))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                for (Field field :
                        Class.forName(room.getPackageName() + "." + name).getDeclaredFields()) {
                    if (field.getType() == Sought.class) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
        }
        return fields;
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        try (InputStream in = Objects.requireNonNull(Stage.class.getResourceAsStream("replies.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode row = new ObjectMapper().readTree(line);
                String text =
                        row.get(random.nextBoolean() ? "reply" : "question").textValue();
                if (random.nextInt(EACH) == 0 && !text.isEmpty()) {
                    texts.add(text);
                    texts.add(text.substring(random.nextInt(text.length())).toLowerCase(Locale.ROOT));
                }
            }
        }
        return texts;
    }
}
