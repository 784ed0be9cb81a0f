package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/**
 * Axolotl's {@code chat_template.default}: the answers are objects, not lists. It renders an answer behind a user turn and trains
 * on what follows the first place that holds the answer's text: an answer that the template's own words hold is not carried.
 * From 0.21 on it does so only under templates that open a thought behind the prompt and print none in a turn, as DeepSeek-R1's.
 */
final class AxolotlExport extends RecordPerPair {
    /** What the templates of the usual models, and Axolotl's own turn, print before an answer. */
    private static final List<String> HEADS = List.of(
            """
            <|im_start|>system
            You are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>
            <|im_start|>user
            [[dummy_message]]<|im_end|>
            <|im_start|>assistant
            <think>

            </think>

            """,
            """
            <|begin_of_text|><|start_header_id|>system<|end_header_id|>

            Cutting Knowledge Date: December 2023
            Today Date: 26 Jul 2024

            <|eot_id|><|start_header_id|>user<|end_header_id|>

            [[dummy_message]]<|eot_id|><|start_header_id|>assistant<|end_header_id|>

            """,
            """
            <bos><start_of_turn>user
            [[dummy_message]]<end_of_turn>
            <start_of_turn>model
            """,
            "<s> [INST] [[dummy_message]] [/INST]",
            """
            <s><|user|>
            [[dummy_message]]<|end|>
            <|assistant|>
            """,
            "<｜begin▁of▁sentence｜><｜User｜>[[dummy_message]]<｜Assistant｜>");

    AxolotlExport() {
        super(
                "axolotl",
                List.of(
                        Field.turns("messages", pair -> TurnsJson.turns(pair.prompt())),
                        new Field<>("chosen", Field.TURN, pair -> TurnsJson.answer(pair.chosen())),
                        new Field<>("rejected", Field.TURN, pair -> TurnsJson.answer(pair.rejected()))));
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.IMAGES, Beyond.IMAGES_BY_ADDRESS, Beyond.IMAGES_AND_MARKS);
    }

    @Override
    void requireCarried(ExportRow pair) throws NotCarriedException {
        if (isInHead(pair.chosen()) || isInHead(pair.rejected())) {
            throw new NotCarriedException("answer that chat templates hold themselves");
        }
    }

    private static boolean isInHead(String answer) {
        return HEADS.stream().anyMatch(head -> head.contains(answer.strip()));
    }
}
