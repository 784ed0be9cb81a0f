package dev.constitution.runner.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.text.Refusal;
import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads prompts from a model's reply: the items of a list of one line each, or of a JSON array of texts. What may be no whole prompt
 * is left out: an item that goes on in another line, or was cut off, that has a gap to fill in, is a heading, or refuses to write one.
 */
final class WrittenPrompts {
    private static final Pattern ITEM =
            Pattern.compile("^\\s*(?:[-*•–]|\\(?\\d{1,3}[.):]|\\*\\*\\d{1,3}[.)]?\\*\\*)\\s+(.+)$");
    /** For models that continue what they are said to have begun. */
    static final String PREFILL = "1.";

    private static final Pattern BLOCK = Pattern.compile("(?s)```\\w*\\s*\\n?(.*?)```");
    private static final Pattern LEAD =
            Pattern.compile("(?i)^(?:user|human|person|prompt|message|question)(?: \\d{1,3})?\\s*:\\s*");
    private static final Pattern GAP =
            Pattern.compile("\\[[\\p{L} ,.'/-]{2,40}\\]|\\{[\\p{L} _]{2,40}\\}|<[\\p{L} _]{2,40}>|_{3,}");
    private static final String QUOTES = "\"“”„«»'‘’";
    private static final int FEWEST_WORDS = 3;
    private static final int MOST_WORDS = 300;

    private WrittenPrompts() {}

    /**
     * The prompts of a reply, none twice, in their order.
     *
     * @param most how many were asked for; what comes behind them is left out
     * @param cutOff whether the reply ended at its token limit
     * @param continued whether it may go on with {@link #PREFILL}
     */
    static List<String> in(String reply, int most, boolean cutOff, boolean continued) {
        boolean goesOn = continued
                && reply.lines().findFirst().filter(ITEM.asMatchPredicate()).isEmpty();
        return in(goesOn ? PREFILL + " " + reply : reply, most, cutOff);
    }

    private static List<String> in(String reply, int most, boolean cutOff) {
        List<String> prompts = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (String item : items(reply, cutOff)) {
            String prompt = bare(item);
            WordSequence words = WordSequence.of(prompt);
            if (prompts.size() < most && isPrompt(prompt, words) && seen.add(words.hash())) {
                prompts.add(prompt);
            }
        }
        return prompts;
    }

    private static List<String> items(String reply, boolean cutOff) {
        Matcher block = BLOCK.matcher(reply);
        String text = (block.find() ? block.group(1) : reply).strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            return ofJson(text);
        }
        List<String> items = new ArrayList<>();
        boolean open = false;
        for (String line : text.lines().toList()) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                items.add(item.group(1));
                open = true;
            } else if (line.isBlank()) {
                open = false;
            } else if (open) {
                items.remove(items.size() - 1);
                open = false;
            }
        }
        if (cutOff && open && !reply.endsWith("\n")) {
            items.remove(items.size() - 1);
        }
        return items;
    }

    private static List<String> ofJson(String text) {
        List<String> items = new ArrayList<>();
        try {
            for (JsonNode item : Json.MAPPER.readTree(text)) {
                if (item.isTextual()) {
                    items.add(item.textValue());
                }
            }
            return items;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /** Without marks of emphasis, a speaker's name and quotes around it. */
    private static String bare(String item) {
        String text = item.replaceAll("[*_`]{2}(?=\\S)|(?<=\\S)[*_`]{2}", "").strip();
        text = LEAD.matcher(text).replaceFirst("").strip();
        if (text.length() > 2
                && QUOTES.indexOf(text.charAt(0)) >= 0
                && QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    private static boolean isPrompt(String text, WordSequence words) {
        return words.size() >= FEWEST_WORDS
                && words.size() <= MOST_WORDS
                && !text.endsWith(":")
                && !GAP.matcher(text).find()
                && !Refusal.isIn(text);
    }
}
