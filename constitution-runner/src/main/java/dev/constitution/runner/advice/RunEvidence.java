package dev.constitution.runner.advice;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.outcome.JudgedRow;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.store.RunArms;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the principles of a set did in a run, or in the arms of an experiment: one pass over the store, in memory that grows with the
 * principles alone. Counts only principles that the run had in the very words of the set.
 */
final class RunEvidence {
    private static final String REVISE = Decision.REVISE.name().toLowerCase(Locale.ROOT);

    private final Map<String, PrincipleUse> uses = new LinkedHashMap<>();
    private final SameDecisions critics = new SameDecisions();
    private final SameDecisions judges = new SameDecisions();

    /** By arm, the principles in the very words of the set; the run that has no arms is the arm without a name. */
    private final Map<String, Set<String>> measured = new HashMap<>();

    private RunEvidence(Constitution set, StoreView store) {
        StoredArms.in(store)
                .ifPresent(arms -> arms.arms().forEach(arm -> measure(arm.name(), set, arm.constitution())));
        StoredArms.in(store).flatMap(RunArms::judge).ifPresent(judge -> measure("", set, judge.constitution()));
        RunConstitution.in(store).ifPresent(of -> measure("", set, of));
    }

    static RunEvidence of(Constitution set, StoreView store) {
        RunEvidence evidence = new RunEvidence(set, store);
        for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
            evidence.add(rows.next());
        }
        return evidence;
    }

    private void measure(String arm, Constitution set, Constitution had) {
        Set<String> ids = new HashSet<>();
        for (Principle principle : set.principles()) {
            if (had.principle(principle.id())
                    .filter(one -> sameWords(one, principle))
                    .isPresent()) {
                ids.add(principle.id());
                uses.putIfAbsent(principle.id(), PrincipleUse.none(principle.id()));
            }
        }
        measured.put(arm, ids);
    }

    private static boolean sameWords(Principle a, Principle b) {
        return a.norm().equals(b.norm())
                && a.critiqueRequest().equals(b.critiqueRequest())
                && a.revisionRequest().equals(b.revisionRequest())
                && a.comparison().equals(b.comparison());
    }

    private void add(OutcomeRecord row) {
        StoredOutcome outcome = StoredOutcome.of(row);
        Prompt prompt = new Prompt();
        if (row.kind() == OutcomeKind.JUDGED) {
            judges.add(preferences(JudgedRow.of(outcome)));
        } else if (outcome.arms().isEmpty()) {
            prompt.add("", outcome);
        } else {
            for (StoredArm arm : outcome.arms()) {
                prompt.add(arm.arm(), arm.outcome());
            }
        }
        prompt.finish();
    }

    private Map<String, Boolean> preferences(JudgedRow row) {
        Map<String, Boolean> preferences = new LinkedHashMap<>();
        row.byPrinciple().forEach((principle, probability) -> {
            if (probability.isPresent() && measuredIn("").contains(principle)) {
                Preferred preferred = Preferred.of(probability.getAsDouble());
                if (preferred.isAnswer()) {
                    preferences.put(principle, preferred == Preferred.A);
                }
            }
        });
        return preferences;
    }

    private Set<String> measuredIn(String arm) {
        return measured.getOrDefault(arm, Set.of());
    }

    /** What is counted of one prompt, in whatever arm. */
    private final class Prompt {
        private final Set<String> asked = new HashSet<>();
        private final Set<String> objected = new HashSet<>();
        private final Set<String> changed = new HashSet<>();

        /** By answer, whether each principle's critic objected to it. */
        private final Map<String, Map<String, Boolean>> decisions = new LinkedHashMap<>();

        void add(String arm, StoredOutcome outcome) {
            String answer = outcome.initial().map(StoredReply::text).orElse("");
            for (StoredStep step : outcome.steps().orElse(List.of())) {
                String next = step.revision().map(StoredStep.Revision::answer).orElse(answer);
                if (measuredIn(arm).contains(step.principle())) {
                    add(step, answer, next);
                }
                answer = next;
            }
        }

        private void add(StoredStep step, String before, String after) {
            String id = step.principle();
            asked.add(id);
            step.critique().ifPresent(critique -> {
                boolean objects = critique.decision().equals(REVISE);
                decisions.computeIfAbsent(before, any -> new LinkedHashMap<>()).putIfAbsent(id, objects);
                if (objects) {
                    objected.add(id);
                }
            });
            if (step.critique().isEmpty()) { // asked to revise outright
                objected.add(id);
            }
            if (!after.equals(before)) {
                changed.add(id);
            }
        }

        void finish() {
            for (String id : asked) {
                uses.computeIfPresent(id, (any, use) -> use.plus(objected.contains(id), changed.contains(id)));
            }
            decisions.values().forEach(critics::add);
        }
    }

    /** By principle in the set's order, as far as the run had it in the same words. */
    Map<String, PrincipleUse> uses() {
        return uses;
    }

    /** What critics decided on the same answers. */
    SameDecisions critics() {
        return critics;
    }

    /** Which of the same two answers judges preferred. */
    SameDecisions judges() {
        return judges;
    }
}
