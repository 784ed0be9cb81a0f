package dev.constitution.runner.prose;

import dev.constitution.principles.Choice;
import dev.constitution.principles.ComparisonExemplar;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Exemplar;
import dev.constitution.principles.Principle;
import dev.constitution.runner.prose.WorkedExample.Answer;
import dev.constitution.runner.prose.WorkedExample.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The worked examples that a constitution shows its models. It shows them all before every request, so that there are a few,
 * the shortest, in the document's order.
 *
 * @param used by the place of an example in the document, which are shown
 */
record ShownExamples(List<Exemplar> exemplars, List<ComparisonExemplar> comparisonExemplars, Set<Integer> used) {
    private static final int MOST_OF_A_KIND = 4;
    private static final int MOST_KEPT = 2;
    private static final int MOST_WORDS = 150;

    ShownExamples {
        exemplars = List.copyOf(exemplars);
        comparisonExemplars = List.copyOf(comparisonExemplars);
        used = Set.copyOf(used);
    }

    static ShownExamples of(
            ProseDocument document, List<WorkedExample> examples, List<Clause> clauses, List<Principle> principles) {
        Set<Integer> used = new HashSet<>();
        Predicate<WorkedExample> hasBoth =
                one -> one.first(Mark.GOOD).isPresent() && one.first(Mark.BAD).isPresent();
        List<ComparisonExemplar> compared = new ArrayList<>();
        for (int place : shortest(examples, MOST_OF_A_KIND, hasBoth)) {
            used.add(place);
            // Which comes first says nothing.
            compared.add(comparison(examples.get(place), compared.size() % 2 == 0));
        }
        List<Integer> criticised = shortest(
                examples,
                MOST_OF_A_KIND,
                hasBoth.and(one -> !note(one, Mark.BAD).isEmpty()));
        List<Integer> kept = shortest(
                examples,
                MOST_KEPT,
                one -> !note(one, Mark.GOOD).isEmpty() && one.first(Mark.BAD).isEmpty());
        List<Exemplar> exemplars = new ArrayList<>();
        IntStream.range(0, examples.size())
                .filter(place -> criticised.contains(place) || kept.contains(place))
                .forEach(place -> principle(document, examples.get(place), clauses, principles)
                        .ifPresent(principle -> {
                            used.add(place);
                            exemplars.add(exemplar(examples.get(place), principle));
                        }));
        return new ShownExamples(exemplars, compared, used);
    }

    /** Why an example is not shown; empty where it is. */
    String unshown(int place, WorkedExample example) {
        if (used.contains(place)) {
            return "";
        }
        return example.unfit().isEmpty()
                ? "others are shorter, or it has no pair of answers or no note"
                : example.unfit();
    }

    private static List<Integer> shortest(List<WorkedExample> examples, int most, Predicate<WorkedExample> isOfUse) {
        return IntStream.range(0, examples.size())
                .filter(place -> examples.get(place).unfit().isEmpty()
                        && examples.get(place).words() <= MOST_WORDS
                        && isOfUse.test(examples.get(place)))
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer place) -> examples.get(place).words()))
                .limit(most)
                .sorted()
                .toList();
    }

    private static String note(WorkedExample example, Mark mark) {
        return example.first(mark).map(Answer::note).orElse("");
    }

    private static ComparisonExemplar comparison(WorkedExample example, boolean goodFirst) {
        String good = example.first(Mark.GOOD).orElseThrow().text();
        String bad = example.first(Mark.BAD).orElseThrow().text();
        return new ComparisonExemplar(
                example.turns(), goodFirst ? good : bad, goodFirst ? bad : good, goodFirst ? Choice.A : Choice.B, "");
    }

    private static Exemplar exemplar(WorkedExample example, Principle principle) {
        String good = example.first(Mark.GOOD).orElseThrow().text();
        Optional<Answer> bad = example.first(Mark.BAD);
        return new Exemplar(
                example.turns(),
                bad.map(Answer::text).orElse(good),
                principle.critiqueRequest(),
                bad.map(Answer::note).orElse(note(example, Mark.GOOD)),
                bad.isPresent() ? Decision.REVISE : Decision.KEEP,
                principle.revisionRequest(),
                good);
    }

    /** That of the clause before the example, else of the first one, in the example's section. */
    private static Optional<Principle> principle(
            ProseDocument document, WorkedExample example, List<Clause> clauses, List<Principle> principles) {
        int section = document.pieces().stream()
                .filter(piece -> piece.from() <= example.from() && example.from() < piece.to())
                .findFirst()
                .orElseThrow()
                .section();
        List<Integer> inSection = IntStream.range(0, clauses.size())
                .filter(i -> clauses.get(i).piece().section() == section)
                .boxed()
                .toList();
        return inSection.stream()
                .filter(i -> clauses.get(i).piece().from() < example.from())
                .reduce((first, second) -> second)
                .or(() -> inSection.stream().findFirst())
                .map(principles::get);
    }
}
