package dev.constitution.runner.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** LLaMA-Factory's ShareGPT form for ranking, and the entry of {@code dataset_info.json} that it is found by. */
final class LlamaFactoryExport extends RecordPerPair {
    LlamaFactoryExport() {
        super(
                "llama-factory",
                List.of(
                        new Field<>(
                                "conversations", ShareGptTurns.TYPE + "[]", pair -> ShareGptTurns.of(pair.prompt())),
                        new Field<>("chosen", ShareGptTurns.TYPE, pair -> ShareGptTurns.answer(pair.chosen())),
                        new Field<>("rejected", ShareGptTurns.TYPE, pair -> ShareGptTurns.answer(pair.rejected()))));
    }

    @Override
    public void requireFreeBeside(List<Path> files) throws IOException {
        LlamaFactoryIndex.with(files);
    }

    @Override
    public void writeBeside(List<Path> files) throws IOException {
        LlamaFactoryIndex.add(files);
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.TOOLS, Beyond.IMAGES);
    }
}
