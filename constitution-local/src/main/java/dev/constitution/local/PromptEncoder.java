package dev.constitution.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Turns conversations into tokens, such that no text of a message can pass for the template's markup.
 *
 * <p>The template is filled with stand-ins for the messages' texts. Special tokens are recognised in what the template
 * itself wrote, and only there; the text between two of them, the template's and the messages', is tokenised together
 * as plain text, as in training. A message without a marker's spelling in it thus gives the very tokens that
 * tokenising the filled template at once would give.
 *
 * <p>The tokens come in chunks that each end where the plain text with a message's content ends, so that a conversation
 * which goes on has all chunks of the earlier one but the last. Thread-safe.
 */
final class PromptEncoder {
    // Control characters, which no template contains; a message's own text is never searched for them.
    private static final Pattern STAND_IN = Pattern.compile("\u0002(\\d+)\u0003");

    private final LlamaModel model;
    private final ChatTemplate template;

    PromptEncoder(LlamaModel model, ChatTemplate template) {
        this.model = model;
        this.template = template;
    }

    /** The chunks of a conversation; when it ends with an assistant's turn, that is the beginning of the reply. */
    List<int[]> encode(List<Turn> turns) {
        boolean prefilled = turns.get(turns.size() - 1).isAssistant();
        int last = turns.size() - (prefilled ? 1 : 0);
        String markup = template.render(
                        IntStream.range(0, last)
                                .mapToObj(i -> new Turn(turns.get(i).role(), standIn(i)))
                                .toList(),
                        true)
                + (prefilled ? standIn(last) : "");
        Chunks chunks = new Chunks();
        int from = 0;
        int seen = 0;
        for (MatchResult place : STAND_IN.matcher(markup).results().toList()) {
            chunks.addMarkup(markup.substring(from, place.start()));
            chunks.addContent(turns.get(Integer.parseInt(place.group(1))).text());
            from = place.end();
            seen++;
        }
        if (seen != turns.size()) {
            throw new LocalModelException("this model's chat template has no place for some of the messages' roles, of "
                    + turns.stream().map(Turn::role).toList() + "; put the system message's text into the first user"
                    + " message");
        }
        chunks.addMarkup(markup.substring(from));
        return chunks.finish();
    }

    static int length(List<int[]> chunks) {
        return chunks.stream().mapToInt(chunk -> chunk.length).sum();
    }

    private static String standIn(int turn) {
        return "\u0002" + turn + "\u0003";
    }

    /** Collects tokens; {@code plain} is the plain text since the last marker. */
    private final class Chunks {
        private final List<int[]> finished = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private IntStream.Builder current = IntStream.builder();
        private int currentSize;
        private boolean plainHasContent;

        void addMarkup(String markup) {
            int from = 0;
            for (int token : model.tokenizeMarkup(markup)) {
                if (!model.isMarker(token)) {
                    continue;
                }
                String marker = model.spelling(token);
                int at = markup.indexOf(marker, from);
                if (marker.isEmpty() || at < 0) {
                    continue;
                }
                plain.append(markup, from, at);
                endPlain();
                add(token);
                from = at + marker.length();
            }
            plain.append(markup, from, markup.length());
        }

        void addContent(String content) {
            plain.append(content);
            plainHasContent = true;
        }

        List<int[]> finish() {
            endPlain();
            endChunk();
            return finished;
        }

        private void endPlain() {
            for (int token : model.tokenize(plain.toString())) {
                add(token);
            }
            plain.setLength(0);
            if (plainHasContent) {
                endChunk();
                plainHasContent = false;
            }
        }

        private void endChunk() {
            if (currentSize > 0) {
                finished.add(current.build().toArray());
                current = IntStream.builder();
                currentSize = 0;
            }
        }

        private void add(int token) {
            int beginning = model.beginningOfText();
            if (finished.isEmpty() && currentSize == 0 && beginning >= 0 && token != beginning) {
                current.add(beginning);
                currentSize++;
            }
            current.add(token);
            currentSize++;
        }
    }
}
