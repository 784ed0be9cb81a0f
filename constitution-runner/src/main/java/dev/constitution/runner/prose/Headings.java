package dev.constitution.runner.prose;

import dev.constitution.source.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** The sections that a document's headings make, in order. */
final class Headings {
    private static final Pattern ATTRIBUTES = Pattern.compile("\\s*\\{([^{}]*)\\}\\s*$");

    private final List<Section> sections = new ArrayList<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Map<Node, Integer> places = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Headings(Node document, String name) {
        sections.add(new Section(0, 0, Slug.unique("document", taken), name, Map.of()));
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                add(heading);
            }
        }
    }

    List<Section> sections() {
        return sections;
    }

    /** The place of a heading's section. */
    int place(Node heading) {
        Integer place = places.get(heading);
        return place == null ? 0 : place;
    }

    /** The title of the section of this stated id; empty where there is none. */
    String title(String id) {
        return titles.getOrDefault(id, "");
    }

    private void add(Heading heading) {
        String line = PlainText.of(heading, id -> "");
        Map<String, String> attributes = new LinkedHashMap<>();
        String id = "";
        Matcher stated = ATTRIBUTES.matcher(line);
        String title = line;
        if (stated.find()) {
            title = line.substring(0, stated.start());
            for (String one : stated.group(1).strip().split("\\s+", -1)) {
                if (one.startsWith("#")) {
                    id = one.substring(1);
                } else if (one.indexOf('=') > 0) {
                    attributes.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
                }
            }
        }
        int parent = sections.size() - 1;
        while (sections.get(parent).level() >= heading.getLevel()) {
            parent = sections.get(parent).parent();
        }
        if (!id.isEmpty()) {
            titles.put(id, title);
        }
        places.put(heading, sections.size());
        sections.add(new Section(
                parent,
                heading.getLevel(),
                Slug.unique(Slug.of(id.isEmpty() ? title : id), taken),
                title.isEmpty() ? "(no title)" : title,
                Map.copyOf(attributes)));
    }
}
