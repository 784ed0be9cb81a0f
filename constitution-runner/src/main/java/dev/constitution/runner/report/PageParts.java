package dev.constitution.runner.report;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page's own style and script, and the policy that lets nothing else have an effect: no other script or style, no request, no
 * form, and no text that a script would make HTML of. Whatever a model has written stays text.
 */
record PageParts(String style, String script) {
    private static final List<String> SCRIPTS =
            List.of("elements.js", "data.js", "state.js", "list.js", "row.js", "label.js", "page.js");

    static PageParts load() {
        return new PageParts(
                resource("page.css"),
                SCRIPTS.stream()
                        .map(PageParts::resource)
                        .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n")));
    }

    String policy() {
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'";
    }

    private static String hash(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static String resource(String name) {
        try (InputStream content = Objects.requireNonNull(PageParts.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
