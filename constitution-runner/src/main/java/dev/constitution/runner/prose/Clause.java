package dev.constitution.runner.prose;

/**
 * What one good response is like, as the document says it.
 *
 * @param piece where it stands
 * @param norm its words, of a length that a request to a model can hold
 */
record Clause(Piece piece, String norm) {}
