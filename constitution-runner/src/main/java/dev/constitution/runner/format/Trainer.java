package dev.constitution.runner.format;

import java.util.Map;

/**
 * A trainer as {@code export --format} knows it: the form that its released reader takes, and what that does to rows that are
 * not easy.
 *
 * @param name what users call it by
 * @param trains the methods
 * @param form the form's name
 * @param isFolder whether it reads a folder with files for training, validation and test
 * @param reader what reads the file in its code
 * @param version the release that was looked at
 * @param isRun whether that release read hard rows of the form; else its code was read
 * @param command how the file is given to it
 * @param handling what becomes of rows: {@code long}, {@code cut}, {@code empty}, {@code ties}
 * @param wrong the forms that it reads without an error, but wrongly, and what comes of it
 */
public record Trainer(
        String name,
        String trains,
        String form,
        boolean isFolder,
        String reader,
        String version,
        boolean isRun,
        String command,
        Map<String, String> handling,
        Map<String, String> wrong) {}
