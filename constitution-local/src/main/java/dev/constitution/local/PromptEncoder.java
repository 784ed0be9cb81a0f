package dev.constitution.local;

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
        String markup = fill(turns);
        PromptChunks chunks = new PromptChunks(model, markup);
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

    /** The template with a stand-in for each turn's text. */
    private String fill(List<Turn> turns) {
        int last = turns.size() - 1;
        boolean prefilled = turns.get(last).isAssistant();
        List<Turn> standIns = IntStream.range(0, prefilled ? last : last + 1)
                .mapToObj(i -> new Turn(turns.get(i).role(), standIn(i)))
                .toList();
        return template.render(standIns, true) + (prefilled ? standIn(last) : "");
    }

    static int length(List<int[]> chunks) {
        return chunks.stream().mapToInt(chunk -> chunk.length).sum();
    }

    private static String standIn(int turn) {
        return "\u0002" + turn + "\u0003";
    }
}
