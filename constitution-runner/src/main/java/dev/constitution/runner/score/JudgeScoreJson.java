package dev.constitution.runner.score;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.rows.Dirt;
import dev.constitution.runner.stats.Kappa;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * How a judge did as one JSON object, described in {@code docs/labelled-pairs.md}. Fields may be added; the version rises when one
 * goes or changes its meaning.
 */
public final class JudgeScoreJson {
    private static final int VERSION = 1;

    private final JsonGenerator json;

    private JudgeScoreJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * The score as JSON.
     *
     * @param run what became of the judge's run, as JSON; empty for a rule
     */
    public static String of(JudgeScore score, Optional<String> run) {
        return Json.line(json -> new JudgeScoreJson(json).write(score, run));
    }

    private void write(JudgeScore score, Optional<String> run) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("pairs", score.rows().location());
        json.writeStringField("format", score.form());
        json.writeStringField("judge", score.judge());
        rows(score.rows());
        json.writeNumberField("no_majority", score.agreement().noMajority());
        json.writeNumberField("failed", score.failed());
        agreement(score.agreement());
        if (score.soft().isPresent()) {
            position(score.soft().get().position());
            calibration(score.soft().get().calibration());
        }
        json.writeObjectFieldStart("principles");
        for (Map.Entry<String, Agreement> principle : score.principles().entrySet()) {
            json.writeObjectFieldStart(principle.getKey());
            agreement(principle.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
        if (run.isPresent()) {
            json.writeFieldName("run");
            json.writeTree(Json.parse(run.get()));
        }
        json.writeEndObject();
    }

    private void rows(LabelledRows rows) throws IOException {
        json.writeNumberField("rows", rows.rows());
        json.writeNumberField("unreadable", rows.unreadable());
        json.writeObjectFieldStart("odd");
        for (Map.Entry<Dirt.Kind, Long> dirt : rows.dirt().entrySet()) {
            json.writeNumberField(dirt.getKey().label(), dirt.getValue());
        }
        json.writeEndObject();
    }

    private void agreement(Agreement agreement) throws IOException {
        json.writeNumberField("n", agreement.pairs());
        json.writeNumberField("verdicts", agreement.verdicts());
        json.writeNumberField("agree", agreement.agreeing().hits());
        ProportionJson.write(json, "accuracy", agreement.agreeing());
        ProportionJson.write(json, "accuracy_without_ties", agreement.agreeingWithoutTies());
        Optional<Kappa> kappa = agreement.verdicts() == 0 ? Optional.empty() : agreement.kappa();
        json.writeFieldName("kappa");
        if (kappa.isPresent()) {
            json.writeStartObject();
            ProportionJson.write(json, "value", kappa.get().value());
            ProportionJson.write(json, kappa.get().interval());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeObjectFieldStart("ties");
        json.writeNumberField("people", agreement.tiesOfPeople());
        json.writeNumberField("judge", agreement.tiesOfJudge());
        json.writeNumberField("both", agreement.count(Preferred.TIE, Preferred.TIE));
        json.writeEndObject();
        json.writeObjectFieldStart("length");
        ProportionJson.write(json, "people_for_longer", agreement.peopleForLonger());
        ProportionJson.write(json, "judge_for_longer", agreement.judgeForLonger());
        ProportionJson.write(json, "accuracy_longer_preferred", agreement.whereLongerIsPreferred());
        ProportionJson.write(json, "accuracy_shorter_preferred", agreement.whereShorterIsPreferred());
        json.writeEndObject();
    }

    private void position(PositionBias position) throws IOException {
        json.writeObjectFieldStart("position");
        ProportionJson.write(json, "same_position", position.samePosition());
        ProportionJson.write(json, "first", position.first());
        json.writeBooleanField("bound", position.isBound());
        json.writeStringField("prefers", position.preferred().orElse(null));
        json.writeEndObject();
    }

    private void calibration(Calibration calibration) throws IOException {
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("n", calibration.pairs());
        if (calibration.pairs() == 0) {
            json.writeNullField("expected_error");
        } else {
            ProportionJson.write(json, "expected_error", calibration.expectedError());
        }
        json.writeArrayFieldStart("bins");
        for (Calibration.Bin bin : calibration.bins()) {
            json.writeStartObject();
            ProportionJson.write(json, "from", bin.from());
            ProportionJson.write(json, "to", bin.to());
            ProportionJson.write(json, "confidence", bin.confidence());
            ProportionJson.write(json, "accuracy", bin.right());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
