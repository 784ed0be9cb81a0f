package dev.constitution.runner.advice;

import dev.constitution.source.SourceNode;
import java.util.Optional;

/**
 * One thing that could be better in a constitution.
 *
 * @param line where it stands in the file, from 1
 * @param column from 1
 * @param principle the principle's id; empty where the set as a whole is meant
 * @param what what was found
 * @param remedy what to do
 */
public record Advice(AdviceKind kind, int line, int column, Optional<String> principle, String what, String remedy) {

    static Advice at(SourceNode node, AdviceKind kind, String principle, String what, String remedy) {
        return new Advice(kind, node.line(), node.column(), Optional.of(principle), what, remedy);
    }

    static Advice ofSet(SourceNode node, AdviceKind kind, String what, String remedy) {
        return new Advice(kind, node.line(), node.column(), Optional.empty(), what, remedy);
    }
}
