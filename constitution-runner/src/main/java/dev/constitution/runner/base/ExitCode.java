package dev.constitution.runner.base;

import java.util.Locale;

/** What the command line's exit codes mean; a script can tell what to do next from the number alone. */
public enum ExitCode {
    COMPLETE(0, "every row is done and none failed"),
    ERROR(1, "something unforeseen happened"),
    USAGE(2, "an option, a file or its content cannot be used; nothing was sent"),
    FAILED_ROWS(3, "every row is done, some failed; they are recorded with their reasons"),
    PARTIAL(4, "rows are left; the same command goes on"),
    BUDGET(5, "the budget is used up; the same command with a higher one goes on"),
    AUTHENTICATION(6, "the provider refused the key, the account or the model; the same command goes on"),
    CORRUPT(
            7,
            "a record of the run's folder is damaged; constitution verify --repair mends it, then the same command goes on"),
    STORAGE(8, "the run's folder cannot be written; the same command goes on"),
    TOO_MANY_FAILED(9, "more rows failed than --fail-on-error allows; the same command goes on with the others"),
    TOO_FEW_PAIRS(10, "every row is done, and fewer pairs stand than --pairs asks for"),
    INTERRUPTED(130, "stopped from the keyboard; the same command goes on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The process's exit status. */
    public int number() {
        return number;
    }

    /** The name as it stands in the closing summary and in the documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it says, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
