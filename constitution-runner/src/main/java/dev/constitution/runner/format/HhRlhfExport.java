package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.HhTranscript;
import java.util.List;

/**
 * The transcripts of Anthropic's HH-RLHF. They have no system turn, and mark turns by texts that a turn may itself hold: a
 * row is carried only if the same turns can be read out of it again.
 */
final class HhRlhfExport extends RecordPerPair {
    HhRlhfExport() {
        super(
                "hh-rlhf",
                List.of(
                        Field.text("chosen", pair -> transcript(pair, pair.chosen())),
                        Field.text("rejected", pair -> transcript(pair, pair.rejected()))));
    }

    private static String transcript(ExportRow pair, String answer) throws NotCarriedException {
        if (TurnsJson.hasSystemTurn(pair.prompt())) {
            throw new NotCarriedException("system turn");
        }
        List<Message> prompt = TurnsJson.messages(pair.prompt());
        String transcript = HhTranscript.write(prompt, answer);
        if (!HhTranscript.holds(transcript, prompt, answer)) {
            throw new NotCarriedException("turn marker in a text");
        }
        return transcript;
    }
}
