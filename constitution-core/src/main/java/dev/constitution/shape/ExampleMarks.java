package dev.constitution.shape;

/**
 * What marks worked examples off from the real conversation, so that no example is taken for its beginning. Around the
 * examples of critique and revision it is said in turns of their own; a comparison says of itself which of both it is.
 *
 * @param before the user turn that comes before the first example; empty for none
 * @param beforeReply its answer
 * @param after the user turn that comes behind the last example, before the conversation; empty for none
 * @param afterReply its answer
 * @param comparison the first line of a comparison that is an example; empty for none
 * @param realComparison the first line of the comparison that is none, where examples stand before it; empty for none
 */
public record ExampleMarks(
        String before, String beforeReply, String after, String afterReply, String comparison, String realComparison) {

    /** No marks. */
    public static final ExampleMarks NONE = new ExampleMarks("", "", "", "", "", "");
}
