package dev.constitution.runner.advice;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.source.SourceNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Principles with a condition that no prompt of a sample meets: "If the user asks for legal advice, …". Only words are compared, so
 * principles without a condition are left alone.
 */
final class PromptRules {
    private static final Pattern CONDITION =
            Pattern.compile("(?is)\\b(?:if|when|whenever|where|in case)\\b\\s+(the |a )?"
                    + "(?:user|users|prompt|question|conversation|request)\\b([^,;:.]*)");

    private final Map<SourceNode, Set<String>> open = new LinkedHashMap<>();
    private long prompts;

    private PromptRules(List<SourceNode> principles) {
        for (SourceNode principle : principles) {
            Matcher condition = CONDITION.matcher(principle.text("norm"));
            if (condition.find()) {
                Set<String> stems = English.content(condition.group(2));
                if (!stems.isEmpty()) {
                    open.put(principle, stems);
                }
            }
        }
    }

    /**
     * Reads a file of prompts up to the end.
     *
     * @throws dev.constitution.runner.base.UsageException if it cannot be used
     */
    static List<Advice> of(List<SourceNode> principles, PromptSource sample) throws IOException {
        PromptRules rules = new PromptRules(principles);
        try (PromptReader reader = new InputFile(sample).rows()) {
            reader.requireRows(sample.location());
            while (reader.hasNext()) {
                if (reader.next() instanceof InputRow.Read row) {
                    rules.prompts++;
                    rules.add(row.prompt().messages());
                }
            }
        }
        return rules.prompts == 0 ? List.of() : rules.advice();
    }

    private void add(List<Message> turns) {
        if (open.isEmpty()) {
            return;
        }
        for (Message turn : turns) {
            Set<String> said = English.content(turn.inWords());
            open.values().removeIf(stems -> stems.stream().anyMatch(said::contains));
        }
    }

    private List<Advice> advice() {
        List<Advice> advice = new ArrayList<>();
        open.forEach((principle, stems) -> advice.add(Advice.at(
                principle.get("norm"),
                AdviceKind.NEVER_APPLIES,
                principle.text("id"),
                "none of " + Words.count(prompts, "prompt") + " has a word of its condition",
                "give it prompts that meet the condition, or leave it out for these")));
        return advice;
    }
}
