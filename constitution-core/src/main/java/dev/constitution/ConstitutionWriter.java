package dev.constitution;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Writes a {@link Constitution} as YAML that {@link ConstitutionReader} reads back as an equal one. */
final class ConstitutionWriter {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private final JsonGenerator out;

    private ConstitutionWriter(JsonGenerator out) {
        this.out = out;
    }

    static String write(Constitution constitution) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = YAML.createGenerator(text)) {
            new ConstitutionWriter(out).constitution(constitution);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private void constitution(Constitution c) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", c.id());
        out.writeStringField("title", c.title());
        out.writeStringField("version", c.version());
        out.writeStringField("language", c.language());
        out.writeStringField("licence", c.licence());
        out.writeStringField("source", c.source());
        out.writeStringField("precedence", c.precedence().name().toLowerCase(Locale.ROOT));
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
        out.writeEndObject();
    }

    private void principle(Principle p) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", p.id());
        out.writeStringField("title", p.title());
        out.writeStringField("norm", p.norm());
        out.writeStringField("critique_request", p.critiqueRequest());
        out.writeStringField("revision_request", p.revisionRequest());
        out.writeStringField("comparison", p.comparison());
        if (p.weight() != 1) {
            out.writeNumberField("weight", p.weight());
        }
        if (!p.tags().isEmpty()) {
            out.writeArrayFieldStart("tags");
            for (String tag : p.tags()) {
                out.writeString(tag);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void exemplar(Exemplar e) throws IOException {
        out.writeStartObject();
        prompt(e.prompt());
        out.writeStringField("response", e.response());
        out.writeStringField("critique_request", e.critiqueRequest());
        out.writeStringField("critique", e.critique());
        out.writeStringField("decision", e.decision().name().toLowerCase(Locale.ROOT));
        if (e.decision() == Decision.REVISE || !e.revisionRequest().isEmpty()) {
            out.writeStringField("revision_request", e.revisionRequest());
        }
        if (e.decision() == Decision.REVISE || !e.revision().equals(e.response())) {
            out.writeStringField("revision", e.revision());
        }
        out.writeEndObject();
    }

    private void prompt(List<Message> messages) throws IOException {
        if (messages.size() == 1 && messages.get(0).role() == Message.Role.USER) {
            out.writeStringField("prompt", messages.get(0).content());
            return;
        }
        out.writeArrayFieldStart("prompt");
        for (Message message : messages) {
            out.writeStartObject();
            out.writeStringField("role", message.role().label());
            out.writeStringField("content", message.content());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
