package dev.constitution.runner.measure;

import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.FleissKappa;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.KrippendorffAlpha;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Method;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.RunArms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects decisions of several principles on one answer, row by row. Not thread-safe. */
final class OverlapTally {
    private static final int FEWEST = 10;
    private static final double MOSTLY = 0.8;
    private static final byte KEEP = 1;
    private static final byte REVISE = 2;

    private final Map<String, Principle> principles = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> places = new HashMap<>(); // by arm, by id
    private final List<byte[]> answers = new ArrayList<>();

    OverlapTally(List<RunArms.Part> arms) {
        arms.stream().filter(ArmTally::revises).forEach(arm -> {
            Map<String, Integer> own = new HashMap<>();
            for (Principle principle : arm.constitution().principles()) {
                Principle known = principles.putIfAbsent(principle.id(), principle);
                String name =
                        known == null || known.equals(principle) ? principle.id() : arm.name() + "/" + principle.id();
                principles.putIfAbsent(name, principle);
                own.put(principle.id(), List.copyOf(principles.keySet()).indexOf(name));
            }
            places.put(arm.name(), own);
        });
    }

    void add(TriedRow row) {
        Map<String, byte[]> decisions = new LinkedHashMap<>();
        places.forEach((arm, own) -> row.arm(arm).ifPresent(outcome -> add(outcome, own, decisions)));
        byte[] most = new byte[0];
        for (byte[] some : decisions.values()) {
            if (asked(some) >= 2 && asked(some) > asked(most)) {
                most = some;
            }
        }
        if (most.length > 0) {
            answers.add(most);
        }
    }

    private void add(StoredOutcome outcome, Map<String, Integer> own, Map<String, byte[]> decisions) {
        for (StandingAnswers.Change change : StandingAnswers.of(outcome)) {
            Integer place = own.get(change.step().principle());
            byte decision = change.step()
                    .critique()
                    .map(critique -> decision(critique.decision()))
                    .orElse((byte) 0);
            if (place != null && decision != 0) {
                byte[] some = decisions.computeIfAbsent(change.before(), any -> new byte[principles.size()]);
                some[place] = some[place] == 0 ? decision : some[place];
            }
        }
    }

    private static byte decision(String said) {
        if (said.equalsIgnoreCase(Decision.KEEP.name())) {
            return KEEP;
        }
        return said.equalsIgnoreCase(Decision.REVISE.name()) ? REVISE : 0;
    }

    private static int asked(byte[] decisions) {
        int asked = 0;
        for (byte decision : decisions) {
            asked += decision == 0 ? 0 : 1;
        }
        return asked;
    }

    /** Empty where no answer was looked at under two principles. */
    Optional<OverlapFigures> figures(Level level) {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = List.copyOf(principles.keySet());
        int[][] counts = counts();
        List<String> kept = answers.size() < FEWEST ? List.of() : kept(names);
        return Optional.of(new OverlapFigures(
                names,
                answers.size(),
                FleissKappa.of(counts),
                KrippendorffAlpha.of(counts, level),
                isOneSided(counts) ? Optional.of(GwetAc1.of(counts, level)) : Optional.empty(),
                matrix(names, level),
                kept,
                answers.size() < FEWEST ? List.of() : spare(names, kept),
                answers.size() < FEWEST
                        ? Optional.of("fewer than " + FEWEST + " answers were looked at under several principles")
                        : Optional.empty()));
    }

    private int[][] counts() {
        int[][] counts = new int[answers.size()][2];
        for (int i = 0; i < counts.length; i++) {
            for (byte decision : answers.get(i)) {
                if (decision != 0) {
                    counts[i][decision - KEEP]++;
                }
            }
        }
        return counts;
    }

    private static boolean isOneSided(int[][] counts) {
        long keeps = 0;
        long all = 0;
        for (int[] item : counts) {
            keeps += item[0];
            all += item[0] + item[1];
        }
        return Math.max(keeps, all - keeps) > MOSTLY * all;
    }

    private List<OverlapFigures.Agreement> matrix(List<String> names, Level level) {
        List<OverlapFigures.Agreement> matrix = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                matrix.add(new OverlapFigures.Agreement(names.get(i), names.get(j), agreeing(i, j, level)));
            }
        }
        return matrix;
    }

    private Figure agreeing(int i, int j, Level level) {
        long same = 0;
        long both = 0;
        for (byte[] decisions : answers) {
            if (decisions[i] != 0 && decisions[j] != 0) {
                both++;
                same += decisions[i] == decisions[j] ? 1 : 0;
            }
        }
        return both == 0
                ? new Figure.Undefined(Method.WILSON, 0, "never asked of one answer")
                : new Proportion(same, both).figure(level);
    }

    /** Which answers a principle objects to. */
    private BitSet objections(int place) {
        BitSet objections = new BitSet();
        for (int i = 0; i < answers.size(); i++) {
            objections.set(i, answers.get(i)[place] == REVISE);
        }
        return objections;
    }

    private List<String> kept(List<String> names) {
        List<BitSet> left = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            left.add(objections(i));
        }
        List<String> kept = new ArrayList<>();
        while (true) {
            int best = 0;
            for (int i = 1; i < left.size(); i++) {
                best = left.get(i).cardinality() > left.get(best).cardinality() ? i : best;
            }
            BitSet covered = (BitSet) left.get(best).clone();
            if (covered.isEmpty()) {
                return kept;
            }
            kept.add(names.get(best));
            left.forEach(some -> some.andNot(covered));
        }
    }

    /** Those that were asked, and are not kept. */
    private List<String> spare(List<String> names, List<String> kept) {
        List<String> spare = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int place = i;
            boolean asked = answers.stream().anyMatch(decisions -> decisions[place] != 0);
            if (asked && !kept.contains(names.get(i))) {
                spare.add(names.get(i));
            }
        }
        return spare;
    }
}
