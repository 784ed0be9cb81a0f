package dev.constitution.runner.prose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.Message;
import dev.constitution.principles.Principle;
import dev.constitution.runner.prose.WorkedExample.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The way back from a constitution to its document: the sections as a tree, the worked examples, and every piece of the text
 * with the principles made of it. The pieces' texts one after the other are the document.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SourceMap(
        int version,
        String document,
        String sha256,
        long words,
        List<String> order,
        SectionEntry sections,
        List<PieceEntry> pieces,
        List<ExampleEntry> examples) {
    private static final int VERSION = 1;

    /** A section with those in it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record SectionEntry(
            String id,
            String title,
            Map<String, String> attributes,
            List<Integer> lines,
            List<SectionEntry> sections) {}

    /** A piece; lines from 1, the last one too; bytes from 0, the second one behind its last. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PieceEntry(
            String kind, String section, List<Integer> lines, List<Long> bytes, List<String> principles, String text) {}

    /** A worked example; {@code shown} where the constitution has it, else why it has not. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ExampleEntry(
            List<Integer> lines, List<Message> prompt, List<AnswerEntry> answers, boolean shown, String notShown) {}

    /** An answer, and what the document says of it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record AnswerEntry(String mark, String note, String text) {
        static AnswerEntry of(Answer answer) {
            return new AnswerEntry(answer.mark().name().toLowerCase(Locale.ROOT), answer.note(), answer.text());
        }
    }

    static SourceMap of(ProseImport imported) {
        ProseDocument document = imported.document();
        Places places = new Places(document);
        List<WorkedExample> examples = imported.examples();
        return new SourceMap(
                VERSION,
                document.name(),
                document.fingerprint(),
                document.words(),
                imported.order().map(StatedOrder::terms).orElse(List.of()),
                section(0, document, places),
                document.pieces().stream()
                        .map(piece -> new PieceEntry(
                                piece.kind().label(),
                                document.sections().get(piece.section()).id(),
                                places.lines(piece),
                                places.bytes(piece),
                                principlesOf(piece, imported),
                                document.text(piece)))
                        .toList(),
                IntStream.range(0, examples.size())
                        .mapToObj(i -> example(examples.get(i), imported.shown().unshown(i, examples.get(i)), places))
                        .toList());
    }

    private static ExampleEntry example(WorkedExample example, String notShown, Places places) {
        return new ExampleEntry(
                places.lines(example.from(), example.to()),
                example.turns(),
                example.answers().stream().map(AnswerEntry::of).toList(),
                notShown.isEmpty(),
                notShown);
    }

    private static List<String> principlesOf(Piece piece, ProseImport imported) {
        List<Principle> principles = imported.constitution().principles();
        return IntStream.range(0, principles.size())
                .filter(i -> imported.clauses().get(i).piece().equals(piece))
                .mapToObj(i -> principles.get(i).id())
                .toList();
    }

    private static SectionEntry section(int place, ProseDocument document, Places places) {
        List<Section> sections = document.sections();
        Section section = sections.get(place);
        List<SectionEntry> inside = new ArrayList<>();
        for (int i = place + 1; i < sections.size(); i++) {
            if (sections.get(i).parent() == place) {
                inside.add(section(i, document, places));
            }
        }
        List<Piece> own = document.pieces().stream()
                .filter(piece -> isIn(piece.section(), place, sections))
                .toList();
        int from = own.isEmpty() ? 0 : own.get(0).from();
        int to = own.isEmpty() ? 0 : own.get(own.size() - 1).to();
        return new SectionEntry(section.id(), section.title(), section.attributes(), places.lines(from, to), inside);
    }

    private static boolean isIn(int section, int holder, List<Section> sections) {
        int at = section;
        while (at > holder) {
            at = sections.get(at).parent();
        }
        return at == holder;
    }
}
