package dev.constitution.runner.prose;

import dev.constitution.runner.prose.Piece.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown: CommonMark with tables, front matter, notes ({@code !!!}, {@code :::}) and footnotes. */
final class MarkdownReader {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    private static final Pattern FRONT_MATTER = Pattern.compile(
            "\\A\uFEFF?(---[ \\t]*(?:\r\n|\r|\n)[\\s\\S]*?(?:\r\n|\r|\n)(?:---|\\.\\.\\.)[ \\t]*(?:\r\n|\r|\n|\\z))?");
    private static final Pattern CONTAINER = Pattern.compile("^:::+\\s*\\{?\\.?\\w");
    private static final Pattern CONTAINER_END = Pattern.compile("(?:^|\\s):::+$");

    private final String text;
    private final int body;
    private final Node document;
    private final Headings headings;
    private final List<Piece> pieces = new ArrayList<>();
    private int section;
    private int group;
    private boolean inContainer;

    MarkdownReader(String text, String name) {
        this.text = text;
        Matcher front = FRONT_MATTER.matcher(text);
        body = front.find() ? front.end() : 0;
        document = PARSER.parse(text.substring(body));
        headings = new Headings(document, name);
    }

    ProseDocument read() {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            group++;
            block(node);
        }
        return new ProseDocument(headings.sections().get(0).title(), text, headings.sections(), joined());
    }

    private void block(Node node) {
        if (node instanceof Heading) {
            section = headings.place(node);
            add(Kind.HEADING, node);
        } else if (node instanceof Paragraph) {
            add(paragraph(node), node);
        } else if (node instanceof ListBlock) {
            children(node instanceof OrderedList ? Kind.NUMBERED_ITEM : Kind.ITEM, node);
        } else if (node instanceof TableBlock) {
            add(Kind.OTHER, node); // its head
            for (Node part = node.getFirstChild(); part != null; part = part.getNext()) {
                if (part instanceof TableBody) {
                    children(Kind.ROW, part);
                }
            }
        } else {
            add(kind(node), node);
        }
    }

    private void children(Kind kind, Node node) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            add(inContainer ? Kind.NOTE : kind, child);
        }
    }

    private static Kind kind(Node node) {
        if (node instanceof BlockQuote) {
            return Kind.QUOTE;
        }
        if (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock) {
            return Kind.CODE;
        }
        return node instanceof HtmlBlock ? Kind.HTML : Kind.OTHER;
    }

    private Kind paragraph(Node node) {
        String said = words(node);
        boolean note = inContainer || said.startsWith("!!!");
        if (CONTAINER.matcher(said).find()) {
            inContainer = true;
            note = true;
        }
        if (inContainer && CONTAINER_END.matcher(said).find()) {
            inContainer = false;
        }
        return note ? Kind.NOTE : text.startsWith("[^", first(node)) ? Kind.FOOTNOTE : Kind.TEXT;
    }

    private void add(Kind kind, Node node) {
        if (node.getSourceSpans().isEmpty()) {
            return; // what follows it goes on in the piece before
        }
        int from = LineEnds.beginning(text, first(node));
        pieces.add(new Piece(kind, section, from, from, group, words(node)));
    }

    private int first(Node node) {
        return body + node.getSourceSpans().get(0).getInputIndex();
    }

    private String words(Node node) {
        return PlainText.of(node, headings::title);
    }

    /** The pieces, each up to the next one, with what stands before the first. */
    private List<Piece> joined() {
        List<Piece> all = new ArrayList<>();
        int first = pieces.isEmpty() ? text.length() : pieces.get(0).from();
        if (first > 0) {
            all.add(new Piece(body > 1 ? Kind.FRONT_MATTER : Kind.OTHER, 0, 0, first, 0, ""));
        }
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int to = i + 1 < pieces.size() ? pieces.get(i + 1).from() : text.length();
            all.add(new Piece(piece.kind(), piece.section(), piece.from(), to, piece.group(), piece.text()));
        }
        return all;
    }
}
