package dev.constitution.runner.prose;

import dev.constitution.chat.Sha256;
import dev.constitution.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A document as sections and pieces. Immutable.
 *
 * @param name its file's
 * @param text all of it
 * @param sections the first is the root; each stands behind the one that holds it
 * @param pieces in order; their texts one after the other are the document's
 */
record ProseDocument(String name, String text, List<Section> sections, List<Piece> pieces) {
    ProseDocument {
        sections = List.copyOf(sections);
        pieces = List.copyOf(pieces);
    }

    /** Reads a file of Markdown. */
    static ProseDocument read(Path file) {
        return of(SourceText.read(file), String.valueOf(file.getFileName()));
    }

    static ProseDocument of(String text, String name) {
        return new MarkdownReader(text, name).read();
    }

    /** SHA-256 of the file's bytes. */
    String fingerprint() {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many words it has, marks of Markdown that stand alone among them. */
    long words() {
        return words(text);
    }

    static long words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    String text(Piece piece) {
        return text.substring(piece.from(), piece.to());
    }
}
