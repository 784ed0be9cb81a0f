package dev.constitution.runner.label;

import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run's labels come to.
 *
 * @param labels how many there are of answers as they are now, skipped ones among them
 * @param prompts on how many prompts
 * @param outdated labels of answers that have been made anew since, which count nowhere else
 * @param people agreement among the labellers; empty where no two have compared the same answers
 * @param judge agreement of all labels with the judge; empty where there is no verdict on any
 * @param sides how often people preferred which side
 */
public record LabelFigures(
        long labels,
        long prompts,
        long outdated,
        List<Labeller> labellers,
        Optional<Agreement> people,
        Optional<Agreement> judge,
        List<Preference> sides) {
    private static final String JUDGE = "the judge\n"; // no labeller's name has a line end

    /**
     * One person.
     *
     * @param choices how often they said what
     * @param first how often the preferred answer was the one shown first, where that is known
     * @param judge empty where there is no verdict on what they labelled
     */
    public record Labeller(String name, Map<Choice, Long> choices, Proportion first, Optional<Agreement> judge) {
        long labels() {
            return choices.values().stream().mapToLong(Long::longValue).sum();
        }

        long of(Choice choice) {
            return choices.getOrDefault(choice, 0L);
        }
    }

    /**
     * Agreement, as it is and beyond chance.
     *
     * @param ac1 where one choice is nearly all
     */
    public record Agreement(Figure raw, Figure beyondChance, Optional<Figure> ac1) {
        static Optional<Agreement> of(Concord concord) {
            return concord.isKnown()
                    ? Optional.of(new Agreement(concord.raw(), concord.beyondChance(), concord.ac1()))
                    : Optional.empty();
        }
    }

    /** How far people prefer the first of two sides to the second; a tie is half a win. */
    public record Preference(Sides sides, Figure rate) {}

    /** A label, and the answers that it is of. */
    private record Placed(Label label, LabelTask task) {}

    public static LabelFigures of(StoreView store) {
        List<Label> all = StoredLabels.in(store);
        LabelTasks tasks = new LabelTasks(store);
        List<Placed> placed = new ArrayList<>();
        Map<Long, List<Label>> byRow =
                all.stream().collect(Collectors.groupingBy(Label::row, TreeMap::new, Collectors.toList()));
        byRow.forEach((row, labels) -> {
            for (LabelTask task : tasks.of(row)) {
                labels.stream().filter(task::isOf).forEach(label -> placed.add(new Placed(label, task)));
            }
        });
        Map<String, List<Placed>> byLabeller = placed.stream()
                .collect(Collectors.groupingBy(one -> one.label().labeller(), TreeMap::new, Collectors.toList()));
        return new LabelFigures(
                placed.size(),
                placed.stream().map(one -> one.label().row()).distinct().count(),
                all.size() - placed.size(),
                byLabeller.entrySet().stream()
                        .map(entry -> labeller(entry.getKey(), entry.getValue()))
                        .toList(),
                people(placed),
                judge(placed),
                preferences(placed));
    }

    private static Labeller labeller(String name, Collection<Placed> labels) {
        Map<Choice, Long> choices = labels.stream()
                .collect(Collectors.groupingBy(one -> one.label().choice(), TreeMap::new, Collectors.counting()));
        List<Label> decided = labels.stream()
                .map(Placed::label)
                .filter(label ->
                        label.choice().isDecided() && label.shownFirst().isPresent())
                .toList();
        long first = decided.stream()
                .filter(label -> label.shownFirst()
                        .equals(Optional.of(label.preferred(label.sides().a()))))
                .count();
        return new Labeller(name, choices, new Proportion(first, decided.size()), judge(labels));
    }

    private static Optional<Agreement> people(Collection<Placed> labels) {
        Concord concord = new Concord();
        labels.forEach(one -> concord.add(
                one.label().row(),
                List.of(one.label().row(), one.task().sides()),
                one.label().labeller(),
                one.label().choice()));
        return Agreement.of(concord);
    }

    /** Each label beside the judge's verdict on the same answers; what several people say of them counts by prompt. */
    private static Optional<Agreement> judge(Collection<Placed> labels) {
        Concord concord = new Concord();
        for (Placed one : labels) {
            if (one.task().judged().isPresent() && one.label().choice() != Choice.SKIP) {
                Object item = List.of(
                        one.label().row(), one.task().sides(), one.label().labeller());
                concord.add(one.label().row(), item, "people", one.label().choice());
                concord.add(
                        one.label().row(),
                        item,
                        JUDGE,
                        choice(Preferred.of(one.task().judged().getAsDouble())));
            }
        }
        return Agreement.of(concord);
    }

    private static Choice choice(Preferred preferred) {
        return switch (preferred) {
            case A -> Choice.A;
            case B -> Choice.B;
            default -> Choice.TIE;
        };
    }

    private static List<Preference> preferences(Collection<Placed> labels) {
        Map<Sides, ByPrompt> scores = new LinkedHashMap<>();
        for (Placed one : labels) {
            Choice choice = one.label().choice();
            if (choice != Choice.SKIP) {
                scores.computeIfAbsent(one.task().sides(), any -> new ByPrompt())
                        .add(one.label().row(), choice == Choice.A ? 1 : choice == Choice.B ? 0 : 0.5);
            }
        }
        return scores.entrySet().stream()
                .map(entry -> new Preference(entry.getKey(), entry.getValue().mean()))
                .toList();
    }
}
