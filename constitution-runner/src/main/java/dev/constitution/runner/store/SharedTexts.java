package dev.constitution.runner.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.JsonText;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.base.ShortNames;
import dev.constitution.runner.outcome.StoredOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as its column holds it: each longer text once, and one that a call was answered with in the call's record alone.
 *
 * <p>In front stands a checksum over the texts; then these, each as it is or as its place {@code call:from:to} in the answer of
 * one of the row's calls; then the JSON, with {@code @} and its number for a text, and frequent fields by a letter:
 *
 * <pre>3118573057["Of its own.",0:213:855]{F:{H:"@1"},W:"@1",X:"@0"}</pre>
 *
 * <p>In stores of form 1 it is the JSON alone. Made for one record; not thread-safe.
 */
final class SharedTexts {
    /** What stands for a shorter one takes nearly as much. */
    private static final int SHORTEST = 32;

    private static final String MARK = "@";

    /** What each character of a lost text is shown as. */
    private static final String LOST = "\ufffd";

    /** The fields that most rows have, by letter; the order is part of the store's form. */
    private static final List<String> NAMES = List.of(
            "id",
            "prompt",
            "role",
            "content",
            "metadata",
            "initial",
            "call",
            "text",
            "finish",
            "model",
            "input_tokens",
            "output_tokens",
            "steps",
            "round",
            "principle",
            "critique",
            "decision",
            "reply",
            "revision",
            "answer",
            "reading",
            "accepted",
            "chosen",
            "rejected",
            "source",
            "principles");

    private static final ObjectMapper MAPPER = ShortNames.mapper(NAMES);
    private static final JsonGenerator.Feature QUOTES = JsonWriteFeature.QUOTE_FIELD_NAMES.mappedFeature();
    private static final ObjectWriter WRITER = MAPPER.writerFor(StoredOutcome.class);

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final String json;
    private final List<String> texts;
    private final List<String> quoted;
    private final @Nullable String[] places;
    private final boolean[] wanted;
    private int left;

    /** Takes an outcome apart. */
    SharedTexts(StoredOutcome outcome) {
        StringWriter rest = new StringWriter(512);
        try (JsonGenerator json = new Apart(MAPPER.createGenerator(rest))) {
            WRITER.writeValue(json, outcome);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        json = rest.toString();
        texts = List.copyOf(numbers.keySet());
        quoted = texts.stream().map(JsonText::quoted).toList();
        places = new String[texts.size()];
        wanted = new boolean[texts.size()];
        List<String> asked = outcome.prompt().stream().map(Message::content).toList();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = !asked.contains(texts.get(i));
            left += wanted[i] ? 1 : 0;
        }
    }

    /** Writes texts apart from the rest. */
    private final class Apart extends JsonGeneratorDelegate {
        Apart(JsonGenerator rest) {
            super(rest, false);
            rest.disable(QUOTES);
        }

        @Override
        public void writeString(String text) throws IOException {
            boolean isApart = text.length() >= SHORTEST || text.startsWith(MARK);
            delegate.writeString(isApart ? MARK + numbers.computeIfAbsent(text, any -> numbers.size()) : text);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            if (ShortNames.isOne(name)) {
                delegate.writeFieldName(name);
            } else {
                delegate.enable(QUOTES);
                delegate.writeFieldName(name);
                delegate.disable(QUOTES);
            }
        }

        @Override
        public void writeFieldName(SerializableString name) throws IOException {
            writeFieldName(name.getValue());
        }
    }

    /** Whether there are texts that no answer was found to hold; those of the prompt are not looked for. */
    boolean areWanted() {
        return left > 0;
    }

    /**
     * Looks for texts in what the row's calls were answered with.
     *
     * @param answers by the call's number, in the order of these
     */
    void find(SortedMap<Integer, String> answers) {
        List<Integer> calls = List.copyOf(answers.keySet());
        int next = 0;
        for (int i = 0; i < wanted.length; i++) {
            // Replies stand in the order of their calls: what the next one was answered is most often the next text.
            for (int tried = 0; tried < calls.size() && wanted[i]; tried++) {
                int at = (next + tried) % calls.size();
                int from = Objects.requireNonNull(answers.get(calls.get(at))).indexOf(quoted.get(i));
                if (from >= 0) {
                    place(i, calls.get(at), from, from + quoted.get(i).length());
                    next = at + 1;
                }
            }
        }
        if (areWanted()) {
            answers.forEach(this::findOtherwiseEscaped);
        }
    }

    private void findOtherwiseEscaped(int call, String answer) {
        String canonical = JsonText.canonical(answer);
        for (int i = 0; i < wanted.length && !canonical.equals(answer); i++) {
            int at = wanted[i] ? canonical.indexOf(quoted.get(i)) : -1;
            if (at >= 0) {
                int from = JsonText.after(answer, 0, at);
                int to = JsonText.after(answer, from, quoted.get(i).length());
                if (JsonText.canonical(answer.substring(from, to)).equals(quoted.get(i))) {
                    place(i, call, from, to);
                }
            }
        }
    }

    private void place(int text, int call, int from, int to) {
        places[text] = call + ":" + from + ":" + to;
        wanted[text] = false;
        left--;
    }

    /** What the column holds. */
    String column() {
        StringBuilder column = new StringBuilder(json.length() + 256).append(Checksum.of(texts));
        for (int i = 0; i < places.length; i++) {
            column.append(i == 0 ? '[' : ',');
            column.append(places[i] == null ? '"' + quoted.get(i) + '"' : places[i]);
        }
        column.append(places.length == 0 ? "[]" : "]").append(json);
        return LoneSurrogates.escaped(column.toString());
    }

    /**
     * An outcome with all its texts.
     *
     * @param isWhole whether they are what was written; else those that are lost are as long as they were
     */
    record Read(StoredOutcome outcome, boolean isWhole) {}

    /**
     * Puts an outcome together.
     *
     * @param column as it was written
     * @param answers what the row's calls were answered with; null of a call that is lost
     */
    static Read read(String column, IntFunction<@Nullable String> answers) {
        int at = column.indexOf('[');
        long checksum = Long.parseLong(column.substring(0, at));
        List<String> texts = new ArrayList<>();
        while (column.charAt(at) != ']') {
            boolean isOwn = column.charAt(at + 1) == '"';
            int end = isOwn ? JsonText.end(column, at + 2) + 1 : endOfPlace(column, at + 1);
            if (end > at + 1) {
                texts.add(
                        isOwn
                                ? JsonText.unquoted(column.substring(at + 2, end - 1))
                                : text(column.substring(at + 1, end), answers));
            }
            at = end;
        }
        try (JsonParser json = new Together(MAPPER.createParser(column.substring(at + 1)), texts)) {
            return new Read(Reading.READER.readValue(json), Checksum.of(texts) == checksum);
        } catch (IOException e) {
            throw new IllegalStateException("the store holds an outcome that cannot be read", e);
        }
    }

    private static int endOfPlace(String column, int from) {
        int end = from;
        while (column.charAt(end) != ',' && column.charAt(end) != ']') {
            end++;
        }
        return end;
    }

    private static String text(String place, IntFunction<@Nullable String> answers) {
        int first = place.indexOf(':');
        int second = place.indexOf(':', first + 1);
        int from = Integer.parseInt(place, first + 1, second, 10);
        int to = Integer.parseInt(place, second + 1, place.length(), 10);
        String answer = answers.apply(Integer.parseInt(place, 0, first, 10));
        try {
            return answer == null || answer.length() < to
                    ? LOST.repeat(to - from)
                    : JsonText.unquoted(answer.substring(from, to));
        } catch (IllegalStateException e) {
            return LOST.repeat(to - from); // a damaged answer
        }
    }

    /** Made where something is read: a run that is begun only writes. */
    private static final class Reading {
        private static final ObjectReader READER = MAPPER.readerFor(StoredOutcome.class);
    }

    /** Reads texts in place of their numbers. */
    private static final class Together extends JsonParserDelegate {
        private final List<String> texts;

        Together(JsonParser rest, List<String> texts) {
            super(rest);
            this.texts = texts;
        }

        @Override
        public String getText() throws IOException {
            String text = delegate.getText();
            return delegate.currentToken() == JsonToken.VALUE_STRING && text.startsWith(MARK)
                    ? texts.get(Integer.parseInt(text, 1, text.length(), 10))
                    : text;
        }

        @Override
        public String getValueAsString() throws IOException {
            return getText();
        }
    }
}
