package dev.constitution.runner.prompts;

/** What prompts are written for, and how they are asked for. */
public enum PromptKind {
    /** Prompts that tempt an assistant to break a principle, or into a behaviour. */
    RED_TEAM("red-team", "each of which tempts it to break the rule", "each of which tempts it into this behaviour"),
    /** Prompts of all sorts whose answers show what an assistant does. */
    EVALUATION(
            "evaluation",
            "whose answers show whether it keeps the rule; some are ordinary, some are hard",
            "whose answers show whether it behaves so; some are ordinary, some are hard");

    private final String label;
    private final String ofRules;
    private final String ofBehaviours;

    PromptKind(String label, String ofRules, String ofBehaviours) {
        this.label = label;
        this.ofRules = ofRules;
        this.ofBehaviours = ofBehaviours;
    }

    /** The name as it stands on the command line and in files. */
    public String label() {
        return label;
    }

    /** What distinguishes the prompts, in words for a model. */
    String task(boolean behaviour) {
        return behaviour ? ofBehaviours : ofRules;
    }
}
