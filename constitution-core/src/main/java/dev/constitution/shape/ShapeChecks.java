package dev.constitution.shape;

import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceSchema;
import dev.constitution.source.SourceTree;
import dev.constitution.source.Suggestion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must be right of a shape's file: its form, {@code shape.schema.json}, and the places in its templates. */
final class ShapeChecks {
    private static final SourceSchema SCHEMA = new SourceSchema(PromptShapeReader.resource("shape.schema.json"));

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> OF_A_REQUEST = List.of("request", "precedence", "question");

    private ShapeChecks() {}

    /** Records every fault. */
    static void check(SourceTree tree) {
        SCHEMA.check(tree);
        SourceNode root = tree.root();
        for (String step : List.of("critique", "revision")) {
            SourceNode request = root.get(step).get("request");
            needs(request, "request", "the principle's own words");
            knows(request, OF_A_REQUEST);
        }
        SourceNode comparison = root.get("comparison");
        needs(comparison.get("question"), "request", "the principle's own words");
        knows(comparison.get("question"), List.of("request"));
        knows(comparison.get("introduction"), List.of("mark"));
        needs(root.get("precedence"), "above", "the principles that come first");
        knows(root.get("precedence"), List.of("above"));
        SourceNode critique = root.get("critique").get("request");
        if (root.get("decides").value().booleanValue()
                && critique.isText()
                && !critique.value().textValue().contains("<decision>")) {
            critique.fault(
                    "\"decides\" is true, but this asks for no <decision>…</decision>; ask for it as the built-in"
                            + " shape \"chat\" does, or set \"decides\" to false");
        }
    }

    private static void needs(SourceNode template, String place, String what) {
        if (template.isText() && !template.value().textValue().contains("{" + place + "}")) {
            template.fault("no place {" + place + "}, where " + what + " stand; add it");
        }
    }

    /** Other words in braces are text, unless they are meant to be a place. */
    private static void knows(SourceNode template, List<String> places) {
        if (!template.isText()) {
            return;
        }
        Matcher place = PLACE.matcher(template.value().textValue());
        while (place.find()) {
            String name = place.group(1);
            String meant = places.contains(name) ? "" : Suggestion.clause(name, places);
            if (!meant.isEmpty()) {
                template.fault("unknown place {" + name + "}" + meant);
            }
        }
    }
}
