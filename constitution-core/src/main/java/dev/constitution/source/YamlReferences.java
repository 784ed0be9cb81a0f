package dev.constitution.source;

import dev.constitution.source.SourceTree.Place;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Refuses what a file of principles or settings never needs and what has been used to attack YAML readers: tags, anchors
 * and aliases (an alias inside an alias can blow up a small file to gigabytes). Jackson's parser does not report all of
 * them.
 */
final class YamlReferences {
    private YamlReferences() {}

    static void refuse(String yaml, SourceTree tree) {
        try {
            Parser events = new ParserImpl(new StreamReader(yaml), SourceParser.loaderOptions());
            while (!events.checkEvent(Event.ID.StreamEnd)) {
                if (events.getEvent() instanceof NodeEvent node) {
                    refuse(node, tree);
                }
            }
        } catch (YAMLException e) {
            // The parser that builds the tree meets the same fault and reports it.
            return;
        }
    }

    private static void refuse(NodeEvent event, SourceTree tree) {
        Mark mark = event.getStartMark();
        Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1);
        String tag = tagOf(event);
        if (event instanceof AliasEvent) {
            tree.refuse(place, "YAML aliases are not supported; write out what \"*" + event.getAnchor() + "\" is");
        } else if (event.getAnchor() != null) {
            tree.refuse(place, "YAML anchors are not supported; remove \"&" + event.getAnchor() + "\"");
        } else if (!tag.isEmpty()) {
            tree.refuse(place, "YAML tags are not supported; remove \"" + tag + "\"");
        }
    }

    private static String tagOf(NodeEvent event) {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        return tag == null ? "" : tag.replace("tag:yaml.org,2002:", "!!");
    }
}
