package dev.constitution.runner.verify;

import dev.constitution.runner.base.ExitCode;
import java.util.List;

/**
 * What was found in a run's folder.
 *
 * @param rows rows of the input, as the run noted them; 0 where that is lost
 * @param outcomes rows with an intact outcome
 * @param calls intact call records
 * @param findings what is damaged, lost, doubled or made up, the first twenty; empty when the folder is sound
 * @param found how many these are in all
 * @param left what the run has still to do, a sentence each; empty when it is finished
 * @param notes what may well be meant, a sentence each
 */
public record Verdict(
        long rows,
        long outcomes,
        long calls,
        List<Finding> findings,
        long found,
        List<String> left,
        List<String> notes) {
    public Verdict {
        findings = List.copyOf(findings);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }

    public boolean isSound() {
        return found == 0;
    }

    /** What this says to a script: sound and finished, sound and not finished, or not sound. */
    public ExitCode exitCode() {
        return !isSound() ? ExitCode.CORRUPT : left.isEmpty() ? ExitCode.COMPLETE : ExitCode.PARTIAL;
    }

    /** The same in words. */
    public String inWords() {
        return !isSound() ? "not sound" : left.isEmpty() ? "sound" : "sound, not finished";
    }
}
