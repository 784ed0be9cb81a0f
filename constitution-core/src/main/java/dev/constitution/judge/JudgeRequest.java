package dev.constitution.judge;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.principles.ComparisonExemplar;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.ComparisonTemplates;
import dev.constitution.shape.ExampleMarks;
import dev.constitution.shape.Placeholders;
import dev.constitution.shape.RequestTemplate;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Words the request for one comparison. Texts of prompts and models stand between delimiters; they are joined to the
 * wording, never put into a template.
 */
final class JudgeRequest {

    /** How the judge is to answer. */
    enum Form {
        /** With a letter alone. */
        LETTER,
        /** With a closing tag alone. */
        VERDICT,
        /** With reasoning and a closing tag. */
        THOUGHT;

        RequestTemplate wording(ComparisonTemplates comparison) {
            return switch (this) {
                case LETTER -> comparison.letter();
                case VERDICT -> comparison.verdict();
                case THOUGHT -> comparison.thought();
            };
        }
    }

    private final ComparisonTemplates comparison;
    private final Form form;
    private final Delimiters delimiters;
    private final List<Message> messages = new ArrayList<>();

    private JudgeRequest(ComparisonTemplates comparison, Form form, Delimiters delimiters) {
        this.comparison = comparison;
        this.form = form;
        this.delimiters = delimiters;
        comparison.system().map(Message::system).ifPresent(messages::add);
    }

    /**
     * The whole request.
     *
     * @param exemplars shown before, each under a principle that is drawn for it
     */
    static List<Message> of(
            AnswerPair pair,
            Principle principle,
            ComparisonTemplates wording,
            Form form,
            Exemplars exemplars,
            JudgeCalls calls) {
        List<ComparisonExemplar> shown = exemplars.shown(form, calls);
        Delimiters delimiters = Delimiters.around(
                Stream.concat(Stream.of(pair), shown.stream().map(JudgeRequest::pair))
                        .flatMap(JudgeRequest::texts),
                calls);
        JudgeRequest request = new JudgeRequest(wording, form, delimiters);
        SplittableRandom random = new SplittableRandom(calls.rowSeed("exemplars/principles"));
        for (ComparisonExemplar exemplar : shown) {
            request.ask(exemplars.marks().comparison(), pair(exemplar), exemplars.draw(random));
            request.messages.add(Message.assistant(request.answer(exemplar)));
        }
        request.ask(shown.isEmpty() ? "" : exemplars.marks().realComparison(), pair, principle);
        String prefill = form.wording(wording).prefill();
        if (!prefill.isEmpty()) {
            request.messages.add(Message.assistant(prefill));
        }
        return request.messages;
    }

    private void ask(String mark, AnswerPair pair, Principle principle) {
        StringBuilder text = new StringBuilder()
                .append(mark)
                .append(mark.isEmpty() ? "" : "\n\n")
                .append(Placeholders.fill(comparison.introduction(), Map.of("mark", delimiters.mark())));
        List<Content> shown = new ArrayList<>();
        for (Message turn : Message.inWords(pair.prompt().messages())) {
            text.append("\n\n").append(delimiters.fenced(turn.role().label(), words(turn, shown)));
        }
        text.append("\n\n").append(delimiters.fenced("response-A", pair.a()));
        text.append("\n\n").append(delimiters.fenced("response-B", pair.b()));
        text.append("\n\n")
                .append(Placeholders.fill(comparison.question(), Map.of("request", principle.comparison())))
                .append("\n\n")
                .append(form.wording(comparison).request());
        messages.add(shown.isEmpty() ? Message.user(text.toString()) : withImages(shown, text.toString()));
    }

    /** A turn's text; its images are numbered in it, and put behind those that are shown already. */
    private static String words(Message turn, List<Content> shown) {
        return turn.inWords(image -> {
            String name = "[image " + (shown.size() / 2 + 1) + "]";
            shown.add(TextContent.from(name));
            shown.add(image);
            return name;
        });
    }

    /** The images first, so that the request ends with what is asked for. */
    private static Message withImages(List<Content> shown, String text) {
        List<Content> contents = new ArrayList<>(shown);
        contents.add(TextContent.from(text));
        return Message.of(UserMessage.from(contents));
    }

    private String answer(ComparisonExemplar exemplar) {
        return switch (form) {
            case LETTER -> exemplar.better().name();
            case VERDICT -> exemplar.better().tag();
            case THOUGHT -> exemplar.reasoning() + "\n" + exemplar.better().tag();
        };
    }

    private static AnswerPair pair(ComparisonExemplar exemplar) {
        return new AnswerPair(Prompt.of("exemplar", exemplar.prompt()), exemplar.a(), exemplar.b());
    }

    private static Stream<String> texts(AnswerPair pair) {
        return Stream.concat(pair.prompt().messages().stream().map(Message::inWords), Stream.of(pair.a(), pair.b()));
    }

    /** The examples that a judge is shown, and the principles that they are shown under. */
    record Exemplars(Optional<Constitution> constitution, ExampleMarks marks) {

        static final Exemplars NONE = new Exemplars(Optional.empty(), ExampleMarks.NONE);

        static Exemplars of(Constitution constitution, ExampleMarks marks) {
            return new Exemplars(Optional.of(constitution), marks);
        }

        /** Those that fit; where no reasoning names the letters, the order is drawn, so that no letter is favoured. */
        private List<ComparisonExemplar> shown(Form form, JudgeCalls calls) {
            List<ComparisonExemplar> all =
                    constitution.map(Constitution::comparisonExemplars).orElse(List.of());
            if (form == Form.THOUGHT) {
                return all.stream().filter(ComparisonExemplar::hasReasoning).toList();
            }
            SplittableRandom random = new SplittableRandom(calls.rowSeed("exemplars/order"));
            return all.stream()
                    .map(exemplar -> random.nextBoolean() ? exemplar.swapped() : exemplar)
                    .toList();
        }

        private Principle draw(SplittableRandom random) {
            return PrincipleSelector.random()
                    .select(constitution.orElseThrow(), 1, random)
                    .get(0);
        }
    }
}
