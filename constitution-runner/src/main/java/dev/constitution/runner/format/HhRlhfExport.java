package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.HhTranscript;
import java.util.List;
import java.util.Map;

/**
 * The transcripts of Anthropic's HH-RLHF. They have no system turn, and mark turns by texts that a turn may itself hold: a
 * row is carried only if the same turns can be read out of it again.
 */
final class HhRlhfExport implements RecordPerPair {

    @Override
    public String name() {
        return "hh-rlhf";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("chosen", "VARCHAR", "rejected", "VARCHAR");
    }

    @Override
    public ObjectNode record(ExportRow pair) throws NotCarriedException {
        if (TurnsJson.hasSystemTurn(pair.prompt())) {
            throw new NotCarriedException("system turn");
        }
        List<Message> prompt = pair.prompt();
        String chosen = HhTranscript.write(prompt, pair.chosen());
        String rejected = HhTranscript.write(prompt, pair.rejected());
        if (!HhTranscript.holds(chosen, prompt, pair.chosen())
                || !HhTranscript.holds(rejected, prompt, pair.rejected())) {
            throw new NotCarriedException("turn marker in a text");
        }
        return TurnsJson.object().put("chosen", chosen).put("rejected", rejected);
    }
}
