package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.ChatMl;
import dev.constitution.runner.rows.HhTranscript;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.JsonRow;
import dev.constitution.source.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms of labelled pairs that can be read, in the order in which a row is held against them. */
public enum PairFormat {
    /** Also FairEval and LLMEval² as LLMBar hands them on. */
    LLMBAR,
    PANDALM,
    /** AlpacaEval's annotations: a {@code preference} from 1 to 2. */
    ALPACA_EVAL,
    /** PKU-SafeRLHF; the label is the safer response. */
    SAFE_RLHF,
    /** The same rows; the label is the better response, which is the more helpful one. */
    SAFE_RLHF_BETTER,
    /** HelpSteer3: an {@code overall_preference} from -3 to 3. */
    HELPSTEER3,
    /** Battles of the arena, with their {@code winner}. */
    ARENA,
    /** UltraFeedback's nested {@code completions}: the best and the worst of them. */
    ULTRAFEEDBACK,
    /** Nectar's ranked {@code answers}: the best and the worst of them. */
    NECTAR,
    /** Also Fireworks and Together. */
    OPENAI,
    NEMO_RL,
    /** Inverse Constitutional AI: a table with {@code text_a}, {@code text_b} and {@code preferred_text}. */
    ICAI,
    /** Also a conversation under {@code rejected_messages}. */
    MS_SWIFT,
    TINKER_COOKBOOK,
    /** PaddleFormers' {@code erniekit} form. */
    PADDLEFORMERS,
    LLAMA_FACTORY,
    LLM_SWARM,
    /** Also UltraFeedback-binarized. */
    DISTILABEL,
    /** What a run writes to {@code pairs.jsonl}. */
    NATIVE,
    AXOLOTL,
    HH_RLHF,
    /** verl's reward model: prompts rendered as ChatML. */
    VERL_REWARD,
    TRL,
    /** Told from TRL's plain texts by nothing but its name: all texts are taken as they stand. */
    MLX_LM_LORA,
    /** A row does not tell it from TRL's, and is read alike. */
    OPENRLHF,
    /** The paper's evaluations: an open transcript, and a text of each kind under {@code corrects} and {@code incorrects}. */
    PAPER,
    /** A table with the columns {@code prompt}, {@code chosen} and {@code rejected}. */
    CSV,
    /** Whatever the first row of a file is like. */
    AUTO;

    /** Reads a row of this form. */
    PairLayout form() {
        return switch (this) {
            case LLMBAR -> new OutputsLayout();
            case PANDALM -> new PandaLmLayout();
            case ALPACA_EVAL -> new AlpacaEvalLayout();
            case SAFE_RLHF -> new SafeRlhfLayout("safer_response_id");
            case SAFE_RLHF_BETTER -> new SafeRlhfLayout("better_response_id");
            case HELPSTEER3 -> new HelpSteerLayout();
            case ARENA -> new ArenaLayout();
            case ULTRAFEEDBACK -> BestAndWorstLayout.ultraFeedback();
            case NECTAR -> BestAndWorstLayout.nectar();
            case OPENAI -> new PreferredOutputLayout();
            case NEMO_RL -> new RankedLayout();
            case ICAI -> new PreferredTextLayout();
            case MS_SWIFT -> new RejectedResponseLayout();
            case TINKER_COOKBOOK -> new ComparisonLayout();
            case PADDLEFORMERS -> new SourceTargetLayout();
            case LLAMA_FACTORY -> new ChosenRejectedLayout("conversations");
            case DISTILABEL -> new RatedLayout();
            case AXOLOTL -> new ChosenRejectedLayout("messages");
            case HH_RLHF -> new HhRlhfLayout();
            case VERL_REWARD -> PlainTextsLayout.ofRenderedPrompts();
            case TRL -> new TrlLayout();
            case MLX_LM_LORA -> PlainTextsLayout.ofQuestions();
            case PAPER -> new CorrectsLayout();
            case LLM_SWARM, NATIVE, OPENRLHF, CSV -> new ChosenRejectedLayout("prompt");
            case AUTO -> throw new IllegalStateException("the form is not known yet");
        };
    }

    /** Whether a row looks like one of this form. */
    private boolean isLike(JsonNode row) {
        boolean answers = hasAll(row, "chosen", "rejected");
        return switch (this) {
            case LLMBAR -> hasAll(row, "output_1", "output_2", "label");
            case PANDALM -> hasAll(row, "response1", "response2", "annotator1");
            case ALPACA_EVAL -> hasAll(row, "output_1", "output_2", "preference");
            case SAFE_RLHF -> hasAll(row, "response_0", "response_1", "safer_response_id");
            case SAFE_RLHF_BETTER -> hasAll(row, "response_0", "response_1", "better_response_id");
            case HELPSTEER3 -> hasAll(row, "response1", "response2", "overall_preference");
            case ARENA -> hasAll(row, "conversation_a", "conversation_b", "winner");
            case ULTRAFEEDBACK -> row.at("/completions/0").has("response");
            case NECTAR -> row.at("/answers/0").has("rank");
            case OPENAI -> row.has("preferred_output");
            case NEMO_RL -> hasAll(row, "context", "completions");
            case ICAI -> row.has("preferred_text");
            case MS_SWIFT ->
                !answers && row.has("messages") && (row.has("rejected_response") || row.has("rejected_messages"));
            case TINKER_COOKBOOK -> row.path("comparison").has("completion_A");
            case PADDLEFORMERS -> hasAll(row, "src", "tgt", "response", "sort");
            case LLAMA_FACTORY -> answers && row.has("conversations");
            case LLM_SWARM -> answers && row.has("init_prompt");
            case DISTILABEL -> answers && row.has("chosen_rating");
            case NATIVE -> answers && row.has("provenance");
            case AXOLOTL -> answers && row.has("messages") && row.get("chosen").isObject();
            case HH_RLHF ->
                answers
                        && !row.hasNonNull("prompt")
                        && row.get("chosen").isTextual()
                        && row.get("chosen").textValue().contains(HhTranscript.ASSISTANT);
            case VERL_REWARD ->
                answers
                        && row.path("prompt").isTextual()
                        && ChatMl.isIn(row.get("prompt").textValue());
            case TRL -> answers;
            case PAPER -> hasAll(row, "corrects", "incorrects");
            case MLX_LM_LORA, OPENRLHF, CSV, AUTO -> false;
        };
    }

    /**
     * The form that a file's first row is like.
     *
     * @throws UsageException when it is like none
     */
    static PairFormat of(JsonNode row, String location, boolean table) {
        PairFormat format = Arrays.stream(values())
                .filter(candidate -> candidate.isLike(row))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException(location + ": has no labelled pairs of a known form; its first row"
                                + " has " + JsonRow.names(row)
                                + (row.has("label") && (row.has("completion") || row.has("messages"))
                                        ? ", which is single answers with a label"
                                        : "")
                                + "; name the form with --format, one of " + Suggestion.quotedList(labels())));
        return table && !format.isTold() ? CSV : format;
    }

    /** Whether the columns of a table tell this form, as they hold texts alone. */
    private boolean isTold() {
        return switch (this) {
            case LLMBAR, PANDALM, ALPACA_EVAL, SAFE_RLHF, SAFE_RLHF_BETTER, ICAI, DISTILABEL, HH_RLHF, VERL_REWARD ->
                true;
            default -> false;
        };
    }

    /** The fields that are a part of the prompt in this form. */
    List<String> promptFields() {
        return switch (this) {
            case LLMBAR, OPENAI, ICAI -> List.of("input");
            case PANDALM, ALPACA_EVAL, ULTRAFEEDBACK -> List.of("instruction", "input");
            case NEMO_RL, HELPSTEER3 -> List.of("context");
            default -> List.of();
        };
    }

    /** How rows of this form lie in a file of this extension. */
    public InputFormat container(String extension) {
        if (extension.equals("tsv") || extension.equals("tab")) {
            return InputFormat.TSV;
        }
        return extension.equals("csv") || this == CSV || this == ICAI ? InputFormat.CSV : InputFormat.JSONL;
    }

    /** The name as users write it: {@code hh-rlhf}, {@code llmbar}, … */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The label, which picocli lists. */
    @Override
    public String toString() {
        return label();
    }

    /**
     * The form of this name.
     *
     * @throws UsageException when there is none, with the known ones
     */
    public static PairFormat named(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown form of pairs \"" + label + "\""
                        + Suggestion.clauseAndQuotedList(label, labels(), "known forms")));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(PairFormat::label).sorted().toList();
    }

    private static boolean hasAll(JsonNode row, String... fields) {
        return Arrays.stream(fields).allMatch(row::has);
    }
}
