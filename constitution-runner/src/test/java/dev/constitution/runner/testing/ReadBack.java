package dev.constitution.runner.testing;

import dev.constitution.chat.Message;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How the files of each form are read again. */
public final class ReadBack {
    private ReadBack() {}

    /** What is left of a row: its prompt, and its answers where the form carries them as such. */
    public record Texts(List<Message> prompt, String chosen, String rejected) {}

    private static List<Message> prompt(ExportRow row, boolean takesTurns) {
        List<Message> prompt = row.prompt();
        try {
            return takesTurns && prompt.size() == 1
                    ? JsonMessages.of(prompt.get(0).content())
                    : prompt;
        } catch (BadRowException e) {
            throw new AssertionError(e);
        }
    }

    /** A way of reading files of a form. */
    public interface Way {
        List<Texts> read(Path file) throws IOException;

        /** What is read of these rows, if none is left out. */
        List<Texts> written(List<OutcomeRecord> rows);
    }

    /**
     * The way of this form.
     *
     * @throws AssertionError where nobody has said what becomes of its files
     */
    public static Way of(String form) {
        return switch (form) {
            case "native", "axolotl", "hh-rlhf", "openai", "llama-factory", "nemo-rl", "llm-swarm" ->
                new Pairs(form, form, false);
            case "ms-swift", "tinker-cookbook", "verl-reward", "paddleformers" -> new Pairs(form, form, false);
            case "icai" -> new Pairs(form, form, true);
            case "distilabel" -> new Pairs(form, "trl", false); // no ratings in these rows
            case "mlx-lm-lora" -> new Pairs(form, "trl", false);
            case "trl", "trl-reward", "openrlhf" -> new Pairs("trl", "trl", false);
            case "trl-standard" -> new Pairs("trl", "trl", true);
            case "sft", "sft-last", "sharegpt", "ms-swift-kto" -> new Prompts(true, false);
            case "trl-unpaired", "verl-rl" -> new Prompts(false, false);
            case "alpaca" -> new Prompts(false, true);
            default -> throw new AssertionError("say how files of the form " + form + " are read again");
        };
    }

    /**
     * As labelled pairs.
     *
     * @param form the layout's name
     * @param told the layout that the rows tell
     * @param takesTurns whether a question that is a text of turns is read as those turns
     */
    public record Pairs(String form, String told, boolean takesTurns) implements Way {
        @Override
        public List<Texts> read(Path file) throws IOException {
            List<Texts> texts = new ArrayList<>();
            try (PairReader reader = new InputFile(PromptSource.of(file).withPairs(PairFormat.named(form))).pairs()) {
                for (PairReader.Row row = reader.next(); row != null; row = reader.next()) {
                    if (row.fault() != null) {
                        throw new AssertionError(file + ":" + row.line() + ": " + row.fault());
                    }
                    LabelledPair pair = Objects.requireNonNull(row.pair());
                    boolean first = pair.human() == Preferred.A;
                    texts.add(new Texts(pair.prompt(), first ? pair.a() : pair.b(), first ? pair.b() : pair.a()));
                }
            }
            return texts;
        }

        @Override
        public List<Texts> written(List<OutcomeRecord> rows) {
            return rows.stream()
                    .map(ExportRow::of)
                    .map(row -> new Texts(prompt(row, takesTurns), row.chosen(), row.rejected()))
                    .toList();
        }
    }

    /**
     * As prompts.
     *
     * @param endsWithAnswer whether an answer stands behind the prompt, which is left out
     * @param takesTurns whether a question that is a text of turns is read as those turns
     */
    public record Prompts(boolean endsWithAnswer, boolean takesTurns) implements Way {
        @Override
        public List<Texts> read(Path file) throws IOException {
            List<Texts> texts = new ArrayList<>();
            try (PromptReader reader = new InputFile(PromptSource.of(file).withDropLastAnswer(endsWithAnswer)).rows()) {
                while (reader.hasNext()) {
                    if (reader.next() instanceof InputRow.Read row) {
                        texts.add(new Texts(row.prompt().messages(), "", ""));
                    } else {
                        throw new AssertionError(file + ": holds a row that is no prompt");
                    }
                }
            }
            return texts;
        }

        @Override
        public List<Texts> written(List<OutcomeRecord> rows) {
            return rows.stream()
                    .map(ExportRow::of)
                    .map(row -> new Texts(prompt(row, takesTurns), "", ""))
                    .toList();
        }
    }
}
