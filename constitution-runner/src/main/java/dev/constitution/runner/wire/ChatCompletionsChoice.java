package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice of an answer, or what its pieces have told so far. Used by one thread. */
final class ChatCompletionsChoice {
    /** Fewer pieces that each begin with the one before say nothing. */
    private static final int CERTAINLY_CUMULATIVE = 3;

    private static final double CERTAIN = 1e-6;
    private static final double MOST_PROBABILITY = 1.01;

    private int index;
    private boolean said;
    private @Nullable String text;
    private @Nullable StringBuilder pieces;
    private @Nullable String thoughts;
    private @Nullable String thoughtsFrom;
    private @Nullable String refusal;
    private boolean tool;
    private @Nullable String word;
    private @Nullable String nativeWord;
    private List<TokenLogprobs> logprobs = List.of();
    private String lastPiece = "";
    private int count;
    private boolean cumulative = true;

    /** Reads the object that the parser is at the start of; whether it says anything. */
    boolean read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "index" -> index = json.getValueAsInt();
                case "message", "delta" -> {
                    if (value == JsonToken.START_OBJECT) {
                        message(json);
                        said = true;
                    } else {
                        json.skipChildren();
                    }
                }
                case "finish_reason" -> word = word(json, value);
                case "native_finish_reason" -> nativeWord = word(json, value);
                case "logprobs" -> {
                    if (value == JsonToken.START_OBJECT) {
                        logprobs = ChatCompletionsLogprobs.read(json);
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
        lastPiece = text == null ? "" : text;
        count = lastPiece.isEmpty() ? 0 : 1;
        return said || word != null;
    }

    private static @Nullable String word(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private void message(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "content" -> content(json, value);
                case "refusal" -> {
                    String said = word(json, value);
                    refusal = said == null || said.isBlank() ? refusal : said;
                }
                case "reasoning_content", "reasoning", "thinking", "reasoning_details", "thinking_blocks" ->
                    thoughts(name, json, value);
                case "tool_calls", "function_call" -> {
                    JsonNode calls = Json.MAPPER.readTree(json);
                    tool |= !calls.isEmpty();
                }
                default -> json.skipChildren();
            }
        }
    }

    private void content(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            text = json.getText();
        } else if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
            parts(Json.MAPPER.readTree(json));
        } else {
            json.skipChildren();
        }
    }

    /** The parts of type text, joined, are the answer. */
    private void parts(JsonNode content) {
        StringBuilder answer = new StringBuilder();
        for (JsonNode part : content.isArray() ? content : List.of(content)) {
            String type = part.path("type").asText("text");
            if (part.isTextual()) {
                answer.append(part.textValue());
            } else if (type.equals("refusal")) {
                refusal = part.path("refusal").asText(part.path("text").asText());
            } else if (type.contains("think") || type.contains("reason")) {
                keep("content", textOf(part));
            } else if (type.endsWith("text")) {
                answer.append(part.path("text").asText());
            } else if (type.contains("tool") || type.contains("function")) {
                tool = true;
            }
        }
        text = answer.toString();
    }

    private void thoughts(String name, JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            keep(name, json.getText());
        } else if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
            keep(name, textOf(Json.MAPPER.readTree(json)));
        } else {
            json.skipChildren();
        }
    }

    /** Gateways send the same thoughts under two names: the first with text counts. */
    private void keep(String name, String more) {
        if (more.isEmpty()) {
            return;
        }
        if (thoughts == null) {
            thoughts = more;
            thoughtsFrom = name;
        } else if (name.equals(thoughtsFrom)) {
            thoughts += more;
        }
    }

    /** The text in thoughts of any form. */
    private static String textOf(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        StringBuilder text = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> text.append(textOf(item)));
        } else if (node.isObject()) {
            for (String name : List.of("text", "thinking", "reasoning", "summary", "content", "reasoningText")) {
                if (node.has(name)) {
                    text.append(textOf(node.get(name)));
                }
            }
        }
        return text.toString();
    }

    /** Adds the next piece. */
    void append(ChatCompletionsChoice piece) {
        String more = piece.text == null ? "" : piece.text;
        if (!more.isEmpty()) {
            cumulative &= more.length() > lastPiece.length() && more.startsWith(lastPiece);
            lastPiece = more;
            count++;
            if (pieces == null) {
                pieces = new StringBuilder(text == null ? "" : text);
            }
            pieces.append(more);
        }
        if (piece.thoughts != null && piece.thoughtsFrom != null) {
            keep(piece.thoughtsFrom, piece.thoughts);
        }
        refusal = piece.refusal == null ? refusal : refusal == null ? piece.refusal : refusal + piece.refusal;
        tool |= piece.tool;
        word = piece.word == null || piece.word.isEmpty() ? word : piece.word;
        nativeWord = piece.nativeWord == null ? nativeWord : piece.nativeWord;
        if (!piece.logprobs.isEmpty()) {
            List<TokenLogprobs> all = new ArrayList<>(logprobs);
            all.addAll(piece.logprobs);
            logprobs = all;
        }
    }

    /** The choice that answers: the first, or the only one with text where the first has none. */
    static ChatCompletionsChoice answering(List<ChatCompletionsChoice> choices) {
        ChatCompletionsChoice first = choices.get(0);
        if (choices.size() == 1 || first.hasText()) {
            return first;
        }
        List<ChatCompletionsChoice> withText =
                choices.stream().filter(ChatCompletionsChoice::hasText).toList();
        return withText.size() == 1 ? withText.get(0) : first;
    }

    private boolean hasText() {
        String answer = text();
        return answer != null && !answer.isBlank();
    }

    int index() {
        return index;
    }

    /** The answer's text; what is the same as the thoughts is none. */
    @Nullable
    String text() {
        String whole =
                pieces == null ? text : cumulative && count >= CERTAINLY_CUMULATIVE ? lastPiece : pieces.toString();
        return whole != null && thoughts != null && whole.strip().equals(thoughts.strip()) ? "" : whole;
    }

    @Nullable
    String thoughts() {
        return thoughts == null || thoughts.isBlank() ? null : thoughts;
    }

    @Nullable
    String refusal() {
        return refusal == null || refusal.isBlank() ? null : refusal;
    }

    boolean callsTool() {
        return tool;
    }

    /** How the answer ended; the word of the provider behind a gateway outranks a gateway's "stop". */
    @Nullable
    FinishReasons ending() {
        FinishReasons told = FinishReasons.of(word);
        FinishReasons behind = FinishReasons.of(nativeWord);
        boolean outranked = (told == null || told == FinishReasons.WHOLE)
                && (behind == FinishReasons.CUT_OFF
                        || behind == FinishReasons.HELD_BACK
                        || behind == FinishReasons.BROKEN_OFF);
        return outranked ? behind : told;
    }

    @Nullable
    String word() {
        return word;
    }

    /** Log-probabilities of all tokens; none where one is no probability, since then none of a letter need be one. */
    List<TokenLogprobs> logprobs() {
        return logprobs.stream().allMatch(ChatCompletionsChoice::isProbability) ? logprobs : List.of();
    }

    private static boolean isProbability(TokenLogprobs token) {
        double sum = 0;
        for (Candidate candidate : token.top()) {
            sum += Math.exp(candidate.logprob());
        }
        return token.logprob() <= CERTAIN && sum <= MOST_PROBABILITY;
    }
}
