package dev.constitution.benchmarks;

import dev.constitution.chat.Prompt;
import dev.constitution.gate.Candidate;
import dev.constitution.gate.Gate;
import dev.constitution.gate.Gates;
import dev.constitution.runner.dataset.DatasetGates;
import dev.constitution.runner.dataset.DatasetPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** How many pairs gates look at in a second, on one thread: invented words, answers of 20 to 200, one pair in ten seen before. */
final class GateSpeed {
    private static final int PAIRS = 100_000;
    private static final int WORDS = 5000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<String> vocabulary = new ArrayList<>();
    private final List<DatasetPair> pairs = new ArrayList<>();

    List<Measured> measure() {
        for (int i = 0; i < WORDS; i++) {
            vocabulary.add(random.ints(2 + i % 8, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        for (int i = 0; i < PAIRS; i++) {
            DatasetPair pair = i % 10 == 9 ? pairs.get(i - 5) : pair(i);
            pairs.add(new DatasetPair(
                    i, pair.prompt(), pair.chosen(), pair.rejected(), Optional.empty(), Optional.empty()));
        }
        Gate gate = Gates.defaults().gate();
        return List.of(
                speed("the gates on each pair", pair -> gate.check(candidate(pair))),
                speed("duplicates and report", DatasetGates.ofDuplicates()::offer),
                speed("the same with near duplicates", DatasetGates.ofNearDuplicates(0.8)::offer));
    }

    private Measured speed(String what, Consumer<DatasetPair> work) {
        long start = System.nanoTime();
        pairs.forEach(work);
        double seconds = (System.nanoTime() - start) / 1e9;
        return Measured.atLeast(what + ": pairs a second", 5000, Math.rint(PAIRS / seconds), "");
    }

    private DatasetPair pair(int row) {
        Prompt prompt = Prompt.of("p" + row, text(20) + "?");
        return new DatasetPair(row, prompt, answer(), answer(), Optional.empty(), Optional.empty());
    }

    private String answer() {
        StringBuilder text = new StringBuilder();
        int sentences = 1 + random.nextInt(10);
        for (int i = 0; i < sentences; i++) {
            text.append(text(20)).append(". ");
        }
        return text.toString();
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(vocabulary.get(random.nextInt(WORDS)));
        }
        return text.toString();
    }

    private static Candidate candidate(DatasetPair pair) {
        return Candidate.of(pair.prompt(), pair.chosen(), pair.rejected(), Candidate.Made.BY_REVISION)
                .withInstructions(List.of("Rewrite the response so that it is kind."))
                .withCritiques(List.of("The response is unkind to the neighbour, and says nothing of use."));
    }
}
