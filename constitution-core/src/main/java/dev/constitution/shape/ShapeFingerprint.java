package dev.constitution.shape;

import dev.constitution.chat.FieldHash;
import dev.constitution.chat.Sampling;
import java.util.List;
import java.util.Optional;

/** Hashes a shape field by field. */
final class ShapeFingerprint {
    private ShapeFingerprint() {}

    static String of(PromptShape shape) {
        FieldHash f = new FieldHash();
        f.add(shape.system().orElse(""));
        f.add(Boolean.toString(shape.exemplars())).add(Boolean.toString(shape.decides()));
        for (RequestTemplate request : List.of(shape.generation(), shape.critique(), shape.revision())) {
            add(f, request);
        }
        ComparisonTemplates comparison = shape.comparison();
        f.add(comparison.system().orElse("")).add(comparison.introduction()).add(comparison.question());
        for (RequestTemplate request : List.of(comparison.letter(), comparison.verdict(), comparison.thought())) {
            add(f, request);
        }
        f.add(comparison.topLogprobs()).add(shape.precedence());
        ExampleMarks marks = shape.marks();
        f.add(marks.before()).add(marks.beforeReply()).add(marks.after()).add(marks.afterReply());
        return f.add(marks.comparison()).add(marks.realComparison()).hex();
    }

    private static void add(FieldHash f, RequestTemplate request) {
        Sampling sampling = request.sampling();
        f.add(request.request()).add(request.prefill());
        for (Optional<?> setting :
                List.of(sampling.temperature(), sampling.topP(), sampling.repeatPenalty(), sampling.maxTokens())) {
            f.add(setting.map(Object::toString).orElse(""));
        }
        f.add(sampling.stop().size());
        sampling.stop().forEach(f::add);
    }
}
