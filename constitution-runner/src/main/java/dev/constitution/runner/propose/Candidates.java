package dev.constitution.runner.propose;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.advice.English;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.Slug;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that a model proposed, those of nearly the same words as one: of each group the wording that is most like the others.
 * Groups are formed in the rows' order by shared words, so that the same replies give the same candidates.
 *
 * @param proposals how many rules were read
 * @param pairs from how many pairs
 * @param support by candidate's id, how many pairs proposed it; the best supported first
 */
public record Candidates(long proposals, long pairs, List<Principle> principles, Map<String, Integer> support) {
    private static final int WORDS_OF_ID = 3;

    /** A rule, and the row that it comes from. */
    private record Rule(String norm, Set<String> words, long row) {}

    /**
     * Reads what a run of {@link Proposing} was answered.
     *
     * @param most how many candidates are kept: those that most pairs proposed
     */
    public static Candidates of(StoreView store, int most) {
        List<List<Rule>> groups = new ArrayList<>();
        long proposals = 0;
        Set<Long> pairs = new HashSet<>();
        for (Iterator<OutcomeRecord> rows = store.outcomes(0); rows.hasNext(); ) {
            OutcomeRecord row = rows.next();
            if (row.detail().equals(Proposing.PROPOSED)) {
                for (StoredReply reply : StoredOutcome.of(row).answers().orElse(List.of())) {
                    for (String norm : ProposalReader.norms(reply.text())) {
                        proposals++;
                        pairs.add(row.row());
                        add(new Rule(norm, English.content(norm), row.row()), groups);
                    }
                }
            }
        }
        groups.sort(Comparator.comparingInt((List<Rule> group) -> -support(group)));
        List<Principle> principles = new ArrayList<>();
        Map<String, Integer> support = new LinkedHashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        for (List<Rule> group : groups.subList(0, Math.min(most, groups.size()))) {
            String norm = middle(group).norm();
            String id = Slug.unique(id(norm), taken);
            principles.add(Principle.of(id, norm));
            support.put(id, support(group));
        }
        return new Candidates(proposals, pairs.size(), principles, support);
    }

    private static void add(Rule rule, List<List<Rule>> groups) {
        for (List<Rule> group : groups) {
            if (English.alike(group.get(0).words(), rule.words())) {
                group.add(rule);
                return;
            }
        }
        groups.add(new ArrayList<>(List.of(rule)));
    }

    private static int support(List<Rule> group) {
        return (int) group.stream().map(Rule::row).distinct().count();
    }

    /** The rule that shares most words with the others of its group; the first of several. */
    private static Rule middle(List<Rule> group) {
        return group.stream()
                .min(Comparator.comparingDouble(rule -> -group.stream()
                        .mapToDouble(other -> English.likeness(rule.words(), other.words()))
                        .sum()))
                .orElseThrow();
    }

    private static String id(String norm) {
        return Slug.of(English.contentWords(norm).stream().limit(WORDS_OF_ID).collect(Collectors.joining("-")));
    }

    /**
     * The candidates as a constitution, to judge by.
     *
     * @param id of the constitution
     */
    public Constitution constitution(String id) {
        return Constitution.of(id, principles);
    }
}
