package dev.constitution.runner.advice;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Interval;
import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a run shows of principles: those that never or always object, change nothing, or decide like another one. */
final class RunRules {
    /** Of fewer prompts, none may be chance: the interval of 0 of 20 ends at 16 %. */
    static final int FEWEST = 20;

    private static final double ALIKE = 0.8;
    private static final double SURELY_ALIKE = 0.6;

    private RunRules() {}

    static List<Advice> of(List<SourceNode> principles, RunEvidence evidence) {
        List<Advice> advice = new ArrayList<>();
        Map<String, SourceNode> nodes = new LinkedHashMap<>();
        principles.forEach(node -> nodes.put(node.text("id"), node));
        evidence.uses().values().forEach(use -> add(use, nodes, advice));
        alike(evidence.critics(), "objected to the same answers", "answer", nodes, advice);
        alike(evidence.judges(), "preferred the same answers", "pair", nodes, advice);
        return advice;
    }

    private static void add(PrincipleUse use, Map<String, SourceNode> nodes, List<Advice> advice) {
        if (use.asked() < FEWEST) {
            return;
        }
        SourceNode principle = node(use.principle(), nodes);
        SourceNode critique = principle.has("critique_request") ? principle.get("critique_request") : principle;
        String prompts = Words.count(use.asked(), "prompt");
        Interval firing = use.firing().interval();
        if (use.objected() == 0) {
            advice.add(Advice.at(
                    critique,
                    AdviceKind.NEVER_FIRED,
                    use.principle(),
                    "the critic objected on none of %s (95 %%: at most %s)".formatted(prompts, percent(firing.high())),
                    "leave the principle out for such prompts, or ask more precisely"));
        } else if (use.objected() == use.asked()) {
            advice.add(Advice.at(
                    critique,
                    AdviceKind.ALWAYS_FIRED,
                    use.principle(),
                    "the critic objected on all of %s (95 %%: at least %s)".formatted(prompts, percent(firing.low())),
                    "ask for what is wrong, not for what could be better, and add a worked example that is kept"));
        }
        if (use.objected() >= FEWEST && use.changed() == 0) {
            SourceNode revision = principle.has("revision_request") ? principle.get("revision_request") : principle;
            advice.add(Advice.at(
                    revision,
                    AdviceKind.NEVER_CHANGED,
                    use.principle(),
                    "no answer changed on the %s where the critic objected"
                            .formatted(Words.count(use.objected(), "prompt")),
                    "say in the revision request what is to be done"));
        }
    }

    private static void alike(
            SameDecisions decisions, String did, String thing, Map<String, SourceNode> nodes, List<Advice> advice) {
        for (SameDecisions.Agreement two : decisions.agreements()) {
            Figure.Estimate kappa = two.kappa().estimate().orElse(null);
            if (kappa != null
                    && kappa.n() >= FEWEST
                    && kappa.value() >= ALIKE
                    && kappa.range()
                            .filter(range -> range.low() >= SURELY_ALIKE)
                            .isPresent()) {
                SourceNode later = later(node(two.a(), nodes), node(two.b(), nodes));
                String other = later.text("id").equals(two.a()) ? two.b() : two.a();
                advice.add(Advice.at(
                        later,
                        AdviceKind.SAME_DECISIONS,
                        later.text("id"),
                        String.format(
                                Locale.ROOT,
                                "it and \"%s\" %s: kappa %.2f on %s",
                                other,
                                did,
                                kappa.value(),
                                Words.count(kappa.n(), thing)),
                        "try the set without one of them"));
            }
        }
    }

    private static SourceNode node(String principle, Map<String, SourceNode> nodes) {
        return Objects.requireNonNull(nodes.get(principle));
    }

    private static SourceNode later(SourceNode a, SourceNode b) {
        return a.line() > b.line() ? a : b;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
