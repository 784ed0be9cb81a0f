package dev.constitution.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All rows in columns, as the page's list and filters need them. Names are numbered, since they recur.
 *
 * @param run what labels are kept and exported under
 * @param arms an experiment's, in its order
 * @param endings what rows ended as, each as kind and detail
 * @param principles their ids
 * @param wordings what each of them says, as far as the store has it
 * @param answers the names of answers that were preferred to another
 * @param text where a row's texts are: the chunk's number, and from 0 the place in it; -1 where the file has none
 * @param place see {@code text}
 */
record RowIndex(
        String run,
        List<String> arms,
        List<List<String>> endings,
        List<String> principles,
        List<String> wordings,
        List<String> answers,
        List<Long> row,
        List<String> id,
        List<Integer> ending,
        List<String> beginning,
        List<List<Integer>> asked,
        List<List<Integer>> changing,
        List<List<Integer>> preferred,
        List<Integer> flags,
        List<Integer> text,
        List<Integer> place) {

    /**
     * @param wordings the principles' norms by id
     * @param places of the rows whose texts the file has: chunk and place
     */
    static RowIndex of(
            String run, List<String> arms, Map<String, String> wordings, List<RowFacts> rows, Map<Long, int[]> places) {
        Names<List<String>> endings = new Names<>();
        Names<String> principles = new Names<>();
        Names<String> answers = new Names<>();
        arms.forEach(answers::number);
        List<Integer> ending = new ArrayList<>();
        List<List<Integer>> asked = new ArrayList<>();
        List<List<Integer>> changing = new ArrayList<>();
        List<List<Integer>> preferred = new ArrayList<>();
        List<Integer> text = new ArrayList<>();
        List<Integer> place = new ArrayList<>();
        for (RowFacts row : rows) {
            ending.add(endings.number(List.of(row.kind().label(), row.detail())));
            asked.add(row.principles().stream().map(principles::number).toList());
            changing.add(row.changing().stream().map(principles::number).toList());
            preferred.add(row.preferred().stream().map(answers::number).toList());
            int[] at = places.getOrDefault(row.row(), new int[] {-1, -1});
            text.add(at[0]);
            place.add(at[1]);
        }
        return new RowIndex(
                run,
                arms,
                endings.all(),
                principles.all(),
                principles.all().stream()
                        .map(id -> wordings.getOrDefault(id, ""))
                        .toList(),
                answers.all(),
                rows.stream().map(row -> row.row() + 1).toList(),
                rows.stream().map(RowFacts::id).toList(),
                ending,
                rows.stream().map(RowFacts::beginning).toList(),
                asked,
                changing,
                preferred,
                rows.stream().map(RowFacts::flags).toList(),
                text,
                place);
    }

    /** Names in the order in which they came. */
    private static final class Names<T> {
        private final Map<T, Integer> numbers = new LinkedHashMap<>();

        int number(T name) {
            numbers.putIfAbsent(name, numbers.size());
            return numbers.get(name);
        }

        List<T> all() {
            return List.copyOf(numbers.keySet());
        }
    }
}
