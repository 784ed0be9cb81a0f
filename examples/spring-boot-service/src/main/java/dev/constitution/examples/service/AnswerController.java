package dev.constitution.examples.service;

import dev.constitution.principles.Constitution;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The service's addresses. */
@RestController
final class AnswerController {
    private final Answering answering;
    private final AnswerEvents events;
    private final Constitution constitution;

    AnswerController(Answering answering, AnswerEvents events, Constitution constitution) {
        this.answering = answering;
        this.events = events;
        this.constitution = constitution;
    }

    /** The whole answer at once. */
    @PostMapping("/answers")
    Answer answer(@RequestBody Question question) {
        return answering.answer(question.text(), step -> {});
    }

    /** The same as events: a {@code step} for each critique and revision, then the {@code answer}, or a {@code failure}. */
    @PostMapping(path = "/answers/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(@RequestBody Question question) {
        return events.of(question.text());
    }

    /** What is answered under. */
    @GetMapping("/constitution")
    Rules constitution() {
        return new Rules(
                constitution.title(),
                constitution.principles().stream()
                        .map(principle -> new Rule(principle.title(), principle.norm()))
                        .toList());
    }

    record Rules(String title, List<Rule> principles) {}

    record Rule(String title, String norm) {}
}
