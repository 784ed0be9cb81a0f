package dev.constitution.runner.verify;

import dev.constitution.runner.base.ExitCode;
import java.util.List;

/**
 * What was found in a data set folder.
 *
 * @param exports of how many exports it is made
 * @param files its data files
 * @param rows their rows
 * @param findings what is damaged, missing, doubled or does not agree, the first twenty; empty when the folder is sound
 * @param found how many these are in all
 * @param left what an export has left undone, a sentence each
 * @param notes what may well be meant, a sentence each
 */
public record DatasetVerdict(
        int exports, int files, long rows, List<Finding> findings, long found, List<String> left, List<String> notes) {
    public DatasetVerdict {
        findings = List.copyOf(findings);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }

    /** What this says to a script: sound, sound with something left to do, or not sound. */
    public ExitCode exitCode() {
        return found > 0 ? ExitCode.CORRUPT : left.isEmpty() ? ExitCode.COMPLETE : ExitCode.PARTIAL;
    }

    /** The same in words. */
    public String inWords() {
        return found > 0 ? "not sound" : left.isEmpty() ? "sound" : "sound, not finished";
    }
}
