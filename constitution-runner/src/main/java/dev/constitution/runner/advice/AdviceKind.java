package dev.constitution.runner.advice;

import java.util.Locale;

/** What a piece of advice is about, with the reason for the rule. */
public enum AdviceKind {
    NEGATIVE(
            Severity.NOTE,
            "People's choices agree better with norms that say what a good answer does than with norms that say what it"
                    + " leaves out (C3AI, arXiv 2502.15861). Models tuned in that study kept negative ones better, so measure"
                    + " both wordings where it matters."),
    SEVERAL_REQUESTS(
            Severity.NOTE,
            "A verdict on several requests at once does not say which of them was met. An idea that is a principle of its own"
                    + " can be counted, weighted and left out."),
    TRAIT(
            Severity.NOTE,
            "People's choices agree better with norms that describe behaviour than with norms that name a trait (C3AI,"
                    + " arXiv 2502.15861)."),
    LONG(
            Severity.NOTE,
            "Each request is sent with every answer; the criteria of the method's paper have 10 to 40 words (arXiv"
                    + " 2212.08073, appendix C)."),
    NEAR_DUPLICATE(
            Severity.WARNING,
            "Where one principle is drawn at random, two of one meaning count twice; in an ordered set the later one is"
                    + " hardly ever reached."),
    OTHER_SUBJECT(
            Severity.WARNING,
            "Critique, revision and comparison of one principle are counted as one; a request about something else trains"
                    + " and measures something else under its name."),
    ASKS_NOTHING(Severity.WARNING, "A judge has to be asked which answer is better (arXiv 2212.08073, section 4.1)."),
    ASKS_FOR_WORSE(
            Severity.WARNING,
            "The answer that a comparison names becomes the chosen one (arXiv 2212.08073, section 4.1)."),
    WRONG_ANSWER(
            Severity.WARNING,
            "Critic and reviser see one answer, as their own last turn; a judge sees two answers of somebody else."),
    OUTPUT_FORM(
            Severity.WARNING,
            "The engine says how a critique states its decision and how a judge states its choice; a second instruction"
                    + " makes replies unreadable."),
    EXAMPLES(
            Severity.NOTE,
            "Models confuse critique and revision without worked examples (arXiv 2212.08073, section 3.1), and take over"
                    + " the decision that all examples end with."),
    LANGUAGE(
            Severity.WARNING,
            "A request in another language than the rest makes answers change their language, and the gate on languages"
                    + " then rejects them."),
    ORDER(
            Severity.NOTE,
            "Only \"precedence: ordered\" lets an earlier principle come before a later one; words alone do not."),
    NEVER_APPLIES(Severity.NOTE, "A principle that no prompt touches costs calls and decides nothing."),
    NEVER_FIRED(Severity.NOTE, "A critique that never objects costs a call for each prompt and changes nothing."),
    ALWAYS_FIRED(
            Severity.WARNING,
            "A critic that objects to every answer does not tell good ones from bad ones, and each of them is rewritten."),
    NEVER_CHANGED(Severity.WARNING, "Critique and revision are paid for, and the answer stays as it was."),
    SAME_DECISIONS(
            Severity.NOTE,
            "Two principles that decide alike on the same answers are one, counted twice (Cohen's kappa).");

    /** How much a piece of advice weighs. */
    public enum Severity {
        /** Probably a mistake. */
        WARNING,
        /** Could be better. */
        NOTE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;
    private final String why;

    AdviceKind(Severity severity, String why) {
        this.severity = severity;
        this.why = why;
    }

    public Severity severity() {
        return severity;
    }

    /** Why the rule is one, with its source. */
    public String why() {
        return why;
    }

    /** The name as it stands in output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
