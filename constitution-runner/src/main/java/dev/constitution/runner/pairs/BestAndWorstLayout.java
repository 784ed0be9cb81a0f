package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import dev.constitution.source.Suggestion;
import java.math.BigDecimal;
import java.util.List;

/**
 * Rows with several rated answers, of which the best and the worst are the pair, in the file's order: UltraFeedback's
 * completions, of which the higher score is the better, and Nectar's answers, of which the lower rank is.
 */
final class BestAndWorstLayout implements PairLayout {
    private final String list;
    private final String text;
    private final List<String> scores;
    private final boolean higherIsBetter;

    private BestAndWorstLayout(String list, String text, List<String> scores, boolean higherIsBetter) {
        this.list = list;
        this.text = text;
        this.scores = scores;
        this.higherIsBetter = higherIsBetter;
    }

    /** The mean of the aspects' ratings, which is known to be sounder, comes before the overall score. */
    static PairLayout ultraFeedback() {
        return new BestAndWorstLayout("completions", "response", List.of("fine-grained_score", "overall_score"), true);
    }

    static PairLayout nectar() {
        return new BestAndWorstLayout("answers", "answer", List.of("rank"), false);
    }

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        JsonNode answers = PairFields.required(row, list);
        if (!answers.isArray() || answers.size() < 2) {
            throw new BadRowException("\"" + list + "\" must be a list of two answers or more");
        }
        String score = score(answers);
        int best = 0;
        int worst = 0;
        for (int i = 1; i < answers.size(); i++) {
            best = order(answers, score, i, best) > 0 ? i : best;
            worst = order(answers, score, i, worst) < 0 ? i : worst;
        }
        if (best == worst) { // all are alike
            worst = 1;
        }
        int a = Math.min(best, worst);
        int b = Math.max(best, worst);
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.of(row).turns(),
                PairFields.text(answers.get(a), text),
                PairFields.text(answers.get(b), text),
                Preferred.greater(order(answers, score, a, b), 0));
    }

    private String score(JsonNode answers) throws BadRowException {
        for (String name : scores) {
            boolean all = true;
            for (JsonNode answer : answers) {
                all &= PairFields.number(answer.path(name)).isPresent();
            }
            if (all) {
                return name;
            }
        }
        throw new BadRowException("an answer under \"" + list + "\" has no number under "
                + Suggestion.quotedList(scores) + "; correct or remove the row");
    }

    /** Above 0 where the first is the better. */
    private int order(JsonNode answers, String score, int first, int second) {
        int order = value(answers.get(first), score).compareTo(value(answers.get(second), score));
        return higherIsBetter ? order : -order;
    }

    private static BigDecimal value(JsonNode answer, String score) {
        return PairFields.number(answer.path(score)).orElseThrow();
    }
}
