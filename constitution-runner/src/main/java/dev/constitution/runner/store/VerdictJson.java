package dev.constitution.runner.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import java.io.IOException;
import java.util.List;

/** Writes judges' verdicts as the store keeps them. */
final class VerdictJson {
    private VerdictJson() {}

    /** The fields of a comparison of two of a row's answers, in an object of its own. */
    static void comparison(JsonGenerator json, JudgedPair pair) throws IOException {
        json.writeStartObject();
        json.writeNumberField("a", pair.a());
        json.writeNumberField("b", pair.b());
        fields(json, pair.judgement());
        json.writeEndObject();
    }

    /** What a judged row is counted by: {@code preference}, {@code tie} or {@code no_verdict}. */
    static String detail(Outcome.Judged judged) {
        if (!(judged.judgement().verdict() instanceof Verdict.Preference preference)) {
            return "no_verdict";
        }
        return preference.isTie() ? "tie" : "preference";
    }

    static void judgement(JsonGenerator json, Judgement judgement) throws IOException {
        json.writeStartObject();
        fields(json, judgement);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, Judgement judgement) throws IOException {
        principles(json, judgement.principles());
        json.writeFieldName("verdict");
        verdict(json, judgement.verdict());
    }

    static void principles(JsonGenerator json, List<String> ids) throws IOException {
        json.writeArrayFieldStart("principles");
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
    }

    /** A verdict: {@code probability} or {@code unreadable}, and what it came from. */
    static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeStartObject();
        if (verdict instanceof Verdict.Preference preference) {
            json.writeNumberField("probability", preference.probability());
            json.writeStringField("basis", preference.basis().label());
            if (preference.order().isPresent()) {
                Verdict.OrderEffect order = preference.order().get();
                json.writeObjectFieldStart("order");
                json.writeNumberField("a_first", order.aFirst());
                json.writeNumberField("a_second", order.aSecond());
                json.writeBooleanField("same_position", order.isSamePosition());
                json.writeEndObject();
            }
        } else if (verdict instanceof Verdict.Unreadable unreadable) {
            json.writeStringField("unreadable", unreadable.reason());
        } else {
            throw new IllegalArgumentException("a verdict of an unknown kind: " + verdict);
        }
        if (!verdict.parts().isEmpty()) {
            json.writeArrayFieldStart("parts");
            for (Verdict.Part part : verdict.parts()) {
                json.writeStartObject();
                json.writeStringField("part", part.label());
                json.writeFieldName("verdict");
                verdict(json, part.verdict());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!verdict.replies().isEmpty()) {
            json.writeArrayFieldStart("replies");
            for (Reply reply : verdict.replies()) {
                OutcomeJson.reply(json, reply);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
