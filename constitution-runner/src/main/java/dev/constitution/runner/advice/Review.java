package dev.constitution.runner.advice;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All advice on a constitution's file.
 *
 * @param english whether the rules that read English were applied
 * @param advice in the file's order
 * @param uses what the principles did in the run that was given, in the set's order; empty where none was
 * @param reworded principles that the run did not have, or in other words
 * @param notice what has to be known of the run beside it
 */
public record Review(
        Path file,
        Constitution set,
        boolean english,
        List<Advice> advice,
        List<PrincipleUse> uses,
        List<String> reworded,
        Optional<String> notice) {

    /**
     * Reads a file, and what it is held against.
     *
     * @param prompts a sample of the prompts that the set is for
     * @param run the folder of a run or an experiment
     * @throws dev.constitution.source.FaultyFileException if the file is no constitution
     * @throws dev.constitution.runner.base.UsageException if prompts or run cannot be used
     */
    public static Review of(Path file, Optional<PromptSource> prompts, Optional<Path> run) throws IOException {
        String text = SourceText.read(file);
        Constitution set = Constitutions.parse(text, file.toString());
        SourceNode root = SourceParser.parse(text, file.toString()).root();
        List<SourceNode> principles = root.get("principles").items();
        boolean english = Locale.forLanguageTag(set.language()).getLanguage().equals("en");
        List<Advice> advice = new ArrayList<>(SetRules.of(set, root));
        if (english) {
            advice.addAll(SetRules.ofEnglish(set, root));
            for (SourceNode principle : principles) {
                advice.addAll(NormRules.of(principle.text("id"), principle.get("norm")));
                advice.addAll(RequestRules.of(principle, principles));
            }
            if (prompts.isPresent()) {
                advice.addAll(PromptRules.of(principles, prompts.get()));
            }
        }
        List<PrincipleUse> uses = List.of();
        List<String> reworded = List.of();
        Optional<String> notice = Optional.empty();
        if (run.isPresent()) {
            RunEvidence evidence;
            try (StoreView store = StoreView.of(run.get())) {
                evidence = RunEvidence.of(set, store);
                notice = store.notice();
            }
            advice.addAll(RunRules.of(principles, evidence));
            uses = List.copyOf(evidence.uses().values());
            reworded = set.principles().stream()
                    .map(one -> one.id())
                    .filter(id -> !evidence.uses().containsKey(id))
                    .toList();
        }
        advice.sort(Comparator.comparingInt(Advice::line).thenComparingInt(Advice::column));
        return new Review(file, set, english, List.copyOf(advice), uses, reworded, notice);
    }

    /** How many pieces of advice of a weight there are. */
    public long count(AdviceKind.Severity severity) {
        return advice.stream().filter(one -> one.kind().severity() == severity).count();
    }
}
