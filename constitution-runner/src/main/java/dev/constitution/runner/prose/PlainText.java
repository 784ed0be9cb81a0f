package dev.constitution.runner.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What a part of a document says, in one line: its words without emphasis, addresses of links, and marks of footnotes. */
final class PlainText extends AbstractVisitor {
    private static final Pattern FOOTNOTE_MARK = Pattern.compile("\\[\\^[^\\]\\s]+\\]");

    private final UnaryOperator<String> titles;
    private final List<String> parts = new ArrayList<>();
    private StringBuilder part = new StringBuilder();

    private PlainText(UnaryOperator<String> titles) {
        this.titles = titles;
    }

    /**
     * Words of a node.
     *
     * @param titles the title of the section that a link leads to, by its id; empty where there is none
     */
    static String of(Node node, UnaryOperator<String> titles) {
        PlainText text = new PlainText(titles);
        node.accept(text);
        text.endPart();
        return text.parts.stream().collect(Collectors.joining(" "));
    }

    private void endPart() {
        String whole = FOOTNOTE_MARK.matcher(part).replaceAll("").strip().replaceAll("\\s+", " ");
        if (!whole.isEmpty()) {
            parts.add(whole);
        }
        part = new StringBuilder();
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        endPart();
    }

    @Override
    public void visit(CustomNode node) {
        visitChildren(node);
        if (node instanceof TableCell) {
            endPart();
            if (node.getNext() != null && !parts.isEmpty()) {
                parts.set(parts.size() - 1, ended(parts.get(parts.size() - 1)));
            }
        }
    }

    private static String ended(String cell) {
        return cell.matches("(?s).*[.:;!?]") ? cell : cell + ":";
    }

    @Override
    public void visit(Text text) {
        part.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        part.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(SoftLineBreak end) {
        part.append(' ');
    }

    @Override
    public void visit(HardLineBreak end) {
        part.append(' ');
    }

    /** A link that says no more than "?" says the title that it leads to. */
    @Override
    public void visit(Link link) {
        int before = part.length();
        visitChildren(link);
        String target = link.getDestination();
        if (target.startsWith("#") && part.substring(before).strip().equals("?")) {
            String title = titles.apply(target.substring(1));
            part.setLength(before);
            part.append('"')
                    .append(title.isEmpty() ? target.substring(1) : title)
                    .append('"');
        }
    }

    @Override
    public void visit(HtmlInline html) {}

    @Override
    public void visit(HtmlBlock html) {}

    @Override
    public void visit(FencedCodeBlock code) {}

    @Override
    public void visit(IndentedCodeBlock code) {}
}
