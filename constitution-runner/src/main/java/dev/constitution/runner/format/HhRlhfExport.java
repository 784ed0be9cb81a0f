package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.HhTranscript;
import java.util.List;

/**
 * The transcripts of Anthropic's HH-RLHF. They have no system turn, and mark turns by texts that a turn may itself hold: a
 * row is carried only if the same turns can be read out of it again.
 */
final class HhRlhfExport extends RecordExport<HhRlhfExport.Transcripts> {

    /** Both sides of a pair. */
    record Transcripts(String chosen, String rejected) {}

    HhRlhfExport() {
        super(
                "hh-rlhf",
                List.of(Field.text("chosen", Transcripts::chosen), Field.text("rejected", Transcripts::rejected)));
    }

    @Override
    public boolean isOfTwoAnswers() {
        return true;
    }

    @Override
    List<Transcripts> sources(ExportRow row) throws NotCarriedException {
        if (!row.isPair()) {
            return List.of();
        }
        if (TurnsJson.hasSystemTurn(row.prompt())) {
            throw new NotCarriedException("system turn");
        }
        List<Message> prompt = row.prompt();
        return List.of(new Transcripts(transcript(prompt, row.chosen()), transcript(prompt, row.rejected())));
    }

    private static String transcript(List<Message> prompt, String answer) throws NotCarriedException {
        String transcript = HhTranscript.write(prompt, answer);
        if (!HhTranscript.holds(transcript, prompt, answer)) {
            throw new NotCarriedException("turn marker in a text");
        }
        return transcript;
    }
}
