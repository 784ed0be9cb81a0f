package dev.constitution.runner.report;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/**
 * What the template is filled with.
 *
 * @param title the folder's name
 * @param subject what was done, in a sentence
 * @param shown how many rows the page has the texts of
 * @param retry the command that does failed rows again
 * @param settings all that shaped the run, by name
 * @param policy the content security policy
 * @param style the page's own style sheet
 * @param script the page's own script
 * @param data the rows, packed
 */
record ReportPage(
        String title,
        String subject,
        List<Tile> tiles,
        List<FigureTable> tables,
        List<Reason> reasons,
        Optional<String> retry,
        String shown,
        List<Setting> settings,
        String policy,
        String style,
        String script,
        Content data) {

    /** A number that is to be seen first. */
    record Tile(String label, String value, String note) {}

    /**
     * Why rows became no pair.
     *
     * @param rows how many
     * @param first the first of them by its number, from 1
     * @param link a place of the page that lists them
     * @param firstLink a place of the page that shows the first
     * @param words what the provider or the gate said of the first
     * @param advice what has to change before a retry
     * @param common what they have in common
     */
    record Reason(
            String kind,
            String detail,
            String rows,
            String first,
            String link,
            String firstLink,
            String words,
            Optional<String> advice,
            List<String> common) {}

    record Setting(String name, String value) {}
}
