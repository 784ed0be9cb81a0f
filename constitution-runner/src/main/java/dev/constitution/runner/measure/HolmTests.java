package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Holm;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.McNemar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The tests of several pairs of arms together. */
final class HolmTests {
    private HolmTests() {}

    /**
     * What became of a test among the others.
     *
     * @param p adjusted; empty where nothing could be tested
     */
    record Adjusted(OptionalDouble p, McNemar.Verdict verdict) {}

    /** Of tests in any order, what became of each, in the same order. */
    static List<Adjusted> of(List<McNemar> tests, Level level) {
        List<OptionalDouble> plain = tests.stream().map(HolmTests::p).toList();
        List<OptionalDouble> adjusted = Holm.adjusted(plain);
        int tested = tested(tests);
        List<Adjusted> all = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            OptionalDouble p = adjusted.get(i);
            double own = plain.get(i).orElse(1);
            long smaller = plain.stream()
                    .filter(other -> other.isPresent() && other.getAsDouble() < own)
                    .count();
            McNemar.Verdict alone = tests.get(i).verdict(level.each(Math.max(1, tested - (int) smaller)));
            boolean decided = p.isEmpty() || alone == McNemar.Verdict.BORDERLINE;
            all.add(new Adjusted(p, decided ? alone : verdict(p.getAsDouble(), level)));
        }
        return all;
    }

    /** How many of them had anything to test. */
    static int tested(List<McNemar> tests) {
        return (int) tests.stream().filter(test -> p(test).isPresent()).count();
    }

    private static OptionalDouble p(McNemar test) {
        return test.p()
                .estimate()
                .map(Figure.Estimate::value)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private static McNemar.Verdict verdict(double p, Level level) {
        return p <= level.alpha() ? McNemar.Verdict.DIFFERENT : McNemar.Verdict.NOT_DIFFERENT;
    }
}
