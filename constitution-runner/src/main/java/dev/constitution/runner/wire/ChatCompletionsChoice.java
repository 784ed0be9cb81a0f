package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.runner.base.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One choice of an answer, or what its pieces have told so far. Used by one thread. */
final class ChatCompletionsChoice {
    /** Fewer pieces that each begin with the one before say nothing. */
    private static final int CERTAINLY_CUMULATIVE = 3;

    /** A piece that begins with all the text so far, if that is at least so long, is the whole answer once more. */
    private static final int CERTAINLY_REPEATED = 16;

    private int index;
    private boolean said;
    private @Nullable String text;
    private @Nullable StringBuilder pieces;
    private @Nullable String thoughts;
    private @Nullable String thoughtsFrom;
    private @Nullable String refusal;
    private boolean tool;
    private List<JsonNode> calls = List.of(); // of few answers
    private @Nullable String word;
    private @Nullable String nativeWord;
    private List<TokenLogprobs> logprobs = List.of();
    private String lastPiece = "";
    private int count;
    private boolean cumulative = true;
    private boolean isDelta;
    private boolean hasPlaceForEnd;
    private @Nullable JsonNode error;

    /** Reads the object that the parser is at the start of; whether it says anything. */
    boolean read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "index" -> {
                    json.skipChildren();
                    index = json.getValueAsInt();
                }
                case "message", "delta" -> {
                    if (value == JsonToken.START_OBJECT) {
                        message(name, json);
                        said = true;
                    } else {
                        bareText(json, value);
                    }
                }
                case "text" -> bareText(json, value); // as completions have it
                case "finish_reason" -> {
                    hasPlaceForEnd = true;
                    word = word(json, value);
                }
                case "finish_details" -> {
                    String told = word(json, value);
                    word = word == null ? told : word;
                }
                case "native_finish_reason" -> nativeWord = word(json, value);
                case "error" -> {
                    JsonNode told = Json.MAPPER.readTree(json);
                    error = ErrorInAnswer.isError(told) ? told : null;
                }
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

    /** Some servers tell it as an object with its type, or as a number. */
    private static @Nullable String word(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            JsonNode told = Json.MAPPER.readTree(json);
            return told.path("type").asText(null);
        } else if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private void bareText(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING && text == null) {
            text = json.getText();
            said = true;
        } else {
            json.skipChildren();
        }
    }

    /** Some pieces hold what is new and, beside it, all that there is so far: what is new counts. */
    private void message(String name, JsonParser json) throws IOException {
        String before = isDelta ? text : null;
        isDelta |= name.equals("delta");
        message(json);
        text = before == null ? text : before;
    }

    private void message(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "content" -> content(json, value);
                case "refusal" -> {
                    String said = value == JsonToken.VALUE_STRING ? json.getText() : null;
                    json.skipChildren();
                    refusal = said == null || said.isBlank() ? refusal : said;
                }
                case "reasoning_content", "reasoning", "thinking", "reasoning_details", "thinking_blocks" ->
                    thoughts(name, json, value);
                case "tool_calls", "function_call" -> {
                    JsonNode called = Json.MAPPER.readTree(json);
                    tool |= !called.isEmpty();
                    addCalls(called.isArray() ? called : List.of(called));
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
        } else if (value != JsonToken.VALUE_NULL) {
            text = json.getText(); // a gateway took the answer for JSON
        }
    }

    private void parts(JsonNode content) {
        ContentParts parts = ContentParts.of(content);
        text = parts.text();
        refusal = parts.refusal() == null ? refusal : parts.refusal();
        tool |= parts.callsTool();
        keep("content", parts.thoughts());
    }

    private void thoughts(String name, JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            keep(name, json.getText());
        } else if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
            keep(name, ContentParts.thoughtsIn(Json.MAPPER.readTree(json)));
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
            if (isAllOnceMore(more, pieces)) {
                pieces.setLength(0);
            }
            pieces.append(more);
        }
        if (piece.thoughts != null && piece.thoughtsFrom != null) {
            keep(piece.thoughtsFrom, piece.thoughts);
        }
        refusal = piece.refusal == null ? refusal : refusal == null ? piece.refusal : refusal + piece.refusal;
        tool |= piece.tool;
        if (!piece.calls.isEmpty()) {
            addCalls(piece.calls);
        }
        hasPlaceForEnd |= piece.hasPlaceForEnd;
        word = piece.word == null || piece.word.isEmpty() ? word : piece.word;
        nativeWord = piece.nativeWord == null ? nativeWord : piece.nativeWord;
        if (!piece.logprobs.isEmpty()) {
            List<TokenLogprobs> all = new ArrayList<>(logprobs);
            all.addAll(piece.logprobs);
            logprobs = all;
        }
    }

    private void addCalls(Iterable<JsonNode> more) {
        List<JsonNode> all = new ArrayList<>(calls);
        more.forEach(all::add);
        calls = all;
    }

    private static boolean isAllOnceMore(String piece, StringBuilder soFar) {
        return soFar.length() >= CERTAINLY_REPEATED
                && piece.length() >= soFar.length()
                && piece.startsWith(soFar.toString());
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

    /** That the provider behind a gateway failed, whatever text is there. */
    @Nullable
    JsonNode error() {
        return error;
    }

    /** Whether the server tells how its answers end. */
    boolean hasPlaceForEnd() {
        return hasPlaceForEnd;
    }

    boolean callsTool() {
        return tool;
    }

    /** The calls, of which pieces tell a name and then its arguments; one of no name where nothing is told. */
    List<ToolExecutionRequest> calls() {
        Map<Integer, String> names = new LinkedHashMap<>();
        Map<Integer, String> arguments = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            JsonNode function = call.path("function").isObject() ? call.get("function") : call;
            int place = call.path("index").asInt(i);
            names.merge(place, function.path("name").asText(), (first, more) -> first.isEmpty() ? more : first);
            arguments.merge(place, function.path("arguments").asText(), String::concat);
        }
        return names.isEmpty()
                ? List.of(ToolExecutionRequest.builder().name("").arguments("").build())
                : names.entrySet().stream()
                        .map(name -> ToolExecutionRequest.builder()
                                .name(name.getValue())
                                .arguments(arguments.get(name.getKey()))
                                .build())
                        .toList();
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

    /** Log-probabilities of all tokens, those of thoughts in the text among them. */
    List<TokenLogprobs> logprobs() {
        return ChatCompletionsLogprobs.sound(logprobs);
    }
}
