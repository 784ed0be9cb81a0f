package dev.constitution.chat;

import org.jspecify.annotations.Nullable;

/** A reply's text on the way to {@link AnswerText}: what is left of it, the thoughts cut off so far, what is wrong with it. */
record Reading(String text, String thoughts, AnswerText.@Nullable Fault fault) {
    static Reading of(String text) {
        return new Reading(text, "", null);
    }

    static Reading faulty(String thoughts, AnswerText.Fault fault) {
        return new Reading("", thoughts, fault);
    }
}
