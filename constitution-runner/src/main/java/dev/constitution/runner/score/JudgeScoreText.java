package dev.constitution.runner.score;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Proportion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        Optional<Kappa> kappa = agreement.verdicts() == 0 ? Optional.empty() : agreement.kappa();
        kappa.ifPresent(k -> out.printf(
                Locale.ROOT,
                "%-36s %11s %8.2f  %.2f to %.2f%n",
                "  beyond chance (Cohen's kappa)",
                "",
                k.value(),
                k.interval().low(),
                k.interval().high()));
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
        if (position.isBound()) {
            out.printf(
                    Locale.ROOT,
                    "this judge goes by position: in %d of %d pairs the same one won, whichever answer stood there%n",
                    position.samePosition().hits(),
                    position.samePosition().of());
        }
        position.preferred().ifPresent(which -> out.println(preference(position, which)));
        calibration(soft.calibration());
    }

    private static String preference(PositionBias position, String which) {
        Proportion first = position.first();
        long won = which.equals("first") ? first.hits() : first.of() - first.hits();
        String where = position.samePosition().isKnown() ? "the order decided" : "the order was drawn";
        return "this judge prefers a position: where " + where + ", the " + which + " won " + won + " of " + first.of();
    }

    private void calibration(Calibration calibration) {
        if (calibration.pairs() == 0) {
            return;
        }
        out.printf(Locale.ROOT, "%nsure, and right (expected calibration error %.3f)%n", calibration.expectedError());
        for (Calibration.Bin bin : calibration.bins()) {
            share(
                    String.format(
                            Locale.ROOT, "  %.2f to %.2f, on average %.3f", bin.from(), bin.to(), bin.confidence()),
                    bin.right());
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
            out.println(String.format(Locale.ROOT, "%-36s ", label) + ProportionText.of(proportion));
        }
    }
}
