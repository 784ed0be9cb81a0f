package dev.constitution.runner.display;

import dev.constitution.chat.Message;
import dev.constitution.chat.ProviderError;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredComparison;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.outcome.StoredVerdict;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows one row to people: what was asked and answered from top to bottom, how it ended and why, and what it took. */
public final class ShownRowText {
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";

    private final ShownRow row;
    private final TextWrap wrap;
    private final PrintWriter out;
    private final Map<String, String> thoughts = new HashMap<>();

    private ShownRowText(ShownRow row, TextWrap wrap, PrintWriter out) {
        this.row = row;
        this.wrap = wrap;
        this.out = out;
        row.calls().stream()
                .filter(ShownCall::isUsed)
                .forEach(call -> call.thoughts().ifPresent(text -> thoughts.put(call.step(), text)));
    }

    public static void print(ShownRow row, TextWrap wrap, PrintWriter out) {
        ShownRowText text = new ShownRowText(row, wrap, out);
        text.heading();
        row.outcome().map(StoredOutcome::of).ifPresent(text::content);
        text.unused();
        text.calls();
        out.flush();
    }

    private void heading() {
        String number = String.format(Locale.ROOT, "row %d of %,d", row.row() + 1, row.rows());
        line("", number + row.outcome().map(ShownRowText::ending).orElse(": not done yet"));
        row.outcome().map(StoredOutcome::of).flatMap(ShownRowText::why).ifPresent(why -> line(INDENT, why));
    }

    private static String ending(OutcomeRecord outcome) {
        String kept = outcome.detail().equals(ReasonText.NO_REVISION_NEEDED)
                ? "needed no revision"
                : outcome.kind().label() + (outcome.detail().isEmpty() ? "" : ", " + outcome.detail());
        return ", " + outcome.id() + ": " + kept;
    }

    /** What the gate, or the provider, said. */
    private static Optional<String> why(StoredOutcome content) {
        String place = content.line().isPresent() ? "line " + content.line().getAsLong() + ": " : "";
        String role = content.role().map(asked -> "the " + asked + ": ").orElse("");
        return content.message()
                .map(said -> place + role + ProviderError.sentence(said))
                .or(content::reason);
    }

    private void content(StoredOutcome content) {
        if (!content.prompt().isEmpty()) {
            section("prompt");
            content.prompt().forEach(this::turn);
        }
        if (!content.metadata().isEmpty()) {
            section("other fields of the input");
            line(INDENT, Json.line(content.metadata()));
        }
        content.answers().ifPresent(answers -> {
            for (int i = 0; i < answers.size(); i++) {
                section("answer " + (i + 1) + side(content, answers.get(i).text()));
                answer(answers.get(i));
            }
        });
        content.comparisons().ifPresent(all -> all.forEach(this::comparison));
        content.arms().forEach(arm -> {
            section("arm " + arm.arm() + ": " + ending(arm));
            content(arm.outcome());
        });
        content.duels().forEach(this::duel);
        content.initial().ifPresent(initial -> {
            section((content.holdsContrast() ? "plain answer" : "initial answer") + side(content, initial.text()));
            answer(initial);
        });
        content.instructed().ifPresent(instructed -> {
            section("answer under the constitution" + side(content, instructed.text()));
            answer(instructed);
        });
        content.turns().ifPresent(turns -> turns(turns, content));
        content.steps().ifPresent(steps -> steps.forEach(step -> step(step, content)));
        content.confirmation().ifPresent(judged -> {
            section("confirmation, "
                    + (content.holdsContrast()
                            ? "answer under the constitution (first) against plain answer (second)"
                            : "revision (first) against initial answer (second)")
                    + under(judged.principles()));
            verdict(INDENT, judged.verdict());
        });
        content.judgement().ifPresent(judged -> {
            boolean swapped = content.secondFirst().orElse(false);
            section("judgement, the file's " + (swapped ? "second answer shown as first" : "answers in their order")
                    + under(judged.principles()));
            verdict(INDENT, judged.verdict());
        });
        if (content.probability().isPresent()) {
            section(String.format(
                    Locale.ROOT,
                    "probability that the chosen answer is better: %.3f",
                    content.probability().getAsDouble()));
        }
    }

    /** What a model says of itself; of a conversation also what of it is not to be learned. */
    private void turns(List<StoredReply> turns, StoredOutcome content) {
        for (int i = 0; i < turns.size(); i++) {
            boolean isLeftOut = content.conversation().isPresent() && i >= content.turnsLearned();
            section(turns.get(i).call() + (isLeftOut ? " (left out)" : ""));
            answer(turns.get(i));
        }
    }

    private static String side(StoredOutcome content, String text) {
        return content.chosen().filter(text::equals).isPresent()
                ? " (chosen)"
                : content.rejected().filter(text::equals).isPresent() ? " (rejected)" : "";
    }

    private void turn(Message message) {
        line(INDENT, message.role().label() + ":");
        line(DEEPER, message.inWords());
    }

    private void answer(StoredReply reply) {
        thoughts(INDENT, reply);
        line(INDENT, reply.text());
    }

    private void thoughts(String indent, StoredReply reply) {
        Optional.ofNullable(thoughts.get(reply.call())).ifPresent(text -> {
            line(indent, "[thoughts]");
            line(indent, text);
            line(indent, "[answer]");
        });
    }

    private void step(StoredStep step, StoredOutcome content) {
        section("round " + step.round() + ", principle " + step.principle());
        step.critique().ifPresent(critique -> {
            line(INDENT, "critique, decision: " + critique.decision());
            thoughts(DEEPER, critique.reply());
            line(DEEPER, critique.text());
        });
        step.revision().ifPresent(revision -> {
            boolean chosen = revision.accepted()
                    && content.chosen().filter(revision.answer()::equals).isPresent();
            line(
                    INDENT,
                    "revision, read as " + revision.reading()
                            + (revision.accepted() ? "" : ", so that the answer before it stands; the reply")
                            + (chosen ? " (chosen)" : ""));
            thoughts(DEEPER, revision.reply());
            if (revision.accepted()) {
                line(DEEPER, revision.answer());
                cut(revision);
            } else {
                line(DEEPER, revision.reply().text());
            }
        });
    }

    /** What of the reviser's reply is not in the revision. */
    private void cut(StoredStep.Revision revision) {
        String said = revision.reply().text();
        int start = said.indexOf(revision.answer());
        if (start < 0) {
            line(INDENT, "the reply that it was taken from");
            line(DEEPER, said);
            return;
        }
        part("cut off before it", said.substring(0, start));
        part("cut off behind it", said.substring(start + revision.answer().length()));
    }

    private void part(String label, String text) {
        if (!text.isBlank()) {
            line(INDENT, label);
            line(DEEPER, text.strip());
        }
    }

    private static String ending(StoredArm arm) {
        return arm.ending() == OutcomeKind.PAIR
                ? "revised"
                : why(arm.outcome()).orElse(arm.ending().label());
    }

    private void duel(StoredDuel duel) {
        String first = duel.bFirst() ? duel.b() : duel.a();
        String second = duel.bFirst() ? duel.a() : duel.b();
        section("duel, arm " + first + " (first) against arm " + second + " (second)"
                + duel.judgement().map(judged -> under(judged.principles())).orElse(""));
        duel.judgement().ifPresent(judged -> verdict(INDENT, judged.verdict()));
        duel.message().ifPresent(said -> line(INDENT, "no verdict: " + ProviderError.sentence(said)));
        if (duel.isOfEqualAnswers()) {
            line(INDENT, "the same answer: a tie, for which no judge is asked");
        }
    }

    private void comparison(StoredComparison comparison) {
        section("comparison, answer " + comparison.a() + " (first) against answer " + comparison.b() + " (second)"
                + under(comparison.principles()));
        verdict(INDENT, comparison.verdict());
    }

    private static String under(List<String> principles) {
        return principles.isEmpty() ? "" : ", under " + String.join(", ", principles);
    }

    private void verdict(String indent, StoredVerdict verdict) {
        line(
                indent,
                verdict.unreadable()
                        .map(reason -> "no verdict: " + reason)
                        .orElseGet(() -> String.format(
                                Locale.ROOT,
                                "first is better: %.3f (%s)%s",
                                verdict.probability().orElse(Double.NaN),
                                verdict.basis().orElse("?"),
                                verdict.orderEffect().map(ShownRowText::order).orElse(""))));
        for (StoredReply reply : verdict.replies()) {
            line(indent, reply.call() + ":");
            thoughts(indent + INDENT, reply);
            line(indent + INDENT, reply.text());
        }
        for (StoredVerdict.Part part : verdict.parts()) {
            line(indent, part.part() + ":");
            verdict(indent + INDENT, part.verdict());
        }
    }

    private static String order(OrderEffect effect) {
        return String.format(
                Locale.ROOT,
                "; shown first %.3f, shown second %.3f%s",
                effect.aFirst(),
                effect.aSecond(),
                effect.isSamePosition() ? ": the same position won" : "");
    }

    /** Answers that came and gave nothing: cut off, empty, or not in the provider's form. */
    private void unused() {
        for (ShownCall call : row.calls()) {
            if (!call.isUsed()) {
                section("answered to " + call.step() + ", not used");
                call.thoughts().ifPresent(text -> {
                    line(INDENT, "[thoughts]");
                    line(INDENT, text);
                    line(INDENT, "[as it came]");
                });
                line(INDENT, call.answer().orElse(""));
            }
        }
    }

    private void calls() {
        if (row.calls().isEmpty()) {
            section("no model answered");
            return;
        }
        section("calls, cost at the run's prices");
        row.calls().forEach(this::call);
        line(
                INDENT,
                String.format(
                        Locale.ROOT,
                        "%s, %,d ms, %s in, %s out, %s",
                        Words.count(row.calls().size(), "call"),
                        row.calls().stream().mapToLong(ShownCall::latencyMs).sum(),
                        sum(row.calls().stream().map(ShownCall::inputTokens).toList()),
                        sum(row.calls().stream().map(ShownCall::outputTokens).toList()),
                        total()));
    }

    private String total() {
        Cost total = Cost.ZERO;
        for (ShownCall call : row.calls()) {
            total = total.plus(call.costUsd().map(Cost::new).orElse(Cost.ZERO));
        }
        long unknown =
                row.calls().stream().filter(call -> call.costUsd().isEmpty()).count();
        if (unknown == 0) {
            return total.toString();
        }
        return total.equals(Cost.ZERO)
                ? "cost unknown"
                : "at least " + total + ", " + Words.count(unknown, "call") + " unpriced";
    }

    private static String sum(List<OptionalLong> tokens) {
        return Words.count(tokens.stream().mapToLong(some -> some.orElse(0)).sum(), "token");
    }

    private void call(ShownCall call) {
        line(
                INDENT,
                String.format(
                        Locale.ROOT,
                        "%-14s %s, %,d ms, %s tokens in, %s out%s, %s",
                        call.step(),
                        call.model(),
                        call.latencyMs(),
                        tokens(call.inputTokens()),
                        tokens(call.outputTokens()),
                        call.estimated() ? " (estimated)" : "",
                        call.costUsd().map(usd -> new Cost(usd).toString()).orElse("cost unknown")));
    }

    private static String tokens(OptionalLong tokens) {
        return tokens.isPresent() ? String.format(Locale.ROOT, "%,d", tokens.getAsLong()) : "?";
    }

    private void section(String title) {
        out.println();
        line("", title);
    }

    private void line(String indent, String text) {
        wrap.lines(indent, text).forEach(out::println);
    }
}
