package dev.constitution.runner.score;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Proportion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows people how a judge did. */
public final class JudgeScoreText {
    private final PrintWriter out;

    private JudgeScoreText(PrintWriter out) {
        this.out = out;
    }

    public static void print(JudgeScore score, PrintWriter out) {
        new JudgeScoreText(out).print(score);
        out.flush();
    }

    private void print(JudgeScore score) {
        Agreement agreement = score.agreement();
        out.println(Words.shown(score.rows().location()) + " (" + score.form() + "), judged by: "
                + Words.shown(score.judge()));
        out.println(rows(score));
        out.println();
        out.println(" ".repeat(37) + ProportionText.HEADER);
        share("agrees with people", agreement.agreeing());
        if (agreement.tiesOfPeople() + agreement.tiesOfJudge() > 0) {
            share("  where neither says tie", agreement.agreeingWithoutTies());
        }
        if (agreement.verdicts() > 0) {
            figure("  beyond chance (Cohen's kappa)", agreement.kappa());
            agreement.ac1().ifPresent(ac1 -> figure("  beyond chance (Gwet's AC1)", ac1));
        }
        share("  where people prefer the longer", agreement.whereLongerIsPreferred());
        share("  where people prefer the shorter", agreement.whereShorterIsPreferred());
        share("people prefer the longer answer", agreement.peopleForLonger());
        share("the judge prefers the longer answer", agreement.judgeForLonger());
        share("people say tie", new Proportion(agreement.tiesOfPeople(), agreement.verdicts()));
        share("the judge says tie", new Proportion(agreement.tiesOfJudge(), agreement.verdicts()));
        share("no verdict", agreement.withoutVerdict());
        score.soft().ifPresent(this::soft);
        principles(score.principles());
    }

    private static String rows(JudgeScore score) {
        LabelledRows rows = score.rows();
        String text = Words.count(rows.rows(), "row") + ": "
                + Words.count(score.agreement().pairs(), "labelled pair");
        if (score.agreement().noMajority() > 0) {
            text += ", " + score.agreement().noMajority() + " without a majority";
        }
        if (score.failed() > 0) {
            text += ", " + score.failed() + " failed";
        }
        if (rows.unreadable() > 0) {
            text += ", " + rows.unreadable() + " unreadable";
        }
        if (rows.odd() > 0) {
            text += rows.dirt().entrySet().stream()
                    .map(dirt -> dirt.getKey().label() + " " + dirt.getValue())
                    .collect(Collectors.joining(", ", "; " + rows.odd() + " odd (", ")"));
        }
        return text;
    }

    private void soft(JudgeScore.Soft soft) {
        PositionBias position = soft.position();
        share("same position wins in both orders", position.samePosition());
        share(
                position.samePosition().isKnown() ? "  the first of the two" : "the first position wins",
                position.first());
        if (position.first().isKnown()) {
            figure("  raises an answer's win rate by", position.bias());
        }
        if (position.isBound()) {
            out.printf(
                    Locale.ROOT,
                    "this judge goes by position: in %d of %d pairs the same one won, whichever answer stood there%n",
                    position.samePosition().hits(),
                    position.samePosition().of());
        }
        position.preferred().ifPresent(which -> out.println(preference(position, which)));
        if (position.isBorderline()) {
            out.println("whether this judge prefers a position is borderline: test and interval disagree");
        }
        soft.confidence().calibration().ifPresent(this::calibration);
    }

    private static String preference(PositionBias position, String which) {
        Proportion first = position.first();
        long won = which.equals("first") ? first.hits() : first.of() - first.hits();
        String where = position.samePosition().isKnown() ? "the order decided" : "the order was drawn";
        return "this judge prefers a position: where " + where + ", the " + which + " won " + won + " of " + first.of();
    }

    private void calibration(Calibration calibration) {
        out.printf(
                Locale.ROOT,
                "%nsure, and right (expected calibration error %.3f; by chance %.3f, p %.4f; corrected %.3f)%n",
                calibration.error().estimate().orElseThrow().value(),
                calibration.chance(),
                calibration.p(),
                calibration.corrected());
        figure("  surer than right by", calibration.gap());
        for (Calibration.Bin bin : calibration.curve()) {
            String label = String.format(
                    Locale.ROOT, "  %.2f to %.2f, on average %.3f", bin.from(), bin.to(), bin.probability());
            row(label, ProportionText.of(bin.frequency()) + (bin.isThin() ? "  (few)" : ""));
        }
    }

    private void principles(Map<String, Agreement> principles) {
        if (principles.values().stream().allMatch(agreement -> agreement.verdicts() == 0)) {
            return;
        }
        out.println("\nagrees with people, by principle");
        principles.forEach((principle, agreement) -> share("  " + Words.shown(principle), agreement.agreeing()));
    }

    private void share(String label, Proportion proportion) {
        if (proportion.isKnown()) {
            row(label, ProportionText.of(proportion));
        }
    }

    private void figure(String label, Figure figure) {
        row(label, FigureText.of(figure));
    }

    private void row(String label, String columns) {
        out.println(String.format(Locale.ROOT, "%-36s ", label) + columns);
    }
}
