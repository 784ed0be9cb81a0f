package dev.constitution.principles;

import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the folder {@code principles/}, which the library's jar carries. */
final class BuiltIns {
    private BuiltIns() {}

    /** The ids in {@code index.json}: a class path cannot be listed reliably. */
    static List<String> ids() {
        return SourceParser.parse(text("index.json"), "index.json").root().items().stream()
                .map(SourceNode::text)
                .toList();
    }

    static String text(String name) {
        try (InputStream in = BuiltIns.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library's jar lacks principles/" + name + "; build it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read principles/" + name, e);
        }
    }
}
