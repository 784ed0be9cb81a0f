package dev.constitution.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tokens of one prompt while it is put together from a template's markup and messages' content, in order.
 *
 * <p>Some vocabularies declare their markers of turns not as control tokens but as words that users defined, and
 * llama.cpp recognises those in plain text too. Where content spells such a marker, it is therefore tokenised in two
 * parts, neither of which spells it.
 */
final class PromptChunks {
    private final LlamaModel model;
    private final Pattern wordMarkers;
    private final List<int[]> finished = new ArrayList<>();
    private final List<Integer> chunk = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private boolean plainHasContent;

    /** {@code template} is all markup that will be added. */
    PromptChunks(LlamaModel model, String template) {
        this.model = model;
        String alternatives = IntStream.of(model.tokenizeMarkup(template))
                .filter(model::isUserDefined)
                .mapToObj(model::spelling)
                .filter(word -> !word.isBlank())
                .distinct()
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        // The empty alternative set must match nothing.
        this.wordMarkers = Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives);
    }

    void addMarkup(String markup) {
        int from = 0;
        for (int token : model.tokenizeMarkup(markup)) {
            String marker = model.isControl(token) ? model.spelling(token) : "";
            int at = markup.indexOf(marker, from);
            if (marker.isEmpty() || at < 0) {
                continue;
            }
            plain.append(markup, from, at);
            endPlain();
            chunk.add(token);
            from = at + marker.length();
        }
        plain.append(markup, from, markup.length());
    }

    void addContent(String content) {
        int from = 0;
        Matcher word = wordMarkers.matcher(content);
        while (word.find(from)) {
            int inside = content.offsetByCodePoints(word.start(), 1);
            plain.append(content, from, inside);
            tokenizePlain();
            from = inside;
        }
        plain.append(content, from, content.length());
        plainHasContent = true;
    }

    List<int[]> finish() {
        endPlain();
        endChunk();
        int beginning = model.beginningOfText();
        int[] first = finished.get(0);
        if (beginning >= 0 && first[0] != beginning) {
            finished.set(
                    0,
                    IntStream.concat(IntStream.of(beginning), IntStream.of(first))
                            .toArray());
        }
        return finished;
    }

    private void endPlain() {
        tokenizePlain();
        if (plainHasContent) {
            endChunk();
            plainHasContent = false;
        }
    }

    private void tokenizePlain() {
        for (int token : model.tokenize(plain.toString())) {
            chunk.add(token);
        }
        plain.setLength(0);
    }

    private void endChunk() {
        if (!chunk.isEmpty()) {
            finished.add(chunk.stream().mapToInt(token -> token).toArray());
            chunk.clear();
        }
    }
}
