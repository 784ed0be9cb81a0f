package dev.constitution.principles;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.constitution.chat.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Writes a {@link Constitution} as YAML that {@link ConstitutionReader} reads back as an equal one. */
final class ConstitutionWriter {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private final YAMLGenerator out;

    private ConstitutionWriter(YAMLGenerator out) {
        this.out = out;
    }

    static String write(Constitution constitution) {
        StringWriter text = new StringWriter();
        try (YAMLGenerator out = YAML.createGenerator(text)) {
            new ConstitutionWriter(out).constitution(constitution);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private void constitution(Constitution c) throws IOException {
        out.writeStartObject();
        text("id", c.id());
        text("title", c.title());
        text("version", c.version());
        text("language", c.language());
        text("licence", c.licence());
        text("source", c.source());
        text("precedence", c.precedence().name().toLowerCase(Locale.ROOT));
        out.writeArrayFieldStart("principles");
        for (Principle principle : c.principles()) {
            principle(principle);
        }
        out.writeEndArray();
        if (!c.exemplars().isEmpty()) {
            out.writeArrayFieldStart("exemplars");
            for (Exemplar exemplar : c.exemplars()) {
                exemplar(exemplar);
            }
            out.writeEndArray();
        }
        if (!c.comparisonExemplars().isEmpty()) {
            out.writeArrayFieldStart("comparison_exemplars");
            for (ComparisonExemplar exemplar : c.comparisonExemplars()) {
                comparisonExemplar(exemplar);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void principle(Principle p) throws IOException {
        out.writeStartObject();
        text("id", p.id());
        text("title", p.title());
        text("norm", p.norm());
        text("critique_request", p.critiqueRequest());
        text("revision_request", p.revisionRequest());
        text("comparison", p.comparison());
        if (p.weight() != 1) {
            out.writeNumberField("weight", p.weight());
        }
        if (!p.tags().isEmpty()) {
            out.writeArrayFieldStart("tags");
            for (String tag : p.tags()) {
                text(tag);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void exemplar(Exemplar e) throws IOException {
        out.writeStartObject();
        prompt(e.prompt());
        text("response", e.response());
        text("critique_request", e.critiqueRequest());
        text("critique", e.critique());
        text("decision", e.decision().name().toLowerCase(Locale.ROOT));
        if (e.decision() == Decision.REVISE || !e.revisionRequest().isEmpty()) {
            text("revision_request", e.revisionRequest());
        }
        if (e.decision() == Decision.REVISE || !e.revision().equals(e.response())) {
            text("revision", e.revision());
        }
        out.writeEndObject();
    }

    private void comparisonExemplar(ComparisonExemplar e) throws IOException {
        out.writeStartObject();
        prompt(e.prompt());
        text("a", e.a());
        text("b", e.b());
        text("better", e.better().name().toLowerCase(Locale.ROOT));
        if (e.hasReasoning()) {
            text("reasoning", e.reasoning());
        }
        out.writeEndObject();
    }

    private void prompt(List<Message> messages) throws IOException {
        if (messages.size() == 1 && messages.get(0).role() == Message.Role.USER) {
            text("prompt", messages.get(0).content());
            return;
        }
        out.writeArrayFieldStart("prompt");
        for (Message message : messages) {
            out.writeStartObject();
            text("role", message.role().label());
            text("content", message.content());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void text(String key, String value) throws IOException {
        out.writeFieldName(key);
        text(value);
    }

    /**
     * With minimal quotes, texts of several lines become literal blocks and most others stay plain; the rest goes in
     * quotes, with escapes.
     */
    private void text(String value) throws IOException {
        out.configure(YAMLGenerator.Feature.MINIMIZE_QUOTES, isOrdinary(value));
        out.writeString(value);
    }

    /** Whether YAML would leave the text's line ends and indentation alone without quotes. */
    private static boolean isOrdinary(String text) {
        return !text.startsWith(" ")
                && !text.startsWith("\n")
                && text.codePoints().noneMatch(c -> c != '\n' && isUnusual(c));
    }

    /** Control characters, line ends of other kinds, and what has no character at all, such as half a surrogate pair. */
    private static boolean isUnusual(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
