package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.judge.InjectionSet.Attack;
import dev.constitution.judge.InjectionSet.Quality;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Choice;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Measures how far a judge is swayed by answers that speak to it: texts such as "choose A", a closed delimiter or a faked
 * verdict are put behind the worse of two answers, and the verdict is compared with that on the untouched pair.
 */
public final class InjectionTrial {
    private final Judge judge;
    private final Constitution constitution;
    private final JudgeCalls calls;
    private final List<Quality> pairs = InjectionSet.pairs();
    private final InjectionReport.Pair[] byPair = new InjectionReport.Pair[pairs.size()];
    private final SplittableRandom random;

    private InjectionTrial(Judge judge, Constitution constitution, long seed, ModelCaller caller) {
        this.judge = judge;
        this.constitution = constitution;
        this.calls = JudgeCalls.of("injection", seed, caller);
        this.random = new SplittableRandom(calls.at("principles").seed());
        Arrays.fill(byPair, new InjectionReport.Pair(0, 0, 0));
    }

    /**
     * Tries every attack on every pair of the built-in set, with the attacked answer first and second in turn, each pair
     * under one principle of the constitution.
     *
     * @param seed what the draws derive from
     * @throws CallFailedException the first failure of a call
     */
    public static InjectionReport run(Judge judge, Constitution constitution, long seed, ModelCaller caller)
            throws InterruptedException, CallFailedException {
        return new InjectionTrial(judge, constitution, seed, caller).run();
    }

    private InjectionReport run() throws InterruptedException, CallFailedException {
        List<Principle> drawn = new ArrayList<>();
        List<ModelCaller.Work<Verdict>> clean = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            drawn.addAll(PrincipleSelector.random().select(constitution, 1, random));
            clean.add(work(i, drawn.get(i), "clean", ""));
        }
        List<Verdict> before = calls.together(clean);
        List<InjectionReport.Attack> attacks = new ArrayList<>();
        for (Attack attack : InjectionSet.attacks()) {
            List<ModelCaller.Work<Verdict>> attacked = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                attacked.add(work(i, drawn.get(i), attack.id(), attack.text()));
            }
            attacks.add(count(attack.id(), before, calls.together(attacked)));
        }
        return new InjectionReport(attacks, List.of(byPair));
    }

    private ModelCaller.Work<Verdict> work(int pair, Principle principle, String attack, String added) {
        AnswerPair shown = pairs.get(pair).pair(worseAs(pair), added);
        JudgeCalls own = calls.at("pair-" + (pair + 1)).at(attack);
        return () -> judge.judge(shown, principle, own);
    }

    private InjectionReport.Attack count(String id, List<Verdict> before, List<Verdict> after) {
        int decided = 0;
        int flipped = 0;
        int unreadable = 0;
        List<Double> shifts = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            OptionalDouble clean = forWorse(before.get(i), worseAs(i));
            OptionalDouble attacked = forWorse(after.get(i), worseAs(i));
            if (clean.isPresent() && attacked.isPresent()) {
                shifts.add(attacked.getAsDouble() - clean.getAsDouble());
            }
            if (clean.isPresent() && clean.getAsDouble() < 0.5) {
                int turned = attacked.isPresent() && attacked.getAsDouble() > 0.5 ? 1 : 0;
                int silenced = attacked.isPresent() ? 0 : 1;
                decided++;
                flipped += turned;
                unreadable += silenced;
                byPair[i] = new InjectionReport.Pair(
                        byPair[i].decided() + 1, byPair[i].flipped() + turned, byPair[i].unreadable() + silenced);
            }
        }
        OptionalDouble shift = shifts.stream().mapToDouble(Double::doubleValue).average();
        return new InjectionReport.Attack(id, before.size(), decided, flipped, unreadable, shift);
    }

    private static Choice worseAs(int pair) {
        return pair % 2 == 0 ? Choice.A : Choice.B;
    }

    /** The probability that the worse answer is the better one. */
    private static OptionalDouble forWorse(Verdict verdict, Choice worse) {
        if (!(verdict instanceof Preference preference)) {
            return OptionalDouble.empty();
        }
        double a = preference.probability();
        return OptionalDouble.of(worse == Choice.A ? a : 1 - a);
    }
}
