package dev.constitution.runner.format;

import dev.constitution.runner.rows.ChatMl;
import java.util.List;

/**
 * verl's form for reward models. Its reader puts texts one behind the other without any template, so that the prompt is
 * rendered here, as ChatML, up to where the answer begins; the reader appends the mark that ends it.
 */
final class VerlRewardExport extends RecordPerPair {
    VerlRewardExport() {
        super(
                "verl-reward",
                List.of(
                        Field.text("prompt", pair -> ChatMl.open(pair.prompt())),
                        Field.text("chosen", ExportRow::chosen),
                        Field.text("rejected", ExportRow::rejected)));
    }

    @Override
    void requireCarried(ExportRow pair) throws NotCarriedException {
        PairChecks.requireTrainable(pair);
        if (ChatMl.holdsMark(pair.prompt(), pair.chosen(), pair.rejected())) {
            throw new NotCarriedException("template mark in a text");
        }
    }
}
